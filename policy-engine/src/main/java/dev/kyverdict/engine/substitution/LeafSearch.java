package dev.kyverdict.engine.substitution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Finds the leaf at a path in which anchors do not count. The names of members are leaves too, at
 * the path of their object; the last one that is found counts.
 */
final class LeafSearch {

  private final String wanted;
  private Optional<JsonNode> found = Optional.empty();

  LeafSearch(String wanted) {
    this.wanted = wanted;
  }

  /** The leaf; empty when there is none or it is null. */
  Optional<JsonNode> in(JsonNode document) {
    visit(document, "");
    return found.filter(value -> !value.isNull());
  }

  private void visit(JsonNode tree, String path) {
    if (tree.isArray()) {
      for (int i = 0; i < tree.size(); i++) {
        visit(tree.get(i), path + "/" + i);
      }
    } else if (tree.isObject()) {
      List<String> names = new ArrayList<>(tree.propertyNames());
      Collections.sort(names);
      for (String name : names) {
        leaf(JsonNodeFactory.instance.stringNode(name), path);
        visit(tree.path(name), PartReader.child(path, name));
      }
    } else {
      leaf(tree, path);
    }
  }

  private void leaf(JsonNode leaf, String path) {
    if (withoutAnchors(path).equals(wanted)) {
      found = Optional.of(leaf);
    }
  }

  private static String withoutAnchors(String path) {
    if (path.isEmpty()) {
      return "";
    }
    StringBuilder plain = new StringBuilder();
    for (String part : path.split("/", -1)) {
      plain.append('/').append(withoutAnchor(part));
    }
    return GoPath.clean(plain.toString());
  }

  /** The name in an anchor such as {@code +(name)}. */
  private static String withoutAnchor(String part) {
    String trimmed = part.strip();
    int open = !trimmed.isEmpty() && "+<=X^".indexOf(trimmed.charAt(0)) >= 0 ? 1 : 0;
    boolean anchor =
        trimmed.startsWith("(", open)
            && trimmed.endsWith(")")
            && trimmed.length() > open + 2
            && trimmed.indexOf('\n') < 0;
    return anchor ? trimmed.substring(open + 1, trimmed.length() - 1) : part;
  }
}
