package dev.kyverdict.cluster.types;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The spec of a claim as Kubernetes' internal type is written in JSON: fields have the names that
 * they have in Go, and those that are not set are there too.
 */
final class ClaimText {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> REFERENCE = List.of("apiGroup", "kind", "name");

  private ClaimText() {}

  /** The lines of the text, indented by blanks. */
  static List<String> of(JsonNode spec) {
    ObjectNode out = NODES.objectNode();
    set(out, "AccessModes", spec.path("accessModes"));
    set(out, "Selector", spec.path("selector"));
    ObjectNode resources = out.putObject("Resources");
    set(resources, "Limits", spec.path("resources").path("limits"));
    set(resources, "Requests", spec.path("resources").path("requests"));
    out.put("VolumeName", spec.path("volumeName").asString(""));
    set(out, "StorageClassName", spec.path("storageClassName"));
    set(out, "VolumeMode", spec.path("volumeMode"));
    set(out, "DataSource", reference(spec.path("dataSource"), false));
    set(out, "DataSourceRef", reference(spec.path("dataSourceRef"), true));
    set(out, "VolumeAttributesClassName", spec.path("volumeAttributesClassName"));
    StringBuilder text = new StringBuilder();
    write(out, "", text);
    return text.toString().lines().toList();
  }

  private static void set(ObjectNode out, String name, JsonNode value) {
    out.set(name, value.isMissingNode() ? NullNode.getInstance() : value);
  }

  private static JsonNode reference(JsonNode source, boolean anywhere) {
    if (!source.isObject()) {
      return NullNode.getInstance();
    }
    ObjectNode out = NODES.objectNode();
    set(out, "APIGroup", source.path(REFERENCE.get(0)));
    out.put("Kind", source.path(REFERENCE.get(1)).asString(""));
    out.put("Name", source.path(REFERENCE.get(2)).asString(""));
    if (anywhere) {
      set(out, "Namespace", source.path("namespace"));
    }
    return out;
  }

  private static void write(JsonNode node, String indent, StringBuilder out) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      String separator = "{\n";
      for (var entry : object.properties()) {
        out.append(separator).append(indent).append(' ');
        out.append(FieldError.quoted(entry.getKey())).append(": ");
        write(entry.getValue(), indent + " ", out);
        separator = ",\n";
      }
      out.append('\n').append(indent).append('}');
    } else if (node instanceof ArrayNode array && !array.isEmpty()) {
      String separator = "[\n";
      for (JsonNode item : array) {
        out.append(separator).append(indent).append(' ');
        write(item, indent + " ", out);
        separator = ",\n";
      }
      out.append('\n').append(indent).append(']');
    } else {
      out.append(FieldError.text(node));
    }
  }
}
