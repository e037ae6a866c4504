package dev.kyverdict.render.tree;

import java.util.List;
import java.util.stream.Collectors;

/** A tree was not written; the directory is as it was before. Carries every reason. */
public final class TreeRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<TreeProblem> problems;

  /**
   * @param problems every reason, at least one
   */
  public TreeRefusedException(List<TreeProblem> problems) {
    super(problems.stream().map(TreeProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every reason. */
  public List<TreeProblem> problems() {
    return problems;
  }

  /** Throws if there is a reason to. */
  static void throwIfAny(List<TreeProblem> problems) {
    if (!problems.isEmpty()) {
      throw new TreeRefusedException(problems);
    }
  }
}
