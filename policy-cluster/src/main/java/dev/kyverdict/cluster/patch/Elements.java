package dev.kyverdict.cluster.patch;

import dev.kyverdict.cluster.types.Shape;
import dev.kyverdict.values.GoFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The elements of paths of fields: {@code f:} a name, {@code k:} the keys of an item, {@code v:} an
 * item of a set. Basis: {@code structured-merge-diff/fieldpath/serialize-pe.go}.
 */
final class Elements {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Elements() {}

  static String field(String name) {
    return "f:" + name;
  }

  /** Whether a list is merged item by item. */
  static boolean isAssociative(Shape shape) {
    return shape.type() == Shape.Form.LIST
        && (shape.merging().list().equals("map") || shape.merging().list().equals("set"));
  }

  /** The element of an item of an associative list. */
  static String item(Shape list, JsonNode item) {
    if (!list.merging().list().equals("map")) {
      return "v:" + GoFormat.json(item);
    }
    TreeMap<String, JsonNode> keys = new TreeMap<>();
    for (String key : list.merging().keys()) {
      JsonNode given = item.path(key);
      JsonNode value =
          given.isMissingNode() && list.element().isPresent()
              ? list.element().get().defaultOf(key)
              : given;
      if (!value.isMissingNode()) {
        keys.put(key, value);
      }
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    keys.forEach(object::set);
    return "k:" + GoFormat.json(object);
  }

  /** A path as messages write it: {@code .spec.containers[name="a"].image}. */
  static String text(List<String> path) {
    return path.stream().map(Elements::text).collect(Collectors.joining());
  }

  static String text(String element) {
    String rest = element.substring(2);
    return switch (element.charAt(0)) {
      case 'k' ->
          MAPPER.readTree(rest).properties().stream()
              .map(it -> it.getKey() + "=" + GoFormat.json(it.getValue()))
              .collect(Collectors.joining(",", "[", "]"));
      case 'v' -> "[=" + rest + "]";
      default -> "." + rest;
    };
  }
}
