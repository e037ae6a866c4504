package dev.kyverdict.explore;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an exploration found.
 *
 * @param edits how the manifests were changed before
 * @param claims the claims
 * @param bound how far it went
 * @param figures how much there was
 * @param witnesses the invariants that do not hold, each with a shortest path, shortest first
 * @param windows what may be lost although every invariant holds: a backup that nobody could have
 *     listed; for each age, in steps of time, a shortest path
 */
public record Exploration(
    List<String> edits,
    List<String> claims,
    Bound bound,
    Figures figures,
    List<Witness> witnesses,
    List<Window> windows) {

  /** Copies the lists. */
  public Exploration {
    edits = List.copyOf(edits);
    claims = List.copyOf(claims);
    witnesses = List.copyOf(witnesses);
    windows = List.copyOf(windows);
  }

  /**
   * How much there was.
   *
   * @param states how many different states, after reduction
   * @param transitions how many steps between them
   * @param depth how many steps from the beginning the farthest state is
   * @param complete whether there was nothing left to do but for what the bound's counts forbid
   * @param nanos how much of one core's time it took
   * @param admissions how many different admissions the engine was asked about
   * @param questions how often the engine was asked, with every class of answer
   * @param warmings how many different decisions the pre-warm was asked about
   * @param rounds how many fair rounds the slowest state needed to have every claim admitted
   */
  public record Figures(
      int states,
      long transitions,
      int depth,
      boolean complete,
      long nanos,
      int admissions,
      int questions,
      int warmings,
      int rounds) {

    /** States a second, on one core. */
    public long rate() {
      return Math.round(states * 1e9 / Math.max(1, nanos));
    }
  }

  /**
   * A backup that may be lost.
   *
   * @param age how old it is at most when it is lost
   * @param claim of which claim
   * @param beginning how the world begins
   * @param steps a shortest path to there
   */
  public record Window(
      Duration age, String claim, SmallWorld.Beginning beginning, List<Step> steps) {

    /** Copies the list. */
    public Window {
      steps = List.copyOf(steps);
    }
  }

  /** Whether every invariant holds. */
  public boolean clean() {
    return witnesses.isEmpty();
  }

  /** Where an invariant does not hold although nothing failed. */
  public Optional<Witness> unprovoked(Invariant invariant) {
    return witnesses.stream()
        .filter(it -> it.invariant() == invariant && !it.provoked())
        .findFirst();
  }

  /** Where an invariant does not hold, whether or not something failed. */
  public Optional<Witness> of(Invariant invariant) {
    return witnesses.stream().filter(it -> it.invariant() == invariant).findFirst();
  }

  /** The age of the oldest backup that may be lost although every invariant holds. */
  public Optional<Duration> window() {
    return windows.stream().map(Window::age).max(Duration::compareTo);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("claims " + claims + "\n");
    edits.forEach(it -> text.append("edited: ").append(it).append('\n'));
    text.append("bound: ").append(bound).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "%,d states, %,d steps, depth %d%s, %.1f s of one core, %,d states a second%n",
            figures.states(),
            figures.transitions(),
            figures.depth(),
            figures.complete() ? " (all there are)" : "",
            figures.nanos() / 1e9,
            figures.rate()));
    text.append(
        String.format(
            Locale.ROOT,
            "%,d different admissions (the engine asked %,d times), %,d decisions of the pre-warm,"
                + " %d fair rounds at most%n",
            figures.admissions(),
            figures.questions(),
            figures.warmings(),
            figures.rounds()));
    windows.forEach(it -> text.append("window: ").append(it.age().toMinutes()).append(" min\n"));
    text.append(clean() ? "every invariant holds" : "");
    witnesses.forEach(it -> text.append(it).append('\n'));
    return text.toString();
  }
}
