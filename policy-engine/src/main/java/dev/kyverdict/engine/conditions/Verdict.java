package dev.kyverdict.engine.conditions;

import java.util.List;

/**
 * What became of conditions.
 *
 * @param holds whether they hold
 * @param message the messages of the conditions that decided: the false ones where they do not
 *     hold, else the true ones
 * @param looked the conditions that were looked at, in order
 */
public record Verdict(boolean holds, String message, List<Compared> looked) {

  /** Of no conditions at all. */
  public static final Verdict ALWAYS = new Verdict(true, "", List.of());

  /** Copies the list. */
  public Verdict {
    looked = List.copyOf(looked);
  }

  /** Kyverno's text for a rule that is skipped because its preconditions do not hold. */
  public static String notMet(Verdict verdict) {
    return verdict.message.isEmpty()
        ? "preconditions not met"
        : "preconditions not met; " + verdict.message;
  }
}
