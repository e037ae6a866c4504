package dev.kyverdict.engine.match;

import dev.kyverdict.model.Selector;
import dev.kyverdict.values.Wildcard;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A label selector with wildcards in {@code matchLabels} ({@code pkg/utils/match/labels.go}, {@code
 * pkg/engine/wildcards/wildcards.go}). Kyverno puts the label that a wildcard finds in its place
 * and then asks Kubernetes, which refuses a selector with impossible keys or values whatever the
 * labels are; a wildcard that finds none becomes zeros. Where a wildcard lands on a key that is
 * also written out, Kyverno keeps one of the two at random; here both have to hold.
 */
final class LabelMatch {

  /** What comes of asking. */
  enum Outcome {
    /** The labels are selected. */
    MATCHES,
    /** They are not. */
    DIFFERS,
    /** It is no selector; nothing is selected. */
    INVALID
  }

  private final List<Pair> pairs;
  private final List<Requirement> requirements;
  private final boolean invalid;

  private LabelMatch(List<Pair> pairs, List<Requirement> requirements) {
    this.pairs = pairs;
    this.requirements = requirements;
    this.invalid =
        pairs.stream().anyMatch(pair -> !pair.wildcard() && !pair.valid())
            || requirements.stream().anyMatch(requirement -> !requirement.valid());
  }

  static LabelMatch of(Selector selector) {
    return new LabelMatch(
        selector.matchLabels().entrySet().stream().map(Pair::of).toList(),
        selector.matchExpressions().stream().map(Requirement::of).toList());
  }

  Outcome test(Map<String, String> labels) {
    if (invalid) {
      return Outcome.INVALID;
    }
    boolean holds = true;
    for (Pair pair : pairs) {
      switch (pair.test(labels)) {
        case INVALID -> {
          return Outcome.INVALID;
        }
        case DIFFERS -> holds = false;
        case MATCHES -> {}
      }
    }
    for (int i = 0; holds && i < requirements.size(); i++) {
      holds = requirements.get(i).holds(labels);
    }
    return holds ? Outcome.MATCHES : Outcome.DIFFERS;
  }

  private record Pair(String key, String value, boolean wildcard, boolean valid) {

    static Pair of(Map.Entry<String, String> entry) {
      String key = entry.getKey();
      String value = entry.getValue();
      boolean valid = LabelSyntax.isKey(zeros(key)) && LabelSyntax.isValue(zeros(value));
      return new Pair(key, value, Wildcard.in(key) || Wildcard.in(value), valid);
    }

    private static String zeros(String text) {
      return text.replace('*', '0').replace('?', '0');
    }

    Outcome test(Map<String, String> labels) {
      if (!wildcard) {
        return value.equals(labels.get(key)) ? Outcome.MATCHES : Outcome.DIFFERS;
      }
      for (Map.Entry<String, String> label : labels.entrySet()) {
        if (Wildcard.matches(key, label.getKey()) && Wildcard.matches(value, label.getValue())) {
          return LabelSyntax.isKey(label.getKey()) && LabelSyntax.isValue(label.getValue())
              ? Outcome.MATCHES
              : Outcome.INVALID;
        }
      }
      return valid ? Outcome.DIFFERS : Outcome.INVALID;
    }
  }

  private enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST;

    static Optional<Operator> of(String text) {
      return switch (text) {
        case "In" -> Optional.of(IN);
        case "NotIn" -> Optional.of(NOT_IN);
        case "Exists" -> Optional.of(EXISTS);
        case "DoesNotExist" -> Optional.of(DOES_NOT_EXIST);
        default -> Optional.empty();
      };
    }

    boolean takesValues() {
      return this == IN || this == NOT_IN;
    }
  }

  private record Requirement(String key, Operator operator, List<String> values, boolean valid) {

    static Requirement of(Selector.Requirement requirement) {
      Optional<Operator> operator = Operator.of(requirement.operator());
      List<String> values = requirement.values();
      boolean valid =
          operator.isPresent()
              && operator.get().takesValues() != values.isEmpty()
              && LabelSyntax.isKey(requirement.key())
              && values.stream().allMatch(LabelSyntax::isValue);
      return new Requirement(requirement.key(), operator.orElse(Operator.IN), values, valid);
    }

    boolean holds(Map<String, String> labels) {
      return switch (operator) {
        case IN -> labels.containsKey(key) && values.contains(labels.get(key));
        case NOT_IN -> !labels.containsKey(key) || !values.contains(labels.get(key));
        case EXISTS -> labels.containsKey(key);
        case DOES_NOT_EXIST -> !labels.containsKey(key);
      };
    }
  }
}
