package dev.kyverdict.render;

import dev.kyverdict.model.Manifest;
import dev.kyverdict.yaml.YamlWriter;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes model values as manifests: keys in the order in which people write them, nothing empty,
 * and every default that a cluster would add, so that no drift shows.
 */
public final class Manifests {

  private Manifests() {}

  /**
   * The tree of a document.
   *
   * @throws IllegalArgumentException when the manifest is not of the model
   */
  public static ObjectNode tree(Manifest manifest) {
    return CanonicalNumbers.of(Kinds.write(manifest));
  }

  /**
   * The text of a file, with a header for those who would edit it.
   *
   * @param manifests its documents, in order
   * @param writtenBy the class that has to be edited instead
   */
  public static String yaml(List<? extends Manifest> manifests, Class<?> writtenBy) {
    return YamlWriter.write(
        List.of(
            "Rendered by " + writtenBy.getName() + "; edit there, not here.",
            "To render it again: mvn package"),
        manifests.stream().map(Manifests::tree).toList());
  }
}
