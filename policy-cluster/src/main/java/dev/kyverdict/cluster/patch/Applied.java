package dev.kyverdict.cluster.patch;

import dev.kyverdict.cluster.types.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What server-side apply does with an applied configuration: which fields it names, how it is
 * merged into the object, what is taken away again. Basis: {@code structured-merge-diff/typed}.
 */
final class Applied {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Applied() {}

  /** The fields of a configuration: {@code tofieldset.go}. */
  static FieldSet fields(Shape shape, JsonNode configuration) {
    FieldSet set = new FieldSet();
    collect(shape, configuration, new ArrayList<>(), set);
    return set;
  }

  private static void collect(Shape shape, JsonNode value, List<String> path, FieldSet set) {
    if (value.isObject() && shape.granular()) {
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        JsonNode field = entry.getValue();
        path.add(Elements.field(entry.getKey()));
        collect(Comparison.below(shape, entry.getKey()), field, path, set);
        boolean named = shape.fields().containsKey(entry.getKey());
        if (!named || field.isNull() || (field.isObject() && field.isEmpty())) {
          set.insert(path);
        }
        path.removeLast();
      }
    } else if (value.isArray() && Elements.isAssociative(shape)) {
      Shape element = shape.element().orElse(Shape.ANYTHING);
      for (JsonNode item : value) {
        path.add(Elements.item(shape, item));
        collect(element, item, path, set);
        set.insert(path);
        path.removeLast();
      }
    } else {
      set.insert(path);
    }
  }

  /** The object with the configuration in it: {@code merge.go}. */
  static JsonNode merge(Shape shape, JsonNode live, JsonNode configuration) {
    if (configuration.isMissingNode()) {
      return live;
    }
    if (Comparison.isMap(shape, live, configuration)) {
      ObjectNode out = NODES.objectNode();
      for (Map.Entry<String, JsonNode> entry : live.properties()) {
        String name = entry.getKey();
        JsonNode given = configuration.path(name);
        out.set(name, merge(Comparison.below(shape, name), entry.getValue(), given));
      }
      for (Map.Entry<String, JsonNode> entry : configuration.properties()) {
        if (!live.has(entry.getKey())) {
          out.set(entry.getKey(), entry.getValue());
        }
      }
      return out;
    }
    return Comparison.isList(shape, live, configuration)
        ? mergeLists(shape, live, configuration)
        : configuration;
  }

  /** Items keep the order of the configuration, and those of others their places between them. */
  private static JsonNode mergeLists(Shape shape, JsonNode live, JsonNode configuration) {
    Map<String, JsonNode> left = Comparison.indexed(shape, live);
    Map<String, JsonNode> right = Comparison.indexed(shape, configuration);
    Shape element = shape.element().orElse(Shape.ANYTHING);
    List<String> leftNames = new ArrayList<>(left.keySet());
    List<String> rightNames = new ArrayList<>(right.keySet());
    List<String> shared = new ArrayList<>(rightNames.stream().filter(left::containsKey).toList());
    Set<String> merged = new HashSet<>();
    ArrayNode out = NODES.arrayNode();
    int l = 0;
    int r = 0;
    while (l < leftNames.size() || r < rightNames.size()) {
      String here = l < leftNames.size() ? leftNames.get(l) : "";
      boolean both = l < leftNames.size() && r < rightNames.size();
      boolean waits = both && right.containsKey(here) && !here.equals(rightNames.get(r));
      if (waits && !shared.isEmpty() && !shared.getFirst().equals(here)) {
        l++;
      } else if (l < leftNames.size() && !right.containsKey(here)) {
        out.add(left.getOrDefault(here, MissingNode.getInstance()));
        l++;
      } else if (l < leftNames.size() && merged.contains(here)) {
        l++;
      } else if (r < rightNames.size()) {
        String name = rightNames.get(r++);
        merged.add(name);
        shared.remove(name);
        JsonNode there = left.getOrDefault(name, MissingNode.getInstance());
        JsonNode given = right.getOrDefault(name, MissingNode.getInstance());
        out.add(there.isMissingNode() ? given : merge(element, there, given));
      } else {
        l++;
      }
    }
    return out;
  }

  /**
   * Takes away what was applied before, is not applied any more, and nobody else owns: {@code
   * merge/update.go}, {@code prune}.
   *
   * @param last what was applied before
   * @param owned what all managers own now
   */
  static JsonNode prune(Shape shape, JsonNode value, FieldSet last, FieldSet owned) {
    if (value.isObject() && shape.granular()) {
      ObjectNode out = NODES.objectNode();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        String name = entry.getKey();
        FieldSet before = last.below(Elements.field(name));
        FieldSet now = owned.below(Elements.field(name));
        boolean named = shape.fields().containsKey(name);
        if (!isGone(before, now, named)) {
          out.set(name, prune(Comparison.below(shape, name), entry.getValue(), before, now));
        }
      }
      return out;
    }
    if (value.isArray() && Elements.isAssociative(shape)) {
      Shape element = shape.element().orElse(Shape.ANYTHING);
      ArrayNode out = NODES.arrayNode();
      for (JsonNode item : value) {
        String name = Elements.item(shape, item);
        FieldSet before = last.below(name);
        FieldSet now = owned.below(name);
        if (!isGone(before, now, false)) {
          out.add(prune(element, item, before, now));
        }
      }
      return out;
    }
    return value;
  }

  private static boolean isGone(FieldSet before, FieldSet now, boolean named) {
    return now.isEmpty() && (before.isMember() || (named && before.hasChildren()));
  }
}
