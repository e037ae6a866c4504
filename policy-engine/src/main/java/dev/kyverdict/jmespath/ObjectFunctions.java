package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.jmespath.functions.GoMath;
import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.GoPanicException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Functions for objects, of the fork and of Kyverno's {@code functions.go}. */
final class ObjectFunctions {

  static final Map<String, Handler> ALL =
      Map.of(
          "items", (arguments, s) -> items(arguments[0], arguments[1], arguments[2]),
          "keys", (arguments, s) -> keys((ObjectNode) arguments[0]),
          "label_match", (arguments, s) -> labelMatch(arguments[0], arguments[1]),
          "lookup", (arguments, s) -> lookup(arguments[0], arguments[1]),
          "merge", (arguments, s) -> merge(arguments),
          "object_from_lists", (arguments, s) -> fromLists(arguments[0], arguments[1]),
          "values", (arguments, s) -> values((ObjectNode) arguments[0]));

  private ObjectFunctions() {}

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** In Kyverno's order, which is random, no verdict can be relied on; here it is sorted. */
  private static JsonNode keys(ObjectNode object) {
    ArrayNode keys = ListFunctions.list(object.size());
    Projections.sorted(object).keySet().forEach(keys::add);
    return keys;
  }

  private static JsonNode values(ObjectNode object) {
    return ListFunctions.list(object.size()).addAll(Projections.sorted(object).values());
  }

  /** Types are not checked, and Go panics at the first wrong one. */
  private static JsonNode merge(JsonNode[] arguments) {
    ObjectNode merged = object();
    for (JsonNode argument : arguments) {
      if (!(argument instanceof ObjectNode object)) {
        throw new GoPanicException(
            "interface conversion: interface {} is "
                + GoValue.typeName(argument)
                + ", not map[string]interface {}");
      }
      merged.setAll(object);
    }
    return merged;
  }

  private static JsonNode labelMatch(JsonNode labels, JsonNode actual) {
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      JsonNode value = actual.path(label.getKey());
      if (value.isMissingNode() || !GoValue.deepEqual(value, label.getValue())) {
        return GoValue.of(false);
      }
    }
    return GoValue.of(true);
  }

  private static JsonNode lookup(JsonNode container, JsonNode key) {
    if (container instanceof ObjectNode object) {
      if (!(key instanceof StringNode name)) {
        throw FunctionException.of("lookup", "argument #2 is not of type String");
      }
      JsonNode value = object.path(name.stringValue());
      return value.isMissingNode() ? GoValue.NULL : value;
    }
    if (!GoValue.isList(container)) {
      throw FunctionException.of("lookup", "argument #1 is not of type Object or Array");
    }
    if (!(key instanceof DoubleNode number)) {
      throw FunctionException.of("lookup", "argument #2 is not of type Number");
    }
    long index = index(number);
    return index < 0 || index >= container.size() ? GoValue.NULL : container.get((int) index);
  }

  private static long index(DoubleNode number) {
    double value = number.doubleValue();
    if (!GoMath.isWhole(value)) {
      throw FunctionException.of(
          "lookup", "argument #2: expected an integer number but got: " + GoFormat.v(number));
    }
    if (!GoMath.fitsInt(value)) {
      throw FunctionException.of(
          "lookup",
          "argument #2: number is outside the range of integer numbers: " + GoFormat.v(number));
    }
    return GoMath.toInt(value);
  }

  private static JsonNode items(JsonNode container, JsonNode keyName, JsonNode valueName) {
    String key = keyName.stringValue();
    String value = valueName.stringValue();
    List<JsonNode> items = new ArrayList<>(container.size());
    if (container instanceof ObjectNode object) {
      Projections.sorted(object)
          .forEach((name, member) -> items.add(item(key, GoValue.of(name), value, member)));
    } else if (GoValue.isList(container)) {
      for (JsonNode element : container) {
        items.add(item(key, GoValue.of((double) items.size()), value, element));
      }
    } else {
      throw FunctionException.of("items", "argument #1 is not of type Object or Array");
    }
    return new GoMaps(items);
  }

  private static JsonNode item(String keyName, JsonNode key, String valueName, JsonNode value) {
    ObjectNode item = object();
    item.set(keyName, key);
    item.set(valueName, value);
    return item;
  }

  private static JsonNode fromLists(JsonNode keys, JsonNode values) {
    if (!GoValue.isList(keys)) {
      throw FunctionException.of("object_from_lists", "argument #1 is not of type Array");
    }
    if (!GoValue.isList(values)) {
      throw FunctionException.of("object_from_lists", "argument #2 is not of type Array");
    }
    ObjectNode object = object();
    for (int i = 0; i < keys.size(); i++) {
      String key =
          PatternFunctions.text(keys.get(i))
              .orElseThrow(
                  () ->
                      FunctionException.of(
                          "object_from_lists", "argument #1 is not of type StringArray"));
      object.set(key, i < values.size() ? values.get(i) : GoValue.NULL);
    }
    return object;
  }
}
