package dev.kyverdict.testing;

import dev.kyverdict.engine.admission.Decision;
import org.assertj.core.api.Assertions;

/**
 * The door to the assertions of the kit, and to all of AssertJ's: {@code import static
 * dev.kyverdict.testing.PolicyAssertions.assertThat}.
 */
public final class PolicyAssertions extends Assertions {

  private PolicyAssertions() {}

  /** What became of a request. */
  public static DecisionAssert assertThat(Step step) {
    return new DecisionAssert(step);
  }

  /** What the engine decided outside of a scenario. */
  public static DecisionAssert assertThat(Decision decision) {
    return new DecisionAssert(Step.of(decision));
  }

  /** An object in a cluster. */
  public static ObjectAssert assertThat(Found found) {
    return new ObjectAssert(found);
  }

  /** The objects of a kind in a cluster. */
  public static ObjectsAssert assertThat(FoundAll found) {
    return new ObjectsAssert(found);
  }
}
