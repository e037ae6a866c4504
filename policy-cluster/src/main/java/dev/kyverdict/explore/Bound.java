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
 * @param liar whether S3 may answer with an empty listing although it holds backups
 * @param fairTicks within how many fair rounds every claim has to be admitted; 0 not to look
 * @param states how many states at most
 * @param reductions what is not told apart
 */
public record Bound(
    int depth,
    int backups,
    int faults,
    int deletions,
    boolean liar,
    int fairTicks,
    int states,
    Set<Reduction> reductions) {

  /** Two backups a claim, one fault, one deletion, every reduction. */
  public static final Bound USUAL =
      new Bound(14, 2, 1, 1, false, 4, 20_000_000, EnumSet.allOf(Reduction.class));

  /** Checks and copies. */
  public Bound {
    if (backups < 1 || backups > 3 || faults > 7 || deletions > 7) {
      throw new IllegalArgumentException("beyond what a state can hold");
    }
    reductions = Set.copyOf(reductions);
  }

  /** The same with another depth. */
  public Bound depth(int other) {
    return new Bound(other, backups, faults, deletions, liar, fairTicks, states, reductions);
  }

  /** The same with so many backups a claim. */
  public Bound backups(int other) {
    return new Bound(depth, other, faults, deletions, liar, fairTicks, states, reductions);
  }

  /** The same with so many faults. */
  public Bound faults(int other) {
    return new Bound(depth, backups, other, deletions, liar, fairTicks, states, reductions);
  }

  /** The same with so many deletions. */
  public Bound deletions(int other) {
    return new Bound(depth, backups, faults, other, liar, fairTicks, states, reductions);
  }

  /** The same with an S3 that may say that it is empty. */
  public Bound lying() {
    return new Bound(depth, backups, faults, deletions, true, fairTicks, states, reductions);
  }

  /** The same with so many fair rounds; 0 not to look. */
  public Bound fairTicks(int other) {
    return new Bound(depth, backups, faults, deletions, liar, other, states, reductions);
  }

  /** The same with these reductions alone. */
  public Bound reducedBy(Set<Reduction> others) {
    return new Bound(depth, backups, faults, deletions, liar, fairTicks, states, others);
  }

  @Override
  public String toString() {
    return "depth %d, %d backups a claim, faults %d, deletions %d%s, fair rounds %d, reductions %s"
        .formatted(
            depth,
            backups,
            faults,
            deletions,
            liar ? ", S3 may lie" : "",
            fairTicks,
            reductions.stream().sorted().toList());
  }
}
