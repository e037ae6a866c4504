package dev.kyverdict.world.safety;

import dev.kyverdict.world.World;
import java.util.Arrays;
import java.util.List;

/** All invariants at once. */
public final class Safety {

  private final Promise promise;

  private Safety(Promise promise) {
    this.promise = promise;
  }

  /** By the plan's settings. */
  public static Safety ofPlan() {
    return new Safety(Promise.PLAN);
  }

  /** By other settings. */
  public static Safety of(Promise promise) {
    return new Safety(promise);
  }

  /** What is violated in a world as it is now; nothing when all is well. */
  public List<Violation> check(World world) {
    Sight sight = Sight.of(world, promise);
    return Arrays.stream(Invariant.values()).flatMap(it -> it.violations(sight).stream()).toList();
  }

  /** Of one invariant alone. */
  public List<Violation> check(Invariant invariant, World world) {
    return invariant.violations(Sight.of(world, promise));
  }
}
