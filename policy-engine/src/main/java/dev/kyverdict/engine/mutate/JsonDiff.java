package dev.kyverdict.engine.mutate;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON patch of an admission response: what changed between the object of the request and the
 * object after all rules, as {@code gomodules.xyz/jsonpatch} finds it. Where that walks a Go map in
 * random order, this walks it in the order of the objects.
 */
public final class JsonDiff {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ArrayNode operations = NODES.arrayNode();

  private JsonDiff() {}

  /** The operations that turn one tree into the other; lists are compared index by index. */
  public static ArrayNode between(JsonNode before, JsonNode after) {
    JsonDiff diff = new JsonDiff();
    diff.compare(before, after, "");
    return diff.operations;
  }

  private void compare(JsonNode before, JsonNode after, String path) {
    if (before == after) {
      return;
    }
    switch (before) {
      case ObjectNode object when after instanceof ObjectNode other ->
          compareFields(object, other, path);
      case ArrayNode list when after instanceof ArrayNode other ->
          compareElements(list, other, path);
      default -> {
        if (!GoDocument.same(before, after)) {
          add("replace", path, after);
        }
      }
    }
  }

  private void compareFields(ObjectNode before, ObjectNode after, String path) {
    for (Map.Entry<String, JsonNode> entry : after.properties()) {
      JsonNode old = before.get(entry.getKey());
      if (old == null) {
        add("add", child(path, entry.getKey()), entry.getValue());
      } else if (old != entry.getValue()) {
        compare(old, entry.getValue(), child(path, entry.getKey()));
      }
    }
    for (Map.Entry<String, JsonNode> entry : before.properties()) {
      if (!after.has(entry.getKey())) {
        operation("remove", child(path, entry.getKey()));
      }
    }
  }

  private void compareElements(ArrayNode before, ArrayNode after, String path) {
    int common = Math.min(before.size(), after.size());
    for (int i = before.size() - 1; i >= common; i--) {
      operation("remove", path + "/" + i);
    }
    for (int i = common; i < after.size(); i++) {
      add("add", path + "/" + i, after.get(i));
    }
    for (int i = 0; i < common; i++) {
      compare(before.get(i), after.get(i), path + "/" + i);
    }
  }

  private void add(String name, String path, JsonNode value) {
    operation(name, path).set("value", value);
  }

  private ObjectNode operation(String name, String path) {
    ObjectNode operation = NODES.objectNode().put("op", name).put("path", path);
    operations.add(operation);
    return operation;
  }

  private static String child(String path, String key) {
    return path + "/" + key.replace("~", "~0").replace("/", "~1");
  }
}
