package dev.kyverdict.lint;

import dev.kyverdict.model.Selector;
import dev.kyverdict.model.Selector.Requirement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a label selector asks of one label. */
final class Selectors {

  private Optional<Set<String>> allowed = Optional.empty();
  private final Set<String> forbidden = new HashSet<>();
  private boolean present;
  private boolean absent;

  private Selectors() {}

  /** Why no labels can fit a selector; empty if some can. */
  static Optional<String> contradiction(Selector selector) {
    for (Requirement requirement : selector.matchExpressions()) {
      Optional<String> reason = senseless(requirement);
      if (reason.isPresent()) {
        return reason;
      }
    }
    Map<String, Selectors> labels = new LinkedHashMap<>();
    selector
        .matchLabels()
        .forEach(
            (key, value) -> {
              if (!Wildcard.in(key)) {
                label(labels, key).present = true;
                if (!Wildcard.in(value)) {
                  label(labels, key).allow(List.of(value));
                }
              }
            });
    selector.matchExpressions().forEach(asked -> label(labels, asked.key()).require(asked));
    return labels.entrySet().stream()
        .filter(label -> label.getValue().isImpossible())
        .map(label -> "what it asks of label '" + label.getKey() + "' contradicts itself")
        .findFirst();
  }

  /** Whether a selector asks for something, so that an object without labels does not fit. */
  static boolean asksForLabels(Selector selector) {
    return !selector.matchLabels().isEmpty()
        || selector.matchExpressions().stream()
            .anyMatch(asked -> asked.operator().equals("In") || asked.operator().equals("Exists"));
  }

  private static Optional<String> senseless(Requirement asked) {
    if (!asked.operator().equals("In")) {
      return Optional.empty();
    }
    if (asked.values().isEmpty()) {
      return Optional.of("'In' without values fits no label");
    }
    return asked.values().stream().allMatch(Wildcard::in)
        ? Optional.of(
            "'In' takes no wildcards, and no label is '" + asked.values().getFirst() + "'")
        : Optional.empty();
  }

  private static Selectors label(Map<String, Selectors> labels, String key) {
    return labels.computeIfAbsent(key, unused -> new Selectors());
  }

  private void require(Requirement asked) {
    switch (asked.operator()) {
      case "In" -> {
        present = true;
        allow(asked.values());
      }
      case "NotIn" -> forbidden.addAll(asked.values());
      case "Exists" -> present = true;
      case "DoesNotExist" -> absent = true;
      default -> {}
    }
  }

  private void allow(List<String> values) {
    Set<String> both = new HashSet<>(allowed.orElse(new HashSet<>(values)));
    both.retainAll(values);
    allowed = Optional.of(both);
  }

  private boolean isImpossible() {
    return present && absent || allowed.filter(values -> forbidden.containsAll(values)).isPresent();
  }
}
