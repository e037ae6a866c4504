package dev.kyverdict.explore;

import java.util.EnumSet;
import java.util.Set;

/** Explores policies over a world: {@code Explorer.explore(policies).over(world).within(bound)}. */
public final class Explorer {

  private final Policies policies;
  private final Set<Invariant> ends;
  private final boolean anyEnds;

  private Explorer(Policies policies, Set<Invariant> ends, boolean anyEnds) {
    this.policies = policies;
    this.ends = ends;
    this.anyEnds = anyEnds;
  }

  /** Explores what manifests do. */
  public static Explorer explore(Policies policies) {
    return new Explorer(policies, Set.of(), false);
  }

  /**
   * The same until one of these does not hold although nothing fails; usually it goes on to the
   * bound.
   */
  public Explorer until(Invariant first, Invariant... more) {
    return new Explorer(policies, EnumSet.of(first, more), false);
  }

  /** The same until anything does not hold, even by a fault. */
  public Explorer untilAnything() {
    return new Explorer(policies, ends, true);
  }

  /** Among which claims. */
  public Over over(SmallWorld world) {
    return new Over(policies, world, ends, anyEnds);
  }

  /**
   * Policies and a world.
   *
   * @param policies the manifests
   * @param world the claims
   * @param ends what ends it when it does not hold although nothing fails
   * @param anyEnds whether anything that does not hold ends it
   */
  public record Over(Policies policies, SmallWorld world, Set<Invariant> ends, boolean anyEnds) {

    /** Copies the set. */
    public Over {
      ends = Set.copyOf(ends);
    }

    /** Goes so far. */
    public Exploration within(Bound bound) {
      return new Search(policies, world, bound, ends, anyEnds).run();
    }
  }
}
