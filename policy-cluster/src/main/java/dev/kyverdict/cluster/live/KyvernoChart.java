package dev.kyverdict.cluster.live;

import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Kyverno's chart with its default values, as its own module holds it. */
final class KyvernoChart {

  private final List<JsonNode> definitions = new ArrayList<>();
  private final List<JsonNode> others = new ArrayList<>();
  private final Map<String, JsonNode> deployments = new LinkedHashMap<>();

  private KyvernoChart() {}

  static KyvernoChart read(Path file) {
    KyvernoChart chart = new KyvernoChart();
    YamlReader.read(file).stream().map(YamlDocument::tree).forEach(chart::add);
    return chart;
  }

  /** The CustomResourceDefinitions. */
  List<JsonNode> definitions() {
    return definitions;
  }

  /** The other objects, without the Deployments: there are no nodes. */
  List<JsonNode> others() {
    return others;
  }

  /** The arguments of the container of a Deployment, by name. */
  Map<String, String> flags(String deployment) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (JsonNode argument : container(deployment).path("args")) {
      String[] parts = argument.asString().substring(2).split("=", 2);
      flags.put(parts[0], parts[1]);
    }
    return flags;
  }

  /** The environment of the container of a Deployment, its first pod being called after it. */
  Map<String, String> environment(String deployment) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (JsonNode variable : container(deployment).path("env")) {
      String field = variable.at("/valueFrom/fieldRef/fieldPath").asString("");
      environment.put(
          variable.path("name").asString(),
          switch (field) {
            case "metadata.namespace" ->
                deployment(deployment).at("/metadata/namespace").asString();
            case "metadata.name" -> deployment + "-0";
            default -> variable.path("value").asString("");
          });
    }
    return environment;
  }

  private JsonNode container(String deployment) {
    return deployment(deployment).at("/spec/template/spec/containers/0");
  }

  private JsonNode deployment(String name) {
    return deployments.getOrDefault(name, MissingNode.getInstance());
  }

  private void add(JsonNode object) {
    switch (object.path("kind").asString("")) {
      case "CustomResourceDefinition" -> definitions.add(object);
      case "Deployment" -> deployments.put(object.at("/metadata/name").asString(), object);
      default -> others.add(object);
    }
  }
}
