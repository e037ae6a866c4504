package dev.kyverdict.cluster.patch;

import dev.kyverdict.cluster.types.RefusedException;
import dev.kyverdict.cluster.types.Sameness;
import dev.kyverdict.cluster.types.Shape;
import dev.kyverdict.values.GoFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A strategic merge patch: {@code apimachinery/pkg/util/strategicpatch/patch.go}. Directives:
 * {@code $patch}, {@code $retainKeys}, {@code $setElementOrder/…} and {@code
 * $deleteFromPrimitiveList/…}.
 */
final class StrategicPatch {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String PATCH = "$patch";
  private static final String RETAIN = "$retainKeys";
  private static final String ORDER = "$setElementOrder/";
  private static final String DELETE = "$deleteFromPrimitiveList/";

  private StrategicPatch() {}

  static JsonNode merge(Shape shape, JsonNode original, JsonNode patch) {
    if (!patch.isObject()) {
      throw RefusedException.badRequest(
          "json: cannot unmarshal "
              + GoFormat.type(patch)
              + " into Go value of type map[string]interface {}");
    }
    return map(shape, original, patch);
  }

  static ObjectNode map(Shape shape, JsonNode original, JsonNode patch) {
    JsonNode directive = patch.path(PATCH);
    if (!directive.isMissingNode()) {
      return directed(directive.asString(""), patch);
    }
    ObjectNode out = copy(original);
    retainKeys(out, patch);
    Set<String> done = new HashSet<>();
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      if (entry.getKey().startsWith(ORDER)) {
        String name = entry.getKey().substring(ORDER.length());
        order(shape, out, patch.path(name), name, entry.getValue());
        done.add(name);
      }
    }
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      String name = entry.getKey();
      if (name.startsWith(DELETE)) {
        delete(out, name.substring(DELETE.length()), entry.getValue());
      } else if (!name.startsWith(ORDER) && !name.equals(RETAIN) && !done.contains(name)) {
        field(shape, out, name, entry.getValue());
      }
    }
    return out;
  }

  private static ObjectNode directed(String directive, JsonNode patch) {
    return switch (directive) {
      case "replace" -> {
        ObjectNode out = copy(patch);
        out.remove(PATCH);
        yield out;
      }
      case "delete" -> NODES.objectNode();
      default -> throw unknown(directive, patch);
    };
  }

  private static void retainKeys(ObjectNode out, JsonNode patch) {
    JsonNode list = patch.path(RETAIN);
    if (list.isMissingNode()) {
      return;
    }
    Set<String> keys = new HashSet<>();
    list.forEach(key -> keys.add(key.asString("")));
    boolean wrong = !list.isArray();
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      String name = entry.getKey();
      boolean special = name.equals(RETAIN) || name.startsWith(DELETE) || name.startsWith(ORDER);
      wrong |= !special && !entry.getValue().isNull() && !keys.contains(name);
    }
    if (wrong) {
      throw RefusedException.badRequest("invalid patch format of retainKeys");
    }
    out.retain(keys);
  }

  private static void field(Shape shape, ObjectNode out, String name, JsonNode value) {
    JsonNode there = out.path(name);
    if (value.isNull()) {
      out.remove(name);
      return;
    }
    Shape below = Comparison.below(shape, name);
    if (there.isObject() && value.isObject()) {
      boolean replaced = below.merging().strategy().equals("replace");
      out.set(name, replaced ? value : map(below, there, value));
    } else if (there.isArray() && value.isArray()) {
      out.set(name, below.merging().merges() ? list(below, there, value) : value);
    } else {
      JsonNode clean = Directives.removed(value);
      if (clean.isMissingNode()) {
        out.remove(name);
      } else {
        out.set(name, clean);
      }
    }
  }

  private static void delete(ObjectNode out, String name, JsonNode gone) {
    JsonNode there = out.path(name);
    if (!there.isArray()) {
      return;
    }
    ArrayNode rest = NODES.arrayNode();
    there.forEach(
        item -> {
          if (!contains(gone, item)) {
            rest.add(item);
          }
        });
    out.set(name, rest);
  }

  private static boolean contains(JsonNode list, JsonNode item) {
    for (JsonNode other : list) {
      if (Sameness.same(other, item)) {
        return true;
      }
    }
    return false;
  }

  /** Merges a list and puts it in the order that the patch asks for. */
  private static void order(
      Shape shape, ObjectNode out, JsonNode patched, String name, JsonNode wanted) {
    if (!wanted.isArray()) {
      throw RefusedException.badRequest("invalid patch format of setElementOrder list");
    }
    JsonNode there = out.path(name);
    Shape below = Comparison.below(shape, name);
    String key = below.merging().key();
    ElementOrder.check(patched, wanted, key);
    if (there.isMissingNode() && patched.isMissingNode()) {
      return;
    }
    JsonNode merged =
        patched.isMissingNode()
            ? there
            : there.isMissingNode()
                ? Directives.removed(patched)
                : below.merging().merges() ? list(below, there, patched) : patched;
    out.set(name, ElementOrder.ordered(merged, wanted, there, key));
  }

  static JsonNode list(Shape shape, JsonNode original, JsonNode patch) {
    if (original.isEmpty() && patch.isEmpty()) {
      return original;
    }
    String key = shape.merging().key();
    boolean maps = !patch.isEmpty() ? patch.get(0).isObject() : original.get(0).isObject();
    if (!maps) {
      List<JsonNode> all = new ArrayList<>();
      original.forEach(all::add);
      patch.forEach(all::add);
      return ElementOrder.ordered(distinct(all), patch, original, "");
    }
    List<JsonNode> kept = new ArrayList<>();
    original.forEach(kept::add);
    List<JsonNode> items = new ArrayList<>();
    boolean replace = false;
    for (JsonNode item : patch) {
      replace |= isReplace(item, key, kept, items);
    }
    if (replace) {
      return NODES.arrayNode().addAll(items);
    }
    Shape element = shape.element().orElse(Shape.ANYTHING);
    items.forEach(item -> mergeItem(element, kept, item, key));
    return ElementOrder.ordered(
        NODES.arrayNode().addAll(kept), NODES.arrayNode().addAll(items), original, key);
  }

  /** Follows the directive of an item; an item without one is to be merged. */
  private static boolean isReplace(
      JsonNode item, String key, List<JsonNode> kept, List<JsonNode> items) {
    String directive = item.path(PATCH).asString("");
    switch (directive) {
      case "" -> items.add(item);
      case "delete" -> {
        JsonNode name = keyOf(item, key);
        kept.removeIf(it -> Sameness.same(it.path(key), name));
      }
      case "replace" -> {
        return true;
      }
      case "merge" ->
          throw RefusedException.internal("merging lists cannot yet be specified in the patch");
      default -> throw unknown(directive, item);
    }
    return false;
  }

  private static RefusedException unknown(String directive, JsonNode patch) {
    return RefusedException.internal(
        "unknown patch type: " + directive + " in map: " + GoFormat.v(patch));
  }

  private static void mergeItem(Shape element, List<JsonNode> kept, JsonNode item, String key) {
    JsonNode name = keyOf(item, key);
    for (int i = 0; i < kept.size(); i++) {
      if (Sameness.same(kept.get(i).path(key), name)) {
        kept.set(i, map(element, kept.get(i), item));
        return;
      }
    }
    kept.add(item);
  }

  private static JsonNode keyOf(JsonNode item, String key) {
    JsonNode name = item.path(key);
    if (name.isMissingNode()) {
      throw RefusedException.internal(
          "map: " + GoFormat.v(item) + " does not contain declared merge key: " + key);
    }
    return name;
  }

  /** Go removes a double by putting the last item in its place. */
  private static ArrayNode distinct(List<JsonNode> items) {
    List<JsonNode> list = new ArrayList<>(items);
    for (int i = 0; i < list.size() - 1; i++) {
      for (int j = i + 1; j < list.size(); j++) {
        if (Sameness.same(list.get(i), list.get(j))) {
          JsonNode last = list.removeLast();
          if (j < list.size()) {
            list.set(j, last);
          }
          j--;
        }
      }
    }
    return NODES.arrayNode().addAll(list);
  }

  private static ObjectNode copy(JsonNode object) {
    ObjectNode copy = NODES.objectNode();
    if (object instanceof ObjectNode node) {
      copy.setAll(node);
    }
    return copy;
  }
}
