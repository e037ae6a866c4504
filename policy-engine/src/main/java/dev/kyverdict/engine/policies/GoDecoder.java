package dev.kyverdict.engine.policies;

import dev.kyverdict.engine.policies.GoTypes.Field;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decodes a document as Kyverno does ({@code pkg/utils/admission/policy.go}): what is no field is
 * dropped, as are empty values of fields that are no pointers; a value of another type is an error.
 */
final class GoDecoder {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final boolean presets;
  private final boolean folding;
  private Optional<String> firstError = Optional.empty();

  private GoDecoder(boolean presets, boolean folding) {
    this.presets = presets;
    this.folding = folding;
  }

  /**
   * Decodes a document of a type.
   *
   * @param presets whether fields that are absent get their default
   * @throws Refusal in Go's words when a value has another type
   */
  static ObjectNode decode(JsonNode document, String type, boolean presets) {
    return decode(document, type, new GoDecoder(presets, false));
  }

  private static ObjectNode decode(JsonNode document, String type, GoDecoder decoder) {
    ObjectNode result = decoder.struct(document, type, "", "");
    decoder.firstError.ifPresent(
        text -> {
          throw new Refusal(text);
        });
    return result;
  }

  private ObjectNode struct(JsonNode node, String type, String owner, String path) {
    if (!node.isObject()) {
      mismatch(node, "v1." + GoTypes.goName(type), owner, path);
      return NODES.objectNode();
    }
    String self = type.equals("Policy") ? node.path("kind").asString(type) : GoTypes.goName(type);
    Map<String, JsonNode> given = given(node, type);
    Map<String, JsonNode> values = new HashMap<>();
    for (String name : new TreeSet<>(given.keySet())) {
      Field field = field(type, name);
      String below = (path.isEmpty() ? "" : path + ".") + field.embedded() + name;
      value(given.getOrDefault(name, NODES.nullNode()), field.type(), self, below)
          .ifPresent(value -> values.put(name, value));
    }
    ObjectNode result = NODES.objectNode();
    for (Field field : GoTypes.fields(type)) {
      JsonNode value = values.get(field.name());
      if (value != null) {
        result.set(field.name(), value);
      } else if (presets && !given.containsKey(field.name())) {
        field.preset().ifPresent(preset -> result.set(field.name(), preset));
      }
    }
    return result;
  }

