package dev.kyverdict.cluster.patch;

import dev.kyverdict.cluster.types.RefusedException;
import dev.kyverdict.cluster.types.Sameness;
import dev.kyverdict.values.GoFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The order of a merged list: items of the patch as the patch has them, those of the server as the
 * server had them, either kind put between the other as well as may be. Basis: {@code
 * normalizeElementOrder} of {@code strategicpatch/patch.go}.
 */
final class ElementOrder {

  private ElementOrder() {}

  /**
   * Puts a merged list in order.
   *
   * @param wanted the items that the patch names, in their order
   * @param before the list of the server
   * @param key the merge key; empty for plain values
   */
  static JsonNode ordered(JsonNode merged, JsonNode wanted, JsonNode before, String key) {
    List<JsonNode> left = new ArrayList<>();
    List<JsonNode> right = new ArrayList<>();
    merged.forEach(item -> (index(wanted, item, key) >= 0 ? right : left).add(item));
    right.sort(Comparator.comparingInt(item -> index(wanted, item, key)));
    left.sort(Comparator.comparingInt(item -> index(before, item, key)));
    ArrayNode out = JsonNodeFactory.instance.arrayNode();
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      boolean takesLeft =
          j >= right.size()
              || (i < left.size() && isBefore(left.get(i), right.get(j), before, key));
      out.add(takesLeft ? left.get(i++) : right.get(j++));
    }
    return out;
  }

  private static boolean isBefore(JsonNode left, JsonNode right, JsonNode before, String key) {
    int l = index(before, left, key);
    int r = index(before, right, key);
    return l >= 0 && r >= 0 && l < r;
  }

  private static int index(JsonNode list, JsonNode item, String key) {
    for (int i = 0; i < list.size(); i++) {
      JsonNode other = list.get(i);
      boolean same =
          key.isEmpty()
              ? Sameness.same(other, item)
              : Sameness.same(other.path(key), item.path(key));
      if (same) {
        return i;
      }
    }
    return -1;
  }

  /** The items of a patch must stand in the order that it asks for, deletions aside. */
  static void check(JsonNode patched, JsonNode wanted, String key) {
    if (patched.isEmpty() || wanted.isEmpty()) {
      return;
    }
    int at = 0;
    for (JsonNode item : patched) {
      if (item.has("$patch")) {
        continue;
      }
      while (at < wanted.size() && !sameKey(wanted.get(at), item, key)) {
        at++;
      }
      if (at == wanted.size()) {
        throw RefusedException.internal(
            "The order in patch list:\n%s\n doesn't match $setElementOrder list:\n%s\n"
                .formatted(GoFormat.v(patched), GoFormat.v(wanted)));
      }
      at++;
    }
  }

  private static boolean sameKey(JsonNode left, JsonNode right, String key) {
    return key.isEmpty()
        ? Sameness.same(left, right)
        : Sameness.same(left.path(key), right.path(key));
  }
}
