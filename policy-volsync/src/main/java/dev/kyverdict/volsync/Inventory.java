package dev.kyverdict.volsync;

import dev.kyverdict.model.Problem;
import dev.kyverdict.volsync.Settings.Shape;
import dev.kyverdict.yaml.Place;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The namespaces and claims of a cluster, as {@code kubectl get namespaces,persistentvolumeclaims
 * -A -o yaml} prints them or as Git holds them.
 *
 * @param namespaces by name
 * @param claims in the order read
 */
public record Inventory(Map<String, KnownNamespace> namespaces, List<Claim> claims) {

  /** Copies. */
  public Inventory {
    namespaces = Collections.unmodifiableMap(new LinkedHashMap<>(namespaces));
    claims = List.copyOf(claims);
  }

  /**
   * A namespace.
   *
   * @param labels its labels
   * @param annotations its annotations
   */
  public record KnownNamespace(Map<String, String> labels, Map<String, String> annotations) {

    /** Copies. */
    public KnownNamespace {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  /**
   * A claim.
   *
   * @param namespace its namespace
   * @param name its name
   * @param backup the value of its label {@code backup}
   * @param volumeName the volume to which it is bound by hand
   * @param shape its size, class and access modes
   * @param object the claim as it stands in the file
   */
  public record Claim(
      String namespace,
      String name,
      Optional<String> backup,
      Optional<String> volumeName,
      Shape shape,
      JsonNode object) {

    /** {@code namespace/name}. */
    public String key() {
      return namespace + "/" + name;
    }
  }

  /** An inventory that cannot be read; carries every problem with its place. */
  public static final class UnreadableInventoryException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnreadableInventoryException(List<String> problems) {
      super(String.join("\n", problems));
    }
  }

  /**
   * Reads an inventory. Objects of other kinds are passed over.
   *
   * @param file its name, for messages
   * @param text its content
   * @throws UnreadableInventoryException with every problem and its line
   * @throws dev.kyverdict.yaml.YamlException when it is not YAML
   */
  public static Inventory read(String file, String text) {
    Reading reading = new Reading();
    for (YamlDocument document : YamlReader.read(file, text)) {
      reading.document(document);
    }
    if (reading.claims.isEmpty() && reading.problems.isEmpty()) {
      reading.problems.add(
          file
              + ": holds no PersistentVolumeClaim; make it with kubectl get"
              + " namespaces,persistentvolumeclaims -A -o yaml");
    }
    if (!reading.problems.isEmpty()) {
      throw new UnreadableInventoryException(reading.problems);
    }
    return new Inventory(reading.namespaces, List.copyOf(reading.claims.values()));
  }

  /** The claims that ask for backups, whatever the value. */
  public List<Claim> labelled() {
    return claims.stream().filter(claim -> claim.backup().isPresent()).toList();
  }

  /** The shapes of the labelled claims, for destinations whose claim is gone. */
  public SortedMap<String, Shape> sizes() {
    SortedMap<String, Shape> sizes = new TreeMap<>();
    labelled().forEach(claim -> sizes.put(claim.key(), claim.shape()));
    return sizes;
  }

  /** What these settings do not do for these claims. */
  public List<Problem> findings(Settings settings) {
    return InventoryFindings.of(this, settings);
  }

  /** One pass over the documents; collects what is wrong. */
  private static final class Reading {

    private final Map<String, KnownNamespace> namespaces = new LinkedHashMap<>();
    private final Map<String, Claim> claims = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private void document(YamlDocument document) {
      if (!document.tree().isObject()) {
        problem(document, "", "not a Kubernetes object", "remove it");
        return;
      }
      JsonNode items = document.tree().path("items");
      if (!document.tree().path("kind").asString("").endsWith("List")) {
        object(document, "", document.tree());
      } else if (items.isArray()) {
        for (int i = 0; i < items.size(); i++) {
          object(document, "/items/" + i, items.get(i));
        }
      } else {
        problem(document, "", "a List without items", "remove it");
      }
    }

    private void object(YamlDocument document, String pointer, JsonNode object) {
      switch (object.path("kind").asString("")) {
        case "Namespace" -> namespace(document, pointer, object);
        case "PersistentVolumeClaim" -> claim(document, pointer, object);
        default -> {
          if (!object.path("kind").isString()) {
            problem(document, pointer, "an object without kind", "give it one or remove it");
          }
        }
      }
    }

    private void namespace(YamlDocument document, String pointer, JsonNode object) {
      String name = text(document, pointer, object, "metadata", "name");
      namespaces.put(
          name,
          new KnownNamespace(
              strings(
                  document, pointer + "/metadata/labels", object.path("metadata").path("labels")),
              strings(
                  document,
                  pointer + "/metadata/annotations",
                  object.path("metadata").path("annotations"))));
    }

    private void claim(YamlDocument document, String pointer, JsonNode object) {
      String namespace = text(document, pointer, object, "metadata", "namespace");
      String name = text(document, pointer, object, "metadata", "name");
      String size = text(document, pointer, object, "spec", "resources", "requests", "storage");
      Map<String, String> labels =
          strings(document, pointer + "/metadata/labels", object.path("metadata").path("labels"));
      JsonNode spec = object.path("spec");
      List<String> modes = new ArrayList<>();
      spec.path("accessModes").forEach(mode -> modes.add(mode.asString("")));
      Claim claim =
          new Claim(
              namespace,
              name,
              Optional.ofNullable(labels.get(Names.BACKUP)),
              optional(spec.path("volumeName")),
              new Shape(size, optional(spec.path("storageClassName")), modes),
              object);
      if (claims.put(claim.key(), claim) != null) {
        problem(document, pointer, "claim '" + claim.key() + "' stands twice", "keep one");
      }
    }

    private static Optional<String> optional(JsonNode node) {
      return node.isString() && !node.stringValue().isEmpty()
          ? Optional.of(node.stringValue())
          : Optional.empty();
    }

    private String text(YamlDocument document, String pointer, JsonNode object, String... path) {
      JsonNode node = object;
      for (String key : path) {
        node = node.path(key);
      }
      if (!node.isString() || node.stringValue().isEmpty()) {
        problem(
            document,
            pointer + "/" + String.join("/", path),
            object.path("kind").asString("")
                + " '"
                + object.path("metadata").path("name").asString("")
                + "', "
                + String.join(".", path)
                + ": missing or not text",
            "write it as the cluster has it");
        return "";
      }
      return node.stringValue();
    }

    private Map<String, String> strings(YamlDocument document, String pointer, JsonNode node) {
      Map<String, String> strings = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        if (entry.getValue().isString()) {
          strings.put(entry.getKey(), entry.getValue().stringValue());
        } else {
          problem(
              document,
              pointer,
              "'" + entry.getKey() + "': not text",
              "quote the value, as the API server accepts text only");
        }
      }
      return strings;
    }

    private void problem(YamlDocument document, String pointer, String message, String repair) {
      Place place = document.places().nearest(pointer);
      problems.add(place + ": " + message + "; " + repair);
    }
  }
}
