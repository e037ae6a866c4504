package dev.kyverdict.explore;

import java.util.EnumSet;
import java.util.Set;

/** Explores policies over a world: {@code Explorer.explore(policies).over(world).within(bound)}. */
public final class Explorer {

  private final Policies policies;
  private final Set<Invariant> ends;

  private Explorer(Policies policies, Set<Invariant> ends) {
    this.policies = policies;
    this.ends = ends;
  }

  /** Explores what manifests do. */
  public static Explorer explore(Policies policies) {
    return new Explorer(policies, Set.of());
  }

  /** The same until one of these does not hold; usually it goes on to the bound. */
  public Explorer until(Invariant first, Invariant... more) {
    return new Explorer(policies, EnumSet.of(first, more));
  }

  /** Among which claims. */
  public Over over(SmallWorld world) {
    return new Over(policies, world, ends);
  }

  /**
   * Policies and a world.
   *
   * @param policies the manifests
   * @param world the claims
   * @param ends what ends it
   */
  public record Over(Policies policies, SmallWorld world, Set<Invariant> ends) {

    /** Copies the set. */
    public Over {
      ends = Set.copyOf(ends);
    }

    /** Goes so far. */
    public Exploration within(Bound bound) {
      return new Search(policies, world, bound, ends).run();
    }
  }
}
