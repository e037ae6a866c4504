package dev.kyverdict.product;

import dev.kyverdict.render.Manifests;
import dev.kyverdict.volsync.Product;
import dev.kyverdict.volsync.Product.ProductFile;
import dev.kyverdict.volsync.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Where two renderings differ: file, object and JSON pointer. */
final class TreeDiff {

  private final SortedSet<String> places = new TreeSet<>();

  private TreeDiff() {}

  static SortedSet<String> between(Settings before, Settings after) {
    TreeDiff diff = new TreeDiff();
    Map<String, JsonNode> old = objects(before);
    Map<String, JsonNode> now = objects(after);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      diff.compare(
          name,
          old.getOrDefault(name, MissingNode.getInstance()),
          now.getOrDefault(name, MissingNode.getInstance()));
    }
    return diff.places;
  }

  private static Map<String, JsonNode> objects(Settings settings) {
    Map<String, JsonNode> objects = new LinkedHashMap<>();
    for (ProductFile file : Product.files(settings)) {
      String name = file.path().substring(file.path().lastIndexOf('/') + 1);
      file.manifests()
          .forEach(
              manifest ->
                  objects.put(
                      name + " " + manifest.kind() + " " + manifest.metadata().name() + " ",
                      Manifests.tree(manifest)));
    }
    return objects;
  }

  private void compare(String pointer, JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return;
    }
    if (before instanceof ObjectNode old && after instanceof ObjectNode now) {
      TreeSet<String> keys = new TreeSet<>(old.propertyNames());
      keys.addAll(now.propertyNames());
      for (String key : keys) {
        String escaped = key.replace("~", "~0").replace("/", "~1");
        compare(pointer + "/" + escaped, old.path(key), now.path(key));
      }
    } else if (before instanceof ArrayNode old && after instanceof ArrayNode now) {
      for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
        compare(pointer + "/" + i, old.path(i), now.path(i));
      }
    } else {
      places.add(pointer.strip());
    }
  }
}
