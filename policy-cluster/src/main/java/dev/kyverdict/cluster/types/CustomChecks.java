package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks custom resources: {@code apiextensions-apiserver/pkg/registry/customresource}. On an
 * update values that have not changed are not refused again.
 */
final class CustomChecks {

  private CustomChecks() {}

  static List<FieldError> create(ResourceType type, JsonNode object) {
    List<FieldError> errors = new ArrayList<>(SchemaCheck.of(type.shape().schema(), object, ""));
    lists(type.shape(), object, "", errors);
    return errors;
  }

  static List<FieldError> update(
      ResourceType type, String subresource, JsonNode object, JsonNode old) {
    JsonNode schema = type.shape().schema();
    boolean status = subresource.equals("status");
    List<FieldError> errors = new ArrayList<>();
    List<FieldError> before =
        status
            ? SchemaCheck.of(part(schema), old.path("status"), "status")
            : SchemaCheck.of(schema, old, "");
    Set<FieldError> known = new HashSet<>(before);
    List<FieldError> now =
        status
            ? SchemaCheck.of(part(schema), object.path("status"), "status")
            : SchemaCheck.of(schema, object, "");
    now.stream().filter(it -> !known.contains(it)).forEach(errors::add);
    List<FieldError> oldLists = new ArrayList<>();
    lists(type.shape(), old, "", oldLists);
    if (oldLists.isEmpty()) {
      lists(type.shape(), object, "", errors);
    }
    return errors;
  }

  private static JsonNode part(JsonNode schema) {
    return schema.path("properties").path("status");
  }

  /** Lists that are sets or maps have nothing twice. */
  private static void lists(Shape shape, JsonNode value, String path, List<FieldError> errors) {
    if (!shape.hasUniqueLists()) {
      return;
    }
    if (value.isObject() && !shape.name().equals("meta.v1.ObjectMeta")) {
      for (var entry : value.properties()) {
        boolean named = shape.fields().containsKey(entry.getKey());
        String below =
            named
                ? path.isEmpty() ? entry.getKey() : path + "." + entry.getKey()
                : path + "[" + entry.getKey() + "]";
        shape.field(entry.getKey()).ifPresent(it -> lists(it, entry.getValue(), below, errors));
      }
    } else if (value.isArray()) {
      unique(shape, value, path, errors);
      for (int i = 0; i < value.size(); i++) {
        String below = path + "[" + i + "]";
        JsonNode item = value.get(i);
        shape.element().ifPresent(it -> lists(it, item, below, errors));
      }
    }
  }

  private static void unique(Shape shape, JsonNode list, String path, List<FieldError> errors) {
    String type = shape.merging().list();
    if (!type.equals("set") && !type.equals("map")) {
      return;
    }
    Set<JsonNode> seen = new HashSet<>();
    Set<JsonNode> reported = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode key = type.equals("set") ? list.get(i) : key(shape, list.get(i));
      if (!seen.add(key) && reported.add(key)) {
        errors.add(FieldError.duplicate(path + "[" + i + "]", key));
      }
    }
  }

  private static ObjectNode key(Shape shape, JsonNode item) {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    for (String name : shape.merging().keys()) {
      if (item.has(name)) {
        key.set(name, item.path(name));
      }
    }
    return key;
  }
}
