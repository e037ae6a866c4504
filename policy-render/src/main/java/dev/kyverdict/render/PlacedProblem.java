package dev.kyverdict.render;

import dev.kyverdict.model.Problem;
import dev.kyverdict.model.Problem.Severity;
import dev.kyverdict.yaml.Place;

/**
 * A problem and where it stands.
 *
 * @param place file, line and column
 * @param problem what is wrong there, and the repair
 */
public record PlacedProblem(Place place, Problem problem) {

  /** Whether the API server or Kyverno refuses the document. */
  public boolean isError() {
    return problem.severity() == Severity.ERROR;
  }

  /** {@code file:line:column: error: message; repair [id]}. */
  @Override
  public String toString() {
    return place
        + (isError() ? ": error: " : ": warning: ")
        + problem.message()
        + "; "
        + problem.repair()
        + " ["
        + problem.id()
        + "]";
  }
}
