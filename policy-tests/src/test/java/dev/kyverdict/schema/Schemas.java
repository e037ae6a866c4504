package dev.kyverdict.schema;

import dev.kyverdict.referee.Project;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schemas of CustomResourceDefinitions and of Kubernetes, by apiVersion and kind. */
final class Schemas {

  private final Map<String, StrictSchema> byKind = new HashMap<>();

  private Schemas() {}

  /** The CustomResourceDefinitions beside the project; skips when they are not there. */
  static Schemas ofCustomResources() throws IOException {
    Schemas schemas = new Schemas();
    try (Stream<Path> files = Files.walk(Project.shared("crds"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        YamlReader.read(file).forEach(document -> schemas.add(document.tree()));
      }
    }
    return schemas;
  }

  /** Kubernetes' own, from its OpenAPI document. */
  static Schemas ofKubernetes(Path swagger) {
    JsonNode definitions = JsonMapper.builder().build().readTree(swagger).path("definitions");
    JsonNode strict =
        StrictSchema.strict(
                JsonMapper.builder().build().createObjectNode().set("definitions", definitions))
            .path("definitions");
    Schemas schemas = new Schemas();
    for (Map.Entry<String, JsonNode> definition : definitions.properties()) {
      for (JsonNode kind : definition.getValue().path("x-kubernetes-group-version-kind")) {
        String group = kind.path("group").asString("");
        String version = kind.path("version").asString("");
        String apiVersion = group.isEmpty() ? version : group + "/" + version;
        if (WANTED.contains(kind.path("kind").asString(""))) {
          schemas.byKind.put(
              apiVersion + " " + kind.path("kind").asString(""),
              StrictSchema.ofBuiltin(definition.getKey(), strict));
        }
      }
    }
    return schemas;
  }

  /** Kinds that a tree of ours may hold; the document has a thousand more. */
  private static final Set<String> WANTED =
      Set.of(
          "ConfigMap",
          "ServiceAccount",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding",
          "CronJob");

  private void add(JsonNode definition) {
    if (!definition.path("kind").asString("").equals("CustomResourceDefinition")) {
      return;
    }
    JsonNode spec = definition.path("spec");
    for (JsonNode version : spec.path("versions")) {
      String apiVersion = spec.path("group").asString("") + "/" + version.path("name").asString("");
      byKind.put(
          apiVersion + " " + spec.path("names").path("kind").asString(""),
          StrictSchema.ofCustomResource(version.at("/schema/openAPIV3Schema")));
    }
  }

  Optional<StrictSchema> of(JsonNode object) {
    return Optional.ofNullable(
        byKind.get(
            object.path("apiVersion").asString("") + " " + object.path("kind").asString("")));
  }

  /** Writes each schema to a file {@code <group>_<kind>_<version>.json}, kind in lower case. */
  void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, StrictSchema> schema : byKind.entrySet()) {
      String[] key = schema.getKey().split(" ");
      int slash = key[0].indexOf('/');
      // kubeconform calls the core group by its version
      String group = slash < 0 ? key[0] : key[0].substring(0, slash);
      String name =
          group + "_" + key[1].toLowerCase(Locale.ROOT) + "_" + key[0].substring(slash + 1);
      Files.writeString(folder.resolve(name + ".json"), schema.getValue().text());
    }
  }
}
