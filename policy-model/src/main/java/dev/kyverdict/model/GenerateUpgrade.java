package dev.kyverdict.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether an installed policy with generate rules can become another one in place. Kyverno 1.19.1
 * ({@code pkg/validation/policy/generate.go}) lets the data of a generate rule change, and how it
 * is kept; of the rest almost nothing.
 */
public final class GenerateUpgrade {

  private GenerateUpgrade() {}

  /**
   * Errors, when Kyverno refuses the edit; otherwise warnings, for every object made before that
   * nobody keeps in step any more.
   *
   * @param before the installed policy
   * @param after the edited policy of the same name
   */
  public static List<Problem> problems(KyvernoPolicy before, KyvernoPolicy after) {
    List<Generating> old = generating(before);
    List<Generating> now = generating(after);
    List<Generating> abandoned =
        old.stream().filter(rule -> now.stream().noneMatch(rule::makesTheSameAs)).toList();
    if (!abandoned.isEmpty()) {
      return abandoned.stream().map(rule -> rule.abandoned(now)).toList();
    }
    boolean synchronizes =
        old.stream().anyMatch(rule -> rule.generate().synchronize().orElse(false));
    return old.stream()
        .filter(
            rule -> now.stream().noneMatch(other -> rule.changes(other, synchronizes).isEmpty()))
        .map(rule -> rule.refused(now, synchronizes))
        .toList();
  }

  private static List<Generating> generating(KyvernoPolicy policy) {
    List<Rule> rules = policy.spec().rules();
    return IntStream.range(0, rules.size())
        .boxed()
        .flatMap(
            i ->
                rules.get(i).action() instanceof Generate generate
                    ? Optional.of(new Generating(i, rules.get(i), generate)).stream()
                    : Optional.<Generating>empty().stream())
        .toList();
  }

  /**
   * A generate rule.
   *
   * @param index its place among the rules
   * @param rule the rule
   * @param generate its action
   */
  private record Generating(int index, Rule rule, Generate generate) {

    /** Data and loops may change; what is made, and the source of a clone, may not. */
    boolean makesTheSameAs(Generating other) {
      return made().equals(other.made());
    }

    private ObjectNode made() {
      Generate.Source source =
          generate.source() instanceof Generate.Clone
                  || generate.source() instanceof Generate.CloneList
              ? generate.source()
              : new Generate.NoSource();
      return RuleTree.generated(generate.target(), source);
    }

    List<String> changes(Generating other, boolean synchronizes) {
      Map<String, Boolean> same =
          Map.of(
              "name", rule.name().equals(other.rule.name()),
              "match", !synchronizes || rule.match().equals(other.rule.match()),
              "exclude", rule.exclude().equals(other.rule.exclude()),
              "imageExtractors", rule.imageExtractors().equals(other.rule.imageExtractors()),
              "context", rule.context().equals(other.rule.context()),
              "preconditions", rule.preconditions().equals(other.rule.preconditions()),
              "celPreconditions", rule.celPreconditions().equals(other.rule.celPreconditions()),
              "skipBackgroundRequests",
                  rule.skipBackgroundRequests() == other.rule.skipBackgroundRequests(),
              "reportProperties", rule.reportProperties().equals(other.rule.reportProperties()));
      return same.entrySet().stream()
          .filter(part -> !part.getValue())
          .map(Map.Entry::getKey)
          .sorted()
          .toList();
    }

    Problem abandoned(List<Generating> now) {
      Optional<Generating> successor =
          now.stream().filter(other -> other.rule.name().equals(rule.name())).findFirst();
      return successor
          .map(other -> Where.rule(other.rule, other.index).at("generate"))
          .orElse(new Where("Rule '" + rule.name() + "'", List.of("spec", "rules"), 2))
          .warning(
              "generate-target-abandoned",
              successor.isPresent()
                  ? "makes another object than the installed rule"
                  : "is no longer there",
              "delete what it made before, or keep it; Kyverno keeps it no longer in step");
    }

    Problem refused(List<Generating> now, boolean synchronizes) {
      Generating closest =
          Collections.min(now, Comparator.comparing(other -> changes(other, synchronizes).size()));
      List<String> changed = changes(closest, synchronizes);
      return Where.rule(closest.rule, closest.index)
          .at(changed.getFirst())
          .error(
              "generate-rule-immutable",
              "Kyverno refuses another "
                  + String.join(", ", changed)
                  + " than that of the installed rule '"
                  + rule.name()
                  + "'",
              "delete the policy first, or give the rule another target");
    }
  }
}
