package dev.kyverdict.cluster.patch;

import dev.kyverdict.cluster.types.Sameness;
import dev.kyverdict.cluster.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Which paths differ between two objects: {@code structured-merge-diff/typed/compare.go}.
 *
 * @param added paths of the new object only
 * @param modified paths of other values
 * @param removed paths of the old object only
 */
record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {

  private static final JsonNode NONE = MissingNode.getInstance();

  static Comparison of(Shape shape, JsonNode before, JsonNode after) {
    Comparison comparison = new Comparison(new FieldSet(), new FieldSet(), new FieldSet());
    comparison.compare(shape, before, after, new ArrayList<>());
    return comparison;
  }

  boolean isSame() {
    return added.isEmpty() && modified.isEmpty() && removed.isEmpty();
  }

  /** Without a field of the whole object. */
  Comparison without(String element) {
    return new Comparison(
        added.without(element), modified.without(element), removed.without(element));
  }

  private void compare(Shape shape, JsonNode before, JsonNode after, List<String> path) {
    boolean map = isMap(shape, before, after);
    boolean list = isList(shape, before, after);
    if ((!map && !list) || (before.isEmpty() && after.isEmpty())) {
      leaf(before, after, path);
      return;
    }
    if (map) {
      fields(shape, before, after, path);
    } else {
      items(shape, before, after, path);
    }
    if (before.isMissingNode()) {
      added.insert(path);
    } else if (after.isMissingNode()) {
      removed.insert(path);
    }
  }

  static boolean isMap(Shape shape, JsonNode before, JsonNode after) {
    return shape.granular()
        && (before.isObject() || after.isObject())
        && (before.isObject() || isNothing(before))
        && (after.isObject() || isNothing(after));
  }

  static boolean isList(Shape shape, JsonNode before, JsonNode after) {
    return Elements.isAssociative(shape)
        && (before.isArray() || after.isArray())
        && (before.isArray() || isNothing(before))
        && (after.isArray() || isNothing(after));
  }

  private static boolean isNothing(JsonNode value) {
    return value.isNull() || value.isMissingNode();
  }

  private void leaf(JsonNode before, JsonNode after, List<String> path) {
    if (before.isMissingNode()) {
      added.insert(path);
    } else if (after.isMissingNode()) {
      removed.insert(path);
    } else if (!Sameness.same(before, after)) {
      modified.insert(path);
    }
  }

  private void fields(Shape shape, JsonNode before, JsonNode after, List<String> path) {
    for (Map.Entry<String, JsonNode> entry : before.properties()) {
      String name = entry.getKey();
      descend(below(shape, name), entry.getValue(), after.path(name), path, Elements.field(name));
    }
    for (Map.Entry<String, JsonNode> entry : after.properties()) {
      String name = entry.getKey();
      if (!before.has(name)) {
        descend(below(shape, name), NONE, entry.getValue(), path, Elements.field(name));
      }
    }
  }

  /** The shape of a field; of what is not known anything can be. */
  static Shape below(Shape shape, String name) {
    return shape.field(name).orElse(Shape.ANYTHING);
  }

  private void items(Shape shape, JsonNode before, JsonNode after, List<String> path) {
    Shape element = shape.element().orElse(Shape.ANYTHING);
    Map<String, JsonNode> left = indexed(shape, before);
    Map<String, JsonNode> right = indexed(shape, after);
    left.forEach(
        (name, item) -> descend(element, item, right.getOrDefault(name, NONE), path, name));
    right.forEach(
        (name, item) -> {
          if (!left.containsKey(name)) {
            descend(element, NONE, item, path, name);
          }
        });
  }

  static Map<String, JsonNode> indexed(Shape shape, JsonNode list) {
    Map<String, JsonNode> items = new LinkedHashMap<>();
    list.forEach(item -> items.putIfAbsent(Elements.item(shape, item), item));
    return items;
  }

  private void descend(
      Shape shape, JsonNode before, JsonNode after, List<String> path, String element) {
    path.add(element);
    compare(shape, before, after, path);
    path.removeLast();
  }
}
