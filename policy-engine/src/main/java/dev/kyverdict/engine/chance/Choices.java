package dev.kyverdict.engine.chance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Goes one of several ways wherever Kyverno does so by chance, and writes down where: Go visits the
 * members of a map from a random one on, and Kyverno keeps its policies in a set.
 *
 * <p>One object serves one decision. It is not for several threads.
 */
public final class Choices {

  /** Goes the first way and writes nothing down. */
  public static final Choices FIRST = new Choices(List.of(), Optional.empty(), false);

  private final List<Integer> picks;
  private final Optional<SplittableRandom> random;
  private final boolean recording;
  private final List<Choice> made = new ArrayList<>();
  private boolean complete = true;

  private Choices(List<Integer> picks, Optional<SplittableRandom> random, boolean recording) {
    this.picks = List.copyOf(picks);
    this.random = random;
    this.recording = recording;
  }

  /** Goes the first way with the seed 0, else one that the seed decides. */
  public static Choices seeded(long seed) {
    return new Choices(
        List.of(), seed == 0 ? Optional.empty() : Optional.of(new SplittableRandom(seed)), true);
  }

  /** Goes these ways, then always the first. */
  public static Choices following(List<Integer> picks) {
    return new Choices(picks, Optional.empty(), true);
  }

  /**
   * Picks one of several ways.
   *
   * @param options how many there are, at least one
   * @param what what is left to chance
   */
  public int pick(int options, String what) {
    if (!recording || options < 2) {
      return 0;
    }
    int next = made.size();
    int picked =
        next < picks.size()
            ? Math.min(picks.get(next), options - 1)
            : random.map(source -> source.nextInt(options)).orElse(0);
    made.add(new Choice(what, options, picked));
    return picked;
  }

  /** Is told that there are ways which are not offered. */
  public void leaveOut() {
    complete = false;
  }

  /** Whether all ways were offered. */
  public boolean isComplete() {
    return complete;
  }

  /** The choices so far, in order. */
  public List<Choice> made() {
    return List.copyOf(made);
  }

  /** The ways to go next when all are gone one after another; empty after the last. */
  public Optional<List<Integer>> next() {
    List<Integer> ways = new ArrayList<>(made.stream().map(Choice::picked).toList());
    for (int i = made.size() - 1; i >= 0; i--) {
      int following = ways.removeLast() + 1;
      if (following < made.get(i).options()) {
        ways.add(following);
        return Optional.of(List.copyOf(ways));
      }
    }
    return Optional.empty();
  }
}
