package dev.kyverdict.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Reply.Why;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.rebuild.FailedCalls.Outcome;
import dev.kyverdict.world.Inventory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A rebuild during which one call of somebody fails: once for each call, and each way to fail. */
class FailedCallsTest {

  private static final List<Effect> WAYS =
      List.of(new Effect.Answers(500, "injected"), new Effect.Loses(Why.TIMED_OUT));

  /** Every so many calls, odd so that every actor's habits are met at other places. */
  private static final int SMALL_STEP = 401;

  private static final int FIRST = 8;

  private static final int WHOLE_STEP = 6007;

  private static void every(int step, Inventory inventory, int atLeast) {
    FailedCalls calls = new FailedCalls(Lost.cluster("safe", inventory));
    int[] numbers =
        IntStream.range(0, calls.count())
            .filter(it -> it % step == 0 || step < WHOLE_STEP && it < FIRST)
            .toArray();
    List<Outcome> outcomes = new ArrayList<>();
    for (int number : numbers) {
      WAYS.forEach(way -> outcomes.add(calls.run(number, way)));
    }
    long well = outcomes.stream().filter(Outcome::isWell).count();
    Duration latest =
        outcomes.stream().map(Outcome::late).max(Duration::compareTo).orElse(Duration.ZERO);
    System.out.printf(
        "rebuild of %d claims, %s call of %d failing once, %d ways: %d of %d, at most %s late%n",
        inventory.labelled().size(),
        step == 1 ? "every" : "each " + step + "th",
        calls.count(),
        WAYS.size(),
        well,
        outcomes.size(),
        latest);
    assertThat(outcomes.stream().filter(it -> !it.isWell()).limit(20)).isEmpty();
    assertThat(outcomes).hasSizeGreaterThanOrEqualTo(atLeast);
  }

  /** The first calls are Argo CD's discovery: what fails there must not pass for unknown kinds. */
  @Test
  void
      each_401st_and_the_first_8_calls_of_a_rebuild_of_3_claims_fail_once_and_all_hold_their_data() {
    every(SMALL_STEP, Clusters.SMALL, 32);
  }

  @Test
  void each_6007th_call_of_a_rebuild_of_17_claims_fails_once_and_all_hold_their_data() {
    every(WHOLE_STEP, Clusters.WHOLE, 6);
  }

  @Test
  @EnabledIfSystemProperty(named = "kyverdict.rebuild.all", matches = "true")
  void every_call_of_a_rebuild_of_3_claims_fails_once_and_all_hold_their_data() {
    every(1, Clusters.SMALL, 7000);
  }

  @Test
  @EnabledIfSystemProperty(named = "kyverdict.rebuild.all", matches = "true")
  void each_499th_call_of_a_rebuild_of_17_claims_fails_once_and_all_hold_their_data() {
    every(499, Clusters.WHOLE, 90);
  }
}