  /** The fields that are not null. */
  private Map<String, JsonNode> given(JsonNode node, String type) {
    Map<String, JsonNode> given = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getValue().isNull()) {
        for (Field field : GoTypes.fields(type)) {
          if (field.name().equals(entry.getKey())
              || (folding && field.name().equalsIgnoreCase(entry.getKey()))) {
            given.put(field.name(), entry.getValue());
          }
        }
      }
    }
    return given;
  }

  private static Field field(String type, String name) {
    return GoTypes.fields(type).stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Optional<JsonNode> value(JsonNode node, String type, String owner, String path) {
    if (node.isNull()) {
      return Optional.empty();
    }
    return switch (type.charAt(0)) {
      case '*' -> Optional.of(pointed(node, type.substring(1), owner, path));
      case '[' -> list(node, type.substring(1), owner, path);
      case '{' -> map(node, type.substring(1), owner, path);
      case '~' -> Optional.of(own(node, type.substring(1)));
      default -> plain(node, type, owner, path);
    };
  }

  private Optional<JsonNode> plain(JsonNode node, String type, String owner, String path) {
    if (type.equals("any")) {
      return Optional.of(node);
    }
    if (type.equals("cond")) {
      return Optional.of(conditions(node));
    }
    JsonNode value = pointed(node, type, owner, path);
    boolean zero =
        value.isString() && value.stringValue().isEmpty()
            || value.isBoolean() && !value.booleanValue()
            || value.isNumber() && value.doubleValue() == 0
            || value.isObject() && value.isEmpty();
    return zero ? Optional.empty() : Optional.of(value);
  }

  private JsonNode pointed(JsonNode node, String type, String owner, String path) {
    int alias = type.indexOf('@');
    String basic = alias < 0 ? type : type.substring(0, alias);
    String named = alias < 0 ? "" : type.substring(alias + 1);
    return switch (basic) {
      case "s" ->
          node.isString() ? node : mismatch(node, named.isEmpty() ? "string" : named, owner, path);
      case "b" -> node.isBoolean() ? node : mismatch(node, "bool", owner, path);
      case "i" -> integer(node, owner, path);
      default -> struct(node, basic, owner, path);
    };
  }

  private JsonNode integer(JsonNode node, String owner, String path) {
    String type = path.endsWith("count") ? "int" : "int32";
    if (!node.isNumber()) {
      return mismatch(node, type, owner, path);
    }
    double value = node.doubleValue();
    boolean whole = value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE;
    return whole
        ? NODES.numberNode((int) value)
        : mismatch("number " + node.asString(), type, owner, path);
  }

  private Optional<JsonNode> list(JsonNode node, String type, String owner, String path) {
    String plain = GoTypes.plain(type);
    boolean named = !plain.equals(type) && !plain.equals("s");
    if (!node.isArray()) {
      mismatch(node, (named ? "" : "[]") + goName(type), owner, path);
      return Optional.empty();
    }
    String each = named ? plain : type;
    ArrayNode list = NODES.arrayNode();
    for (JsonNode element : node) {
      list.add(element.isNull() ? zero(each) : pointed(element, each, owner, path));
    }
    return Optional.of(list);
  }

  private static JsonNode zero(String type) {
    return type.startsWith("s") ? NODES.stringNode("") : NODES.objectNode();
  }

  private Optional<JsonNode> map(JsonNode node, String type, String owner, String path) {
    if (!node.isObject()) {
      mismatch(node, "map[string]" + goName(type), owner, path);
      return Optional.empty();
    }
    ObjectNode map = NODES.objectNode();
    for (String name : new TreeSet<>(node.propertyNames())) {
      JsonNode element = node.path(name);
      map.set(
          name,
          type.startsWith("[")
              ? list(element, type.substring(1), owner, path).orElse(NODES.arrayNode())
              : element.isNull() ? zero(type) : pointed(element, type, owner, path));
    }
    return Optional.of(map);
  }

  private static String goName(String type) {
    int alias = type.indexOf('@');
    if (alias >= 0) {
      return type.substring(alias + 1);
    }
    return type.startsWith("[")
        ? "[]" + goName(type.substring(1))
        : type.equals("s") ? "string" : "v1." + GoTypes.goName(type);
  }

  /** A list of loops inside a loop, of which Go knows no longer where it stands. */
  private JsonNode own(JsonNode node, String type) {
    GoDecoder inner = new GoDecoder(presets, true);
    JsonNode list = inner.list(node, type, "", "").orElse(NODES.arrayNode());
    inner.firstError.ifPresent(
        text -> {
          throw new Refusal(text);
        });
    return list;
  }

  private JsonNode conditions(JsonNode node) {
    GoDecoder listed = new GoDecoder(presets, true);
    Optional<JsonNode> list = listed.list(node, "Condition", "", "");
    if (listed.firstError.isEmpty() && list.isPresent()) {
      return list.get();
    }
    try {
      return decode(node, "AnyAllConditions", new GoDecoder(presets, true));
    } catch (Refusal neither) {
      throw new Refusal("failed to unmarshal Conditions");
    }
  }

  private JsonNode mismatch(JsonNode node, String type, String owner, String path) {
    String found = node.isBoolean() ? "bool" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    return mismatch(found, type, owner, path);
  }

  private JsonNode mismatch(String found, String type, String owner, String path) {
    if (firstError.isEmpty()) {
      String place = owner.isEmpty() ? "value" : "struct field " + owner + "." + path;
      firstError =
          Optional.of("json: cannot unmarshal " + found + " into Go " + place + " of type " + type);
    }
    return NODES.stringNode("");
  }
}
