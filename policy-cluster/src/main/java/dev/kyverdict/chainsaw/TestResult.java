package dev.kyverdict.chainsaw;

import java.time.Duration;

/**
 * What became of a test.
 *
 * @param id its folder below the folder of its family's parent, such as {@code mutate/a/b}
 * @param family the first folder of it
 * @param name {@code metadata.name}
 * @param outcome what became of it
 * @param where the step and the line; empty when there is nothing to say
 * @param reason why it failed or was not run; empty when it passed
 * @param wall how long it took
 * @param virtual how much time went by in its cluster
 */
public record TestResult(
    String id,
    String family,
    String name,
    Outcome outcome,
    String where,
    String reason,
    Duration wall,
    Duration virtual) {

  /** What can become of a test. */
  public enum Outcome {
    /** Every step went as written. */
    PASSED("PASS"),
    /** A step did not. */
    FAILED("FAIL"),
    /** A step is out of reach, or the test says itself that it is to be skipped. */
    NOT_RUN("NOT RUN");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** One line, and the reason below it. */
  @Override
  public String toString() {
    String head =
        "%-7s %s (%d ms, %.1f s in the cluster)"
            .formatted(outcome, id, wall.toMillis(), virtual.toMillis() / 1000.0);
    String place = where.isEmpty() ? "" : "\n    " + where;
    String why = reason.isEmpty() ? "" : "\n    " + reason.replace("\n", "\n    ");
    return head + place + why;
  }
}
