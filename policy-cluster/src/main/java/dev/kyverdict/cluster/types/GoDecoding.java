package dev.kyverdict.cluster.types;

import dev.kyverdict.cluster.types.Shape.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decodes an object into the Go type of its kind and writes it again, as {@code sigs.k8s.io/json}
 * and {@code encoding/json} do: unknown fields and zero values vanish, others appear, and the first
 * value of a wrong type is an error.
 */
final class GoDecoding {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<String> unknown = new ArrayList<>();
  private final List<String> stack = new ArrayList<>();
  private final Scalars scalars = new Scalars(this::located);
  private String struct = "";
  private String firstError = "";

  /** The paths of unknown fields, in the order of the document. */
  List<String> unknown() {
    return unknown;
  }

  /** The first error; empty for none. */
  String error() {
    return firstError;
  }

  /** Decodes a struct and writes it. */
  JsonNode decode(Shape shape, JsonNode document) {
    try {
      return struct(shape, document, "");
    } catch (DecodingException e) {
      firstError = String.valueOf(e.getMessage());
      return document;
    }
  }

  private JsonNode value(Shape shape, JsonNode value, String path) {
    return switch (shape.type()) {
      case STRUCT -> struct(shape, value, path);
      case MAP -> map(shape, value, path);
      case LIST -> list(shape, value, path);
      case ANY -> value;
      default -> scalars.read(shape, value);
    };
  }

  private JsonNode struct(Shape shape, JsonNode value, String path) {
    if (!value.isObject()) {
      save(value, shape);
      return NODES.objectNode();
    }
    String outer = struct;
    Map<String, Shape> fields = shape.fields();
    ObjectNode out = NODES.objectNode();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String name = entry.getKey();
      String below = path.isEmpty() ? name : path + "." + name;
      Shape field = fields.get(name);
      if (field == null) {
        unknown.add(below);
      } else if (!entry.getValue().isNull()) {
        struct = shape.goType().substring(shape.goType().indexOf('.') + 1);
        stack.add(name);
        JsonNode read = value(field, entry.getValue(), below);
        stack.removeLast();
        if (field.presence() != Presence.NOT_ZERO || !isZero(read)) {
          out.set(name, read);
        }
      }
    }
    struct = outer;
    shape.always().forEach((name, field) -> addZero(out, name, field));
    return out;
  }

  private static void addZero(ObjectNode out, String name, Shape field) {
    if (!out.has(name)) {
      out.set(
          name, field.presence() == Presence.ALWAYS_NULL ? NullNode.getInstance() : zero(field));
    }
  }

  private JsonNode map(Shape shape, JsonNode value, String path) {
    if (!value.isObject()) {
      save(value, shape);
      return NODES.objectNode();
    }
    Shape element = shape.element().orElse(Shape.ANYTHING);
    ObjectNode out = NODES.objectNode();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String below = path + "." + entry.getKey();
      JsonNode item = entry.getValue();
      out.set(entry.getKey(), item.isNull() ? zero(element) : value(element, item, below));
    }
    return out;
  }

  private JsonNode list(Shape shape, JsonNode value, String path) {
    if (!value.isArray()) {
      save(value, shape);
      return NODES.arrayNode();
    }
    Shape element = shape.element().orElse(Shape.ANYTHING);
    ArrayNode out = NODES.arrayNode(value.size());
    for (int i = 0; i < value.size(); i++) {
      JsonNode item = value.get(i);
      out.add(item.isNull() ? zero(element) : value(element, item, path + "[" + i + "]"));
    }
    return out;
  }

  private void save(JsonNode value, Shape shape) {
    if (firstError.isEmpty()) {
      firstError = located(Scalars.name(value), shape.goType());
    }
  }

  /** The text of an error at this place; it is kept if it is the first. */
  private String located(String value, String goType) {
    String text =
        stack.isEmpty()
            ? "json: cannot unmarshal " + value + " into Go value of type " + goType
            : "json: cannot unmarshal %s into Go struct field %s.%s of type %s"
                .formatted(value, struct, String.join(".", stack), goType);
    if (firstError.isEmpty()) {
      firstError = text;
    }
    return text;
  }

  private static boolean isZero(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> value.stringValue().isEmpty();
      case NUMBER -> value.doubleValue() == 0;
      case BOOLEAN -> !value.booleanValue();
      case NULL, MISSING -> true;
      default -> value.isContainer() && value.isEmpty();
    };
  }

  /** The zero value as Go writes it. */
  static JsonNode zero(Shape shape) {
    return switch (shape.type()) {
      case STRUCT -> {
        ObjectNode out = NODES.objectNode();
        shape.always().forEach((name, field) -> addZero(out, name, field));
        yield out;
      }
      case STRING -> NODES.stringNode("");
      case INT32, INT64, DOUBLE, INT_OR_STRING -> NODES.numberNode(0L);
      case BOOL -> NODES.booleanNode(false);
      case QUANTITY -> NODES.stringNode("0");
      case MAP, LIST, BYTES, TIME, MICRO_TIME, ANY -> NullNode.getInstance();
    };
  }
}
