package dev.kyverdict.yaml;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One document of a YAML file: the JSON that Kyverno makes of it, and where each part stands.
 *
 * @param tree keys in the order of the file
 * @param places from JSON pointers to places
 * @param duplicateKeys keys that the tree holds once and the file more often
 */
public record YamlDocument(JsonNode tree, Places places, List<DuplicateKey> duplicateKeys) {

  /** Copies the list. */
  public YamlDocument {
    duplicateKeys = List.copyOf(duplicateKeys);
  }
}
