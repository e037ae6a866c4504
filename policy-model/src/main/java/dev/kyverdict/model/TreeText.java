package dev.kyverdict.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * One leaf or key of a tree, as Kyverno visits it: a key stands at the path of the map that holds
 * it.
 *
 * @param way keys and indices from the root
 * @param value the leaf, or the key as a text
 */
record TreeText(List<String> way, JsonNode value) {

  TreeText {
    way = List.copyOf(way);
  }

  /** Every leaf and every key, in the order written. */
  static Stream<TreeText> of(JsonNode tree) {
    return of(List.of(), tree);
  }

  /** The items of a list; none of anything else, such as a tree that was written in Java. */
  static List<JsonNode> items(JsonNode node) {
    return node.isArray() ? node.valueStream().toList() : List.of();
  }

  private static Stream<TreeText> of(List<String> way, JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .flatMap(
              field ->
                  Stream.concat(
                      Stream.of(new TreeText(way, StringNode.valueOf(field.getKey()))),
                      of(longer(way, field.getKey()), field.getValue())));
    }
    if (node.isArray()) {
      return Stream.iterate(0, i -> i < node.size(), i -> i + 1)
          .flatMap(i -> of(longer(way, Integer.toString(i)), node.get(i)));
    }
    return Stream.of(new TreeText(way, node));
  }

  private static List<String> longer(List<String> way, String key) {
    List<String> result = new ArrayList<>(way);
    result.add(key);
    return result;
  }

  /** The text; empty for numbers, booleans and null. */
  String text() {
    return value.isString() ? value.stringValue() : "";
  }

  /** The path as Kyverno writes it, a slash inside a key escaped. */
  String path() {
    StringBuilder path = new StringBuilder();
    way.forEach(key -> path.append('/').append(key.replace("/", "\\/")));
    return path.toString();
  }
}
