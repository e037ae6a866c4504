package dev.kyverdict.cluster.types;

import dev.kyverdict.cluster.types.Shape.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final List<Object> place = new ArrayList<>();
  private final Scalars scalars = new Scalars(this::located);
  private Optional<Shape> struct = Optional.empty();
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
      return struct(shape, document);
    } catch (DecodingException e) {
      firstError = String.valueOf(e.getMessage());
      return document;
    }
  }

  private JsonNode value(Shape shape, JsonNode value) {
    return switch (shape.type()) {
      case STRUCT -> struct(shape, value);
      case MAP -> map(shape, value);
      case LIST -> list(shape, value);
      case ANY -> value;
      default -> scalars.read(shape, value);
    };
  }

  private JsonNode struct(Shape shape, JsonNode value) {
    if (!value.isObject()) {
      save(value, shape);
      return NODES.objectNode();
    }
    Optional<Shape> outer = struct;
    Optional<Shape> inner = Optional.of(shape);
    Map<String, Shape> fields = shape.fields();
    ObjectNode out = NODES.objectNode();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String name = entry.getKey();
      Shape field = fields.get(name);
      if (field == null) {
        unknown.add(path(name));
      } else if (!entry.getValue().isNull()) {
        struct = inner;
        stack.add(name);
        place.add(name);
        JsonNode read = value(field, entry.getValue());
        place.removeLast();
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

  private JsonNode map(Shape shape, JsonNode value) {
    if (!value.isObject()) {
      save(value, shape);
      return NODES.objectNode();
    }
    Shape element = shape.element().orElse(Shape.ANYTHING);
    ObjectNode out = NODES.objectNode();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      JsonNode item = entry.getValue();
      place.add(entry.getKey());
      out.set(entry.getKey(), item.isNull() ? zero(element) : value(element, item));
      place.removeLast();
    }
    return out;
  }

  private JsonNode list(Shape shape, JsonNode value) {
    if (!value.isArray()) {
      save(value, shape);
      return NODES.arrayNode();
    }
    Shape element = shape.element().orElse(Shape.ANYTHING);
    ArrayNode out = NODES.arrayNode(value.size());
    for (int i = 0; i < value.size(); i++) {
      JsonNode item = value.get(i);
      place.add(i);
      out.add(item.isNull() ? zero(element) : value(element, item));
      place.removeLast();
    }
    return out;
  }

  /** Where a field stands in the document: {@code a.b[0].c}. */
  private String path(String field) {
    StringBuilder path = new StringBuilder();
    for (Object step : place) {
      if (step instanceof Integer index) {
        path.append('[').append(index.intValue()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step);
      }
    }
    return path.append(path.isEmpty() ? "" : ".").append(field).toString();
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
                .formatted(value, nameOfStruct(), String.join(".", stack), goType);
    if (firstError.isEmpty()) {
      firstError = text;
    }
    return text;
  }

  private String nameOfStruct() {
    String name = struct.map(Shape::goType).orElse("");
    return name.substring(name.indexOf('.') + 1);
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
