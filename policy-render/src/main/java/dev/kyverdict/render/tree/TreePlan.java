package dev.kyverdict.render.tree;

import java.util.List;

/**
 * What writing a tree comes to.
 *
 * @param changes the files that change, in the order in which they are to be changed
 * @param summary the same for a person to read
 */
record TreePlan(List<FileChange> changes, WriteSummary summary) {

  TreePlan {
    changes = List.copyOf(changes);
  }
}
