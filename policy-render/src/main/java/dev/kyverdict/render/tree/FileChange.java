package dev.kyverdict.render.tree;

import java.util.Optional;

/**
 * One file of a plan: what is there and what shall be.
 *
 * @param path the file, relative to the root
 * @param before its content now; empty if it is not there
 * @param after its content afterwards; empty if it is to be deleted
 */
record FileChange(String path, Optional<FileContent> before, Optional<FileContent> after) {

  boolean deletes() {
    return after.isEmpty();
  }

  boolean replaces() {
    return before.isPresent() && after.isPresent();
  }
}
