package dev.kyverdict.render.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Short words for trees and directories in tests. */
final class TreeFixture {

  private TreeFixture() {}

  /** A tree of files, given as path and content in turn. */
  static RenderedTree tree(String... pathsAndContents) {
    List<RenderedFile> files = new ArrayList<>();
    for (int i = 0; i < pathsAndContents.length; i += 2) {
      files.add(new RenderedFile(pathsAndContents[i], pathsAndContents[i + 1]));
    }
    return new RenderedTree(files, List.of(), List.of());
  }

  static RenderedTree withEdit(RenderedTree tree, String path, List<String> have) {
    return new RenderedTree(
        tree.files(),
        List.of(new KustomizationEdit(path, have, List.of())),
        tree.retired(),
        tree.adopts());
  }

  static RenderedTree withRetired(RenderedTree tree, String... retired) {
    return new RenderedTree(tree.files(), tree.kustomizations(), List.of(retired), tree.adopts());
  }

  /** Puts a file there, as a person would. */
  static void put(Path root, String path, String content) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.resolveSibling("x").getParent());
      Files.writeString(file, content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static String get(Path root, String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The list of our files as a tree leaves it. */
  static String ownFiles(RenderedTree tree) {
    return OwnFiles.of(tree.files()).text();
  }
}
