package dev.kyverdict.world;

import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The namespaces and claims of a cluster, as {@code kubectl get namespaces,persistentvolumeclaims
 * -A -o yaml} prints them. Each namespace is an app: it has its claims and a Deployment for each.
 *
 * @param namespaces by name
 * @param claims by {@code namespace/name}
 */
public record Inventory(Map<String, JsonNode> namespaces, Map<String, JsonNode> claims) {

  /** Copies, in order. */
  public Inventory {
    namespaces = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(namespaces));
    claims = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(claims));
  }

  /** Reads a file. */
  public static Inventory read(Path file) {
    return of(YamlReader.read(file).stream().map(YamlDocument::tree).toList());
  }

  /** Reads a text. */
  public static Inventory parse(String text) {
    return of(Trees.yaml(text));
  }

  private static Inventory of(List<JsonNode> documents) {
    Map<String, JsonNode> namespaces = new LinkedHashMap<>();
    Map<String, JsonNode> claims = new LinkedHashMap<>();
    for (JsonNode document : documents) {
      List<JsonNode> items = new ArrayList<>();
      if (document.has("items")) {
        document.path("items").forEach(items::add);
      } else {
        items.add(document);
      }
      for (JsonNode item : items) {
        switch (Trees.text(item, "kind")) {
          case "Namespace" -> namespaces.put(Trees.name(item), item);
          case "PersistentVolumeClaim" -> claims.put(Trees.key(item), item);
          default -> {}
        }
      }
    }
    return new Inventory(namespaces, claims);
  }

  /** The apps: the namespaces that have claims. */
  public List<String> apps() {
    TreeSet<String> apps = new TreeSet<>();
    claims.values().forEach(it -> apps.add(Trees.namespace(it)));
    return List.copyOf(apps);
  }

  /** The claims with a label {@code backup}, by {@code namespace/name}. */
  public List<String> labelled() {
    return claims.entrySet().stream()
        .filter(it -> Trees.at(it.getValue(), "metadata/labels").has("backup"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The storage classes that the claims name. */
  List<String> classes() {
    TreeSet<String> classes = new TreeSet<>();
    claims.values().forEach(it -> classes.add(Trees.text(it, "spec/storageClassName")));
    classes.remove("");
    return List.copyOf(classes);
  }

  /** What an app has in Git: its namespace, unless it is one of Kubernetes' own, claims, pods. */
  public List<JsonNode> manifests(String app) {
    List<JsonNode> manifests = new ArrayList<>();
    JsonNode namespace = namespaces.getOrDefault(app, Trees.head("v1", "Namespace", "", app));
    if (!app.startsWith("kube-")) {
      manifests.add(namespace);
    }
    for (JsonNode claim : claims.values()) {
      if (Trees.namespace(claim).equals(app)) {
        manifests.add(claim);
        manifests.add(deployment(claim));
      }
    }
    return manifests;
  }

  private static JsonNode deployment(JsonNode claim) {
    String name = Trees.name(claim);
    ObjectNode deployment = Trees.head("apps/v1", "Deployment", Trees.namespace(claim), name);
    ObjectNode spec = deployment.putObject("spec").put("replicas", 1);
    spec.putObject("strategy").put("type", "Recreate");
    spec.putObject("selector").putObject("matchLabels").put("app", name);
    ObjectNode template = spec.putObject("template");
    template.putObject("metadata").putObject("labels").put("app", name);
    ObjectNode pod = template.putObject("spec");
    ObjectNode container = pod.putArray("containers").addObject();
    container.put("name", "app").put("image", "app:1").putArray("command").add("app");
    container.putArray("volumeMounts").addObject().put("name", "data").put("mountPath", "/data");
    ObjectNode volume = pod.putArray("volumes").addObject().put("name", "data");
    volume.putObject("persistentVolumeClaim").put("claimName", name);
    return deployment;
  }
}
