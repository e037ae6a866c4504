package dev.kyverdict.render.tree;

/**
 * One generated file: it belongs to us as a whole.
 *
 * @param path where it goes, relative to the tree's root, {@code /}-separated
 * @param content its text, written as UTF-8
 */
public record RenderedFile(String path, String content) {

  /** Refuses a path that is not plainly inside the tree. */
  public RenderedFile {
    TreePath.require(path);
  }
}
