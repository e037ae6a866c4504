package dev.kyverdict.cli;

import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.ReadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The manifests that a command line names: files, and all YAML files below folders. */
final class ManifestFiles {

  private ManifestFiles() {}

  /**
   * Reads them.
   *
   * @throws IOException when one cannot be read, naming it
   */
  static List<ReadResult> read(List<Path> paths) throws IOException {
    List<ReadResult> results = new ArrayList<>();
    for (Path file : files(paths)) {
      results.add(ManifestReader.read(file.toString(), Input.text(file)));
    }
    return results;
  }

  private static List<Path> files(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> found = Files.walk(path)) {
          found.filter(ManifestFiles::isYaml).sorted().forEach(files::add);
        }
      } else {
        files.add(path);
      }
    }
    if (files.isEmpty()) {
      throw new IOException(paths + ": hold no .yaml file; name policies");
    }
    return files;
  }

  private static boolean isYaml(Path file) {
    String name = String.valueOf(file.getFileName());
    return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }
}
