package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.ClusterReader.Call;
import dev.kyverdict.engine.Phase;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.chance.Choices;
import dev.kyverdict.engine.context.CallRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * All that Kyverno may decide about one request.
 *
 * @param decisions the different decisions, the one of {@link Engine#admit} without a seed first
 * @param complete whether these are all of them
 */
public record Outcomes(List<Decision> decisions, boolean complete) {

  /** A decision takes microseconds; so many of them still come at once. */
  private static final int MOST_RUNS = 1024;

  /** Copies the list. */
  public Outcomes {
    decisions = List.copyOf(decisions);
  }

  /** What one rule said, without how it came to it. */
  private record Said(String policy, String rule, Phase phase, RuleOutcome outcome) {}

  /** By what decisions differ; in which order policies were asked is not among it. */
  private record Visible(
      Response response,
      Map<Said, Integer> rules,
      JsonNode patch,
      Map<Generated, Integer> generated,
      Map<Call, Integer> calls,
      Map<String, Integer> warnings) {

    static Visible of(Decision decision) {
      return new Visible(
          decision.response(),
          counted(
              decision.rules(),
              rule -> new Said(rule.policy(), rule.rule(), rule.phase(), rule.outcome())),
          decision.patch(),
          counted(decision.generated(), Function.identity()),
          counted(decision.calls(), CallRecord::call),
          counted(decision.warnings(), Function.identity()));
    }

    private static <T, K> Map<K, Integer> counted(List<T> all, Function<T, K> key) {
      Map<K, Integer> counts = new LinkedHashMap<>();
      all.forEach(one -> counts.merge(key.apply(one), 1, Integer::sum));
      return counts;
    }
  }

  /** Decides again and again, each time going another way where there are several. */
  static Outcomes of(Function<Choices, Decision> decide) {
    Map<Visible, Decision> found = new LinkedHashMap<>();
    boolean complete = true;
    Optional<List<Integer>> ways = Optional.of(List.of());
    for (int run = 0; run < MOST_RUNS && ways.isPresent(); run++) {
      Choices choices = Choices.following(ways.get());
      Decision decision = decide.apply(choices);
      found.putIfAbsent(Visible.of(decision), decision);
      complete &= choices.isComplete();
      ways = choices.next();
    }
    return new Outcomes(List.copyOf(found.values()), complete && ways.isEmpty());
  }
}
