package dev.kyverdict.render.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kustomization as data: a file, an {@code .edit} with lines {@code + have} and {@code - drop},
 * and what comes of it. Adding a case adds no Java.
 */
record KustomizationCase(
    String name, KustomizationEdit edit, Optional<FileContent> before, Path expected) {

  private static final Path ROOT = Path.of("src/test/resources/tree/kustomize");

  static Stream<KustomizationCase> edited() {
    return cases("edited", ".before.yaml", ".after.yaml");
  }

  static Stream<KustomizationCase> asWanted() {
    return cases("as-wanted", ".yaml", ".yaml");
  }

  static Stream<KustomizationCase> refused() {
    return cases("refused", ".yaml", ".problems");
  }

  private static Stream<KustomizationCase> cases(String folder, String before, String expected) {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".edit"))
          .map(name -> name.substring(0, name.length() - ".edit".length()))
          .sorted()
          .map(name -> read(ROOT.resolve(folder), name, before, expected))
          .toList()
          .stream();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static KustomizationCase read(Path folder, String name, String before, String expected) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(name + ".edit"));
      Path file = folder.resolve(name + before);
      return new KustomizationCase(
          name,
          new KustomizationEdit("k/kustomization.yaml", entries(lines, "+ "), entries(lines, "- ")),
          Files.exists(file)
              ? Optional.of(FileContent.of(Files.readAllBytes(file)))
              : Optional.empty(),
          folder.resolve(name + expected));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static List<String> entries(List<String> lines, String sign) {
    return lines.stream().filter(line -> line.startsWith(sign)).map(l -> l.substring(2)).toList();
  }

  FileContent expectedContent() throws IOException {
    return FileContent.of(Files.readAllBytes(expected));
  }

  @Override
  public String toString() {
    return name;
  }
}
