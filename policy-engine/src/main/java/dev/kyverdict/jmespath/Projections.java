package dev.kyverdict.jmespath;

import dev.kyverdict.values.GoStrings;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Steps that do something for each of many; nulls are left out of their results. */
final class Projections {

  private Projections() {}

  static Step list(Step left, Step right) {
    return (value, surroundings) -> {
      if (!(left.on(value, surroundings) instanceof ArrayNode list)) {
        return GoValue.NULL;
      }
      ArrayNode results = JsonNodeFactory.instance.arrayNode(list.size());
      for (JsonNode element : list) {
        add(results, right.on(element, surroundings));
      }
      return results;
    };
  }

  static Step filter(Step left, Step condition, Step right) {
    return (value, surroundings) -> {
      if (!(leftOf(left, value, surroundings) instanceof ArrayNode list)) {
        return GoValue.NULL;
      }
      ArrayNode results = JsonNodeFactory.instance.arrayNode();
      for (JsonNode element : list) {
        if (!GoValue.isFalse(condition.orNull(element, surroundings))) {
          add(results, right.on(element, surroundings));
        }
      }
      return results;
    };
  }

  /**
   * The fork puts one null for each value before the values: they show where the right side makes
   * something of null. Its order is random; here it is that of the keys.
   */
  static Step values(Step left, Step right) {
    return (value, surroundings) -> {
      if (!(leftOf(left, value, surroundings) instanceof ObjectNode object)) {
        return GoValue.NULL;
      }
      ArrayNode results = JsonNodeFactory.instance.arrayNode(object.size());
      for (int i = 0; i < object.size(); i++) {
        add(results, right.on(GoValue.NULL, surroundings));
      }
      for (JsonNode element : sorted(object).values()) {
        add(results, right.on(element, surroundings));
      }
      return results;
    };
  }

  static Step flatten(Step left) {
    return (value, surroundings) -> {
      if (!(leftOf(left, value, surroundings) instanceof ArrayNode list)) {
        return GoValue.NULL;
      }
      ArrayNode results = JsonNodeFactory.instance.arrayNode(list.size());
      for (JsonNode element : list) {
        if (element instanceof ArrayNode inner) {
          results.addAll(inner);
        } else {
          results.add(element);
        }
      }
      return results;
    };
  }

  /** The members of an object in the order of their keys. */
  static Map<String, JsonNode> sorted(ObjectNode object) {
    Map<String, JsonNode> members = new TreeMap<>(GoStrings::compare);
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      members.put(member.getKey(), member.getValue());
    }
    return members;
  }

  /** Here any error on the left side becomes null. */
  private static JsonNode leftOf(Step left, JsonNode value, Surroundings surroundings) {
    try {
      return left.on(value, surroundings);
    } catch (JmesPathException dropped) {
      return GoValue.NULL;
    }
  }

  private static void add(ArrayNode results, JsonNode result) {
    if (!result.isNull() && !(result instanceof Absent)) {
      results.add(result);
    }
  }
}
