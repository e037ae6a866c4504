package dev.kyverdict.world.safety;

import dev.kyverdict.world.World;
import java.util.Arrays;
import java.util.List;

/** All guarantees at once. */
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
    return Arrays.stream(Guarantee.values()).flatMap(it -> it.violations(sight).stream()).toList();
  }

  /** Of one guarantee alone. */
  public List<Violation> check(Guarantee guarantee, World world) {
    return guarantee.violations(Sight.of(world, promise));
  }
}
