package dev.kyverdict.render.tree;

import static dev.kyverdict.render.tree.TreeFixture.put;
import static dev.kyverdict.render.tree.TreeFixture.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that refuses a tree, as a file. Adding a case adds no Java. Its lines:
 *
 * <ul>
 *   <li>{@code rendered PATH CONTENT}: an earlier tree had this file
 *   <li>{@code file PATH CONTENT}, {@code link PATH TARGET}, {@code mode PATH PERMISSIONS}:
 *       somebody made this
 *   <li>{@code tree PATH CONTENT}, {@code have KUSTOMIZATION ENTRY}: the tree that is refused
 *   <li>{@code problems}: what follows is the message, word for word
 * </ul>
 */
record DirectoryCase(String name, List<Line> lines, String problems) {

  private static final Path ROOT = Path.of("src/test/resources/tree/directories");

  /** One line of a case. */
  record Line(String verb, String path, String rest) {}

  static Stream<DirectoryCase> all() {
    try (Stream<Path> files = Files.list(ROOT)) {
      return files.sorted().map(DirectoryCase::read).toList().stream();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static DirectoryCase read(Path file) {
    try {
      String text = Files.readString(file);
      int problems = text.indexOf("\nproblems\n");
      return new DirectoryCase(
          String.valueOf(file.getFileName()).replace(".case", ""),
          text.substring(0, problems).lines().map(DirectoryCase::line).toList(),
          text.substring(problems + "\nproblems\n".length()).stripTrailing());
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Line line(String line) {
    int first = line.indexOf(' ');
    int second = line.indexOf(' ', first + 1);
    return new Line(
        line.substring(0, first),
        line.substring(first + 1, second < 0 ? line.length() : second),
        second < 0 ? "" : line.substring(second + 1).translateEscapes());
  }

  private Stream<Line> lines(String verb) {
    return lines.stream().filter(line -> line.verb().equals(verb));
  }

  /** Makes the directory what it is before the tree comes. */
  void prepare(Path root) throws IOException {
    if (lines("rendered").findAny().isPresent()) {
      new GitOpsDirectory(root).write(tree(pathsAndContents("rendered")));
    }
    for (Line line : lines) {
      Path path = root.resolve(line.path());
      switch (line.verb()) {
        case "file" -> put(root, line.path(), line.rest());
        case "link" -> {
          Files.createDirectories(path.resolveSibling(""));
          Files.createSymbolicLink(path, Path.of(line.rest()));
        }
        case "mode" ->
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(line.rest()));
        default -> {}
      }
    }
  }

  RenderedTree refused() {
    List<KustomizationEdit> edits =
        lines("have")
            .map(line -> new KustomizationEdit(line.path(), List.of(line.rest()), List.of()))
            .toList();
    return new RenderedTree(tree(pathsAndContents("tree")).files(), edits, List.of());
  }

  private String[] pathsAndContents(String verb) {
    List<String> all = new ArrayList<>();
    lines(verb).forEach(line -> all.addAll(List.of(line.path(), line.rest())));
    return all.toArray(String[]::new);
  }

  @Override
  public String toString() {
    return name;
  }
}
