package dev.kyverdict.chainsaw;

import dev.kyverdict.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The objects of files ({@code pkg/loaders/resource/load.go} of chainsaw). */
final class ResourceFiles {

  private ResourceFiles() {}

  /**
   * The objects of all files that match.
   *
   * @param isManifest whether each must have a kind
   */
  static List<JsonNode> load(Path folder, String pattern, boolean isManifest) {
    if (pattern.matches("[a-z]+://.*")) {
      throw new dev.kyverdict.chainsaw.tree.OutOfReachException("the remote file " + pattern);
    }
    List<Path> files = matching(folder.resolve(pattern).normalize());
    if (files.isEmpty()) {
      throw new OperationFailedException(
          "no files found matching path: " + folder.resolve(pattern));
    }
    List<JsonNode> objects = new ArrayList<>();
    for (Path file : files) {
      for (YamlDocument document : TestReader.documents(file)) {
        add(document.tree(), isManifest, objects);
      }
    }
    if (objects.isEmpty()) {
      throw new OperationFailedException("found no resource in " + folder.resolve(pattern));
    }
    return objects;
  }

  private static void add(JsonNode object, boolean isManifest, List<JsonNode> objects) {
    if (isManifest && Manifest.kind(object).isEmpty()) {
      throw new OperationFailedException("Object 'Kind' is missing in '" + object + "'");
    }
    if (object.path("items").isArray()) {
      object.path("items").forEach(objects::add);
    } else {
      objects.add(object);
    }
  }

  private static List<Path> matching(Path path) {
    String name = String.valueOf(path.getFileName());
    Path parent = path.resolveSibling("");
    if (!name.matches(".*[*?\\[].*")) {
      return Files.isRegularFile(path) ? List.of(path) : List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, name)) {
      found.forEach(files::add);
    } catch (IOException absent) {
      return List.of();
    }
    files.sort(null);
    return files;
  }
}
