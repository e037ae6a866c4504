package dev.kyverdict.engine.policies;

import dev.kyverdict.engine.policies.GoTypes.Field;
import dev.kyverdict.values.GoFormat;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what {@link GoDecoder} made as Go does: fields in their order, empty ones left out. */
final class GoEncoder {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private GoEncoder() {}

  /** The bytes. */
  static String text(JsonNode decoded, String type) {
    StringBuilder out = new StringBuilder();
    write(tree(decoded, type), out);
    return out.toString();
  }

  /** The same as a tree. */
  static JsonNode tree(JsonNode decoded, String type) {
    return switch (type.charAt(0)) {
      case '*' -> tree(decoded, type.substring(1));
      case '[', '~' -> list(decoded, type.substring(1));
      case '{' -> map(decoded, type.substring(1));
      default -> plain(decoded, type);
    };
  }

  private static JsonNode plain(JsonNode decoded, String type) {
    if (type.equals("any")) {
      return sorted(decoded);
    }
    if (type.equals("cond")) {
      return decoded.isArray() ? list(decoded, "Condition") : struct(decoded, "AnyAllConditions");
    }
    return decoded.isObject() ? struct(decoded, GoTypes.plain(type)) : decoded;
  }

  private static JsonNode list(JsonNode decoded, String type) {
    ArrayNode list = NODES.arrayNode();
    decoded.forEach(element -> list.add(tree(element, type)));
    return list;
  }

  private static JsonNode map(JsonNode decoded, String type) {
    ObjectNode map = NODES.objectNode();
    for (String name : new TreeSet<>(decoded.propertyNames())) {
      map.set(name, tree(decoded.path(name), type));
    }
    return map;
  }

  private static JsonNode struct(JsonNode decoded, String type) {
    ObjectNode object = NODES.objectNode();
    for (Field field : GoTypes.fields(type)) {
      JsonNode value = decoded.path(field.name());
      if (value.isMissingNode()) {
        if (field.always()) {
          object.set(field.name(), zero(field.type()));
        }
      } else if (field.always() || !isEmpty(value, field.type())) {
        object.set(field.name(), tree(value, field.type()));
      }
    }
    return object;
  }

  private static boolean isEmpty(JsonNode value, String type) {
    return (type.startsWith("[") || type.startsWith("{")) && value.isEmpty();
  }

  private static JsonNode zero(String type) {
    return switch (type.charAt(0)) {
      case '[', '{', '*', '~' -> NODES.nullNode();
      default ->
          switch (type) {
            case "b" -> NODES.booleanNode(false);
            case "i" -> NODES.numberNode(0);
            case "any" -> NODES.nullNode();
            default ->
                type.equals("s") || type.contains("@")
                    ? NODES.stringNode("")
                    : struct(NODES.objectNode(), type);
          };
    };
  }

  private static JsonNode sorted(JsonNode tree) {
    if (tree.isObject()) {
      ObjectNode object = NODES.objectNode();
      for (String name : new TreeSet<>(tree.propertyNames())) {
        object.set(name, sorted(tree.path(name)));
      }
      return object;
    }
    if (tree.isArray()) {
      ArrayNode list = NODES.arrayNode();
      tree.forEach(element -> list.add(sorted(element)));
      return list;
    }
    return tree;
  }

  private static void write(JsonNode tree, StringBuilder out) {
    if (tree.isObject()) {
      String separator = "";
      out.append('{');
      for (Map.Entry<String, JsonNode> entry : tree.properties()) {
        out.append(separator).append(GoFormat.json(NODES.stringNode(entry.getKey()))).append(':');
        write(entry.getValue(), out);
        separator = ",";
      }
      out.append('}');
    } else if (tree.isArray()) {
      String separator = "";
      out.append('[');
      for (JsonNode element : tree) {
        out.append(separator);
        write(element, out);
        separator = ",";
      }
      out.append(']');
    } else {
      out.append(GoFormat.json(tree));
    }
  }
}
