package dev.kyverdict.render;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The CRDs' defaults inside of trees that the model keeps as they are. */
final class Defaults {

  /**
   * One default.
   *
   * @param path the mappings that get it: keys with {@code *} for every item of a list
   * @param name the field
   * @param value its value where it is absent
   */
  private record Default(String path, String name, JsonNode value) {}

  private static final String ENTRIES = "attestors/*/entries/*";

  private static final List<Default> MANIFESTS =
      List.of(
          text(ENTRIES, "signatureAlgorithm", "sha256"),
          text(ENTRIES + "/keys", "signatureAlgorithm", "sha256"));

  private static final List<Default> VERIFY_IMAGES =
      List.of(
          yes("*", "mutateDigest"),
          yes("*", "required"),
          yes("*", "useCache"),
          yes("*", "verifyDigest"),
          text("*/" + ENTRIES, "signatureAlgorithm", "sha256"),
          text("*/" + ENTRIES + "/keys", "signatureAlgorithm", "sha256"),
          text("*/attestations/*/" + ENTRIES, "signatureAlgorithm", "sha256"),
          text("*/attestations/*/" + ENTRIES + "/keys", "signatureAlgorithm", "sha256"));

  private static final String GENERATORS = "generators.external-secrets.io/v1alpha1";

  private static final List<Default> SOURCE_REF =
      List.of(text("generatorRef", "apiVersion", GENERATORS));

  private static final List<Default> DATA_FROM =
      List.of(
          text("sourceRef/generatorRef", "apiVersion", GENERATORS),
          text("rewrite/*/merge", "conflictPolicy", "Error"),
          text("rewrite/*/merge", "into", ""),
          text("rewrite/*/merge", "priorityPolicy", "Strict"),
          text("rewrite/*/merge", "strategy", "Extract"));

  private static final List<Default> TEMPLATE =
      List.of(
          text("templateFrom/*", "target", "Data"),
          text("templateFrom/*/configMap/items/*", "templateAs", "Values"),
          text("templateFrom/*/secret/items/*", "templateAs", "Values"));

  private Defaults() {}

  /** {@code verifyImages} as a cluster keeps it. */
  static JsonNode verifyImages(JsonNode tree) {
    return with(tree, VERIFY_IMAGES);
  }

  /** {@code validate.manifests} as a cluster keeps it. */
  static JsonNode manifests(JsonNode tree) {
    return with(tree, MANIFESTS);
  }

  /** {@code data[].sourceRef} as a cluster keeps it. */
  static ObjectNode sourceRef(ObjectNode tree) {
    return with(tree, SOURCE_REF);
  }

  /** {@code dataFrom[]} as a cluster keeps it. */
  static ObjectNode dataFrom(ObjectNode tree) {
    return with(tree, DATA_FROM);
  }

  /** {@code target.template} as a cluster keeps it. */
  static ObjectNode template(ObjectNode tree) {
    return with(tree, TEMPLATE);
  }

  @SuppressWarnings("unchecked") // a copy has the type of the original
  private static <T extends JsonNode> T with(T tree, List<Default> defaults) {
    T copy = (T) tree.deepCopy();
    for (Default missing : defaults) {
      Stream<JsonNode> found = Stream.of(copy);
      for (String key : missing.path().split("/", -1)) {
        found = found.flatMap(node -> step(node, key));
      }
      found.forEach(node -> fill(node, missing));
    }
    return copy;
  }

  private static Stream<JsonNode> step(JsonNode node, String key) {
    if (key.equals("*")) {
      return node instanceof ArrayNode array ? array.valueStream() : Stream.empty();
    }
    return node.has(key) ? Stream.of(node.get(key)) : Stream.empty();
  }

  private static void fill(JsonNode node, Default missing) {
    if (node instanceof ObjectNode object && !object.hasNonNull(missing.name())) {
      object.set(missing.name(), missing.value());
    }
  }

  private static Default text(String path, String name, String value) {
    return new Default(path, name, JsonNodeFactory.instance.stringNode(value));
  }

  private static Default yes(String path, String name) {
    return new Default(path, name, JsonNodeFactory.instance.booleanNode(true));
  }
}
