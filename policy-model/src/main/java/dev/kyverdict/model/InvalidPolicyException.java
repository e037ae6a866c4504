package dev.kyverdict.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A value that Kyverno or the API server would refuse was about to be made; carries every reason.
 */
public final class InvalidPolicyException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * @param what the thing that was to be made, such as {@code ClusterPolicy 'restore'}
   * @param problems every reason, at least one
   */
  public InvalidPolicyException(String what, List<Problem> problems) {
    super(
        what
            + ": "
            + problems.size()
            + (problems.size() == 1 ? " problem" : " problems")
            + problems.stream().map(p -> "\n  " + p).collect(Collectors.joining()));
    this.problems = List.copyOf(problems);
  }

  /** Every reason. */
  public List<Problem> problems() {
    return problems;
  }
}
