package dev.kyverdict.render.tree;

import java.util.List;
import java.util.Optional;

/** What became of the wish to edit a kustomization. */
sealed interface EditOutcome {

  /**
   * It reads like this now.
   *
   * @param content the whole file
   */
  record Edited(FileContent content) implements EditOutcome {}

  /**
   * It says what is wanted already.
   *
   * @param note something to tell about it
   */
  record AsWanted(Optional<String> note) implements EditOutcome {}

  /**
   * A person has to edit it.
   *
   * @param problems why, and the lines to add or remove
   */
  record Refused(List<TreeProblem> problems) implements EditOutcome {}
}
