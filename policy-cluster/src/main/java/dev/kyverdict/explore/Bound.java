package dev.kyverdict.explore;

import java.util.EnumSet;
import java.util.Set;

/**
 * How far an exploration goes.
 *
 * @param depth how many steps from the beginning
 * @param backups how many backups a claim may have; at most 3
 * @param faults how many faults there may be on a path; at most 7
 * @param deletions how often something may be deleted on a path; at most 7
 * @param harms what these faults may be
 * @param fairTicks within how many fair rounds every claim has to be admitted; 0 not to look
 * @param states how many states at most
 * @param reductions what is not told apart
 */
public record Bound(
    int depth,
    int backups,
    int faults,
    int deletions,
    Set<Harm> harms,
    int fairTicks,
    int states,
    Set<Reduction> reductions) {

  /** Two backups a claim, one fault, one deletion, every reduction. */
  public static final Bound USUAL =
      new Bound(
          14,
          2,
          1,
          1,
          EnumSet.of(Harm.LOOKUPS, Harm.WORK),
          4,
          20_000_000,
          EnumSet.allOf(Reduction.class));

  /** Checks and copies. */
  public Bound {
    if (backups < 1 || backups > 3 || faults > 7 || deletions > 7) {
      throw new IllegalArgumentException("beyond what a state can hold");
    }
    harms = Set.copyOf(harms);
    reductions = Set.copyOf(reductions);
  }

  /** The same with another depth. */
  public Bound depth(int other) {
    return new Bound(other, backups, faults, deletions, harms, fairTicks, states, reductions);
  }

  /** The same with so many backups a claim. */
  public Bound backups(int other) {
    return new Bound(depth, other, faults, deletions, harms, fairTicks, states, reductions);
  }

  /** The same with so many faults. */
  public Bound faults(int other) {
    return new Bound(depth, backups, other, deletions, harms, fairTicks, states, reductions);
  }

  /** The same with so many deletions. */
  public Bound deletions(int other) {
    return new Bound(depth, backups, faults, other, harms, fairTicks, states, reductions);
  }

  /** The same with an S3 that may say that it is empty. */
  public Bound lying() {
    Set<Harm> others = EnumSet.of(Harm.LIES);
    others.addAll(harms);
    return new Bound(depth, backups, faults, deletions, others, fairTicks, states, reductions);
  }

  /** The same with other kinds of faults. */
  public Bound harmedBy(Harm first, Harm... more) {
    Set<Harm> others = EnumSet.of(first, more);
    return new Bound(depth, backups, faults, deletions, others, fairTicks, states, reductions);
  }

  /** The same with so many fair rounds; 0 not to look. */
  public Bound fairTicks(int other) {
    return new Bound(depth, backups, faults, deletions, harms, other, states, reductions);
  }

  /** The same with these reductions alone. */
  public Bound reducedBy(Set<Reduction> others) {
    return new Bound(depth, backups, faults, deletions, harms, fairTicks, states, others);
  }

  @Override
  public String toString() {
    return "depth %d, %d backups a claim, faults %d%s, deletions %d, fair rounds %d, reductions %s"
        .formatted(
            depth,
            backups,
            faults,
            faults == 0 ? "" : " of " + harms.stream().sorted().toList(),
            deletions,
            fairTicks,
            reductions.stream().sorted().toList());
  }
}
