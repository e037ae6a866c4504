package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.values.GoPanicException;
import dev.kyverdict.values.GoStrings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** Functions of the fork for lists; {@code functions.go}. */
final class ListFunctions {

  static final Map<String, Handler> ALL =
      Map.of(
          "avg", (arguments, s) -> GoValue.of(average(arguments[0])),
          "contains", (arguments, s) -> GoValue.of(contains(arguments[0], arguments[1])),
          "join", (arguments, s) -> join(arguments[0].stringValue(), arguments[1]),
          "map", (arguments, s) -> map((Reference) arguments[0], elements(arguments[1]), s),
          "reverse", (arguments, s) -> reverse(arguments[0]),
          "sort", (arguments, s) -> sort(elements(arguments[0])),
          "sort_by", (arguments, s) -> sortBy(elements(arguments[0]), (Reference) arguments[1], s));

  /** In Go nothing is less than NaN but NaN, and zeros are equal. */
  private static final Comparator<Double> NUMBERS =
      (one, other) ->
          one < other || (one.isNaN() && !other.isNaN())
              ? -1
              : one > other || (other.isNaN() && !one.isNaN()) ? 1 : 0;

  private ListFunctions() {}

  static ArrayNode list(int size) {
    return JsonNodeFactory.instance.arrayNode(size);
  }

  /** What the fork takes for a {@code []interface{}} although {@code []map} is let through. */
  static ArrayNode elements(JsonNode value) {
    if (GoValue.isList(value)) {
      return (ArrayNode) value;
    }
    throw new GoPanicException(
        "interface conversion: interface {} is "
            + GoValue.typeName(value)
            + ", not []interface {}");
  }

  private static double average(JsonNode numbers) {
    double sum = 0;
    for (JsonNode number : numbers) {
      sum += number.doubleValue();
    }
    return sum / numbers.size();
  }

  private static boolean contains(JsonNode where, JsonNode what) {
    if (where instanceof StringNode text) {
      return what instanceof StringNode part && text.stringValue().contains(part.stringValue());
    }
    for (JsonNode element : elements(where)) {
      refuseComparison(element, what);
      if (GoValue.deepEqual(element, what)) {
        return true;
      }
    }
    return false;
  }

  /** Go's {@code ==} panics on two values of one type that has no equality. */
  private static void refuseComparison(JsonNode element, JsonNode what) {
    boolean compares = !what.isContainer() && !(what instanceof Reference);
    String type = GoValue.typeName(what);
    if (!compares && GoValue.typeName(element).equals(type)) {
      throw new GoPanicException("runtime error: comparing uncomparable type " + type);
    }
  }

  private static JsonNode join(String separator, JsonNode texts) {
    return GoValue.of(
        texts.valueStream().map(JsonNode::stringValue).collect(Collectors.joining(separator)));
  }

  private static JsonNode map(Reference reference, ArrayNode list, Surroundings surroundings) {
    ArrayNode results = list(list.size());
    for (JsonNode element : list) {
      results.add(reference.step().orNull(element, surroundings));
    }
    return results;
  }

  private static JsonNode reverse(JsonNode value) {
    if (value instanceof StringNode text) {
      return GoValue.of(new StringBuilder(text.stringValue()).reverse().toString());
    }
    ArrayNode list = elements(value);
    ArrayNode reversed = list(list.size());
    for (int i = list.size() - 1; i >= 0; i--) {
      reversed.add(list.get(i));
    }
    return reversed;
  }

  private static JsonNode sort(ArrayNode list) {
    List<JsonNode> sorted = new ArrayList<>(list.values());
    sorted.sort(
        list.path(0) instanceof StringNode
            ? Comparator.comparing(JsonNode::stringValue, GoStrings::compare)
            : Comparator.comparing(JsonNode::doubleValue, NUMBERS));
    return list(sorted.size()).addAll(sorted);
  }

  private record Keyed(JsonNode element, JsonNode key) {}

  /** A wrong key is an error of its own for the first element only. */
  private static JsonNode sortBy(ArrayNode list, Reference by, Surroundings surroundings) {
    if (list.size() < 2) {
      return list;
    }
    JsonNode first = by.step().orNull(list.get(0), surroundings);
    if (first instanceof StringNode) {
      Comparator<Keyed> order =
          Comparator.comparing(keyed -> keyed.key().stringValue(), GoStrings::compare);
      return sorted(list, keyed(list, by, StringNode.class::isInstance, surroundings), order);
    }
    if (first instanceof DoubleNode) {
      Comparator<Keyed> order = Comparator.comparing(keyed -> keyed.key().doubleValue(), NUMBERS);
      return sorted(list, keyed(list, by, DoubleNode.class::isInstance, surroundings), order);
    }
    throw new FunctionException("invalid type, must be number of string");
  }

  private static List<Keyed> keyed(
      ArrayNode list, Reference by, Predicate<JsonNode> type, Surroundings surroundings) {
    List<Keyed> keyed = new ArrayList<>(list.size());
    for (JsonNode element : list) {
      JsonNode key = key(by, element, surroundings);
      if (!type.test(key)) {
        throw new FunctionException("error in sort_by comparison");
      }
      keyed.add(new Keyed(element, key));
    }
    return keyed;
  }

  /** The fork forgets the text of an error here. */
  private static JsonNode key(Reference by, JsonNode element, Surroundings surroundings) {
    try {
      return by.step().orNull(element, surroundings);
    } catch (JmesPathException forgotten) {
      return GoValue.NULL;
    }
  }

  private static JsonNode sorted(ArrayNode list, List<Keyed> keyed, Comparator<Keyed> order) {
    keyed.sort(order);
    List<JsonNode> elements = new ArrayList<>(keyed.size());
    keyed.forEach(each -> elements.add(each.element()));
    if (list instanceof Sorting.OwnList own) {
      own.become(elements);
      return own;
    }
    return list(elements.size()).addAll(elements);
  }
}
