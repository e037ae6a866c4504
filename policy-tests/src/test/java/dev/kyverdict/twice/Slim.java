package dev.kyverdict.twice;

import dev.kyverdict.values.GoNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What is left of objects and texts when everything is taken out that no two runs share. */
public final class Slim {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Pattern UID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final List<String> BOOKKEEPING =
      List.of(
          "managedFields", "uid", "resourceVersion", "creationTimestamp", "generation", "selfLink");

  /** What a message says differently where a webhook has an address of its own. */
  private static final Map<Pattern, String> ADDRESSES =
      ordered(
          "Post \"https://[^/\"]+/", "Post \"https://kyverno/",
          "(?<=dial tcp )[^:]+:\\d+", "kyverno",
          "(?<=127\\.0\\.0\\.1:)\\d+", "port",
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "<time>");

  private Slim() {}

  private static Map<Pattern, String> ordered(String... pairs) {
    Map<Pattern, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(Pattern.compile(pairs[i]), pairs[i + 1]);
    }
    return map;
  }

  /** A text without uids, addresses and times. */
  public static String text(String text) {
    String result = UID.matcher(text).replaceAll("<uid>");
    for (Map.Entry<Pattern, String> address : ADDRESSES.entrySet()) {
      result =
          address.getKey().matcher(result).replaceAll(Matcher.quoteReplacement(address.getValue()));
    }
    return result;
  }

  /** An object without what a server adds for itself, at any depth without uids. */
  public static JsonNode object(JsonNode object) {
    ObjectNode copy = NODES.objectNode();
    object.properties().forEach(field -> copy.set(field.getKey(), field.getValue()));
    if (copy.get("metadata") instanceof ObjectNode metadata) {
      ObjectNode slim = metadata.deepCopy().remove(BOOKKEEPING);
      if (slim.has("generateName")) {
        slim.put("name", "<made up>");
      }
      copy.set("metadata", slim);
    }
    return tree(copy);
  }

  /** A tree whose numbers are of one type and whose texts are slim. */
  static JsonNode tree(JsonNode tree) {
    return texts(GoNumbers.floats(tree));
  }

  private static JsonNode texts(JsonNode tree) {
    return switch (tree) {
      case ObjectNode object -> {
        ObjectNode copy = NODES.objectNode();
        object.properties().forEach(it -> copy.set(text(it.getKey()), texts(it.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = NODES.arrayNode();
        array.forEach(item -> copy.add(texts(item)));
        yield copy;
      }
      case StringNode string -> NODES.stringNode(text(string.asString()));
      default -> tree;
    };
  }

  /** Where two trees differ, with both values; empty when they are the same. */
  public static List<String> differences(String place, JsonNode expected, JsonNode actual) {
    List<String> differences = new ArrayList<>();
    compare(place, expected, actual, differences);
    return differences;
  }

  private static void compare(
      String place, JsonNode expected, JsonNode actual, List<String> differences) {
    if (expected instanceof ObjectNode left && actual instanceof ObjectNode right) {
      TreeSet<String> fields = new TreeSet<>(left.propertyNames());
      fields.addAll(right.propertyNames());
      fields.forEach(it -> compare(place + "/" + it, left.path(it), right.path(it), differences));
    } else if (expected instanceof ArrayNode left
        && actual instanceof ArrayNode right
        && left.size() == right.size()) {
      for (int i = 0; i < left.size(); i++) {
        compare(place + "/" + i, left.get(i), right.get(i), differences);
      }
    } else if (!expected.equals(actual)) {
      differences.add(place + ": expected " + shown(expected) + ", got " + shown(actual));
    }
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "nothing" : value.toString();
  }
}
