package dev.kyverdict.engine.substitution;

import dev.kyverdict.values.EndlessException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Looks trees through for variables. */
final class PartReader {

  /** Deeper trees do not occur: those of Kubernetes and of its parsers are far flatter. */
  private static final int MAX_DEPTH = 1000;

  private PartReader() {}

  /**
   * Compiles a tree.
   *
   * @param path where it stands, for error texts and {@code @}
   * @param depth how many levels lie above it, those in values of variables included
   */
  static Part read(JsonNode tree, String path, int depth) {
    return read(tree, path, depth, false);
  }

  /** Compiles a rule, whose fields are in the order of Kyverno's Go type. */
  static Part readRule(JsonNode tree) {
    return read(tree, "", 0, true);
  }

  private static Part read(JsonNode tree, String path, int depth, boolean typed) {
    if (depth > MAX_DEPTH) {
      throw new EndlessException("a variable in " + root(path) + " contains itself");
    }
    if (tree.isObject()) {
      return object(tree, path, depth, typed);
    }
    if (tree.isArray()) {
      return list(tree, path, depth, typed);
    }
    return tree.isString() ? leaf(tree, path, depth) : new Part.Constant(tree);
  }

  /** Whether a text anywhere in the tree has braces. */
  static boolean mayHoldVariables(JsonNode tree) {
    if (tree.isString()) {
      return tree.stringValue().contains("{{");
    }
    if (tree.isObject()) {
      for (Map.Entry<String, JsonNode> member : tree.properties()) {
        if (member.getKey().contains("{{") || mayHoldVariables(member.getValue())) {
          return true;
        }
      }
      return false;
    }
    for (int i = 0; i < tree.size(); i++) {
      if (mayHoldVariables(tree.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static String root(String path) {
    int slash = path.indexOf('/', 1);
    return slash < 0 ? path : path.substring(0, slash);
  }

  /** The path of a member. */
  static String child(String path, String key) {
    return path + "/" + key.replace("/", "\\/");
  }

  private static Part leaf(JsonNode text, String path, int depth) {
    TextTemplate template = TextTemplate.of(text.stringValue(), path);
    if (!template.isConstant()) {
      return new Part.Leaf(template, depth);
    }
    String value = template.constant();
    return new Part.Constant(
        value.equals(text.stringValue()) ? text : JsonNodeFactory.instance.stringNode(value));
  }

  private static Part list(JsonNode list, String path, int depth, boolean typed) {
    List<Part> items = new ArrayList<>(list.size());
    boolean same = true;
    for (int i = 0; i < list.size(); i++) {
      Part item = read(list.get(i), path + "/" + i, depth + 1, typed);
      same &= isSame(item, list.get(i));
      items.add(item);
    }
    return same ? new Part.Constant(list) : new Part.Items(items);
  }

  private static Part object(JsonNode object, String path, int depth, boolean typed) {
    List<Members.Member> members = new ArrayList<>(object.size());
    boolean same = true;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = entry.getKey();
      boolean below = typed && !TypedTexts.isFree(key);
      Part value = read(entry.getValue(), child(path, key), depth + 1, below);
      TextTemplate name = TextTemplate.of(key, path);
      same &= isSame(value, entry.getValue()) && name.isConstant() && name.constant().equals(key);
      members.add(new Members.Member(key, name, value, entry.getValue()));
    }
    return same ? new Part.Constant(object) : Members.of(members, typed, path, depth);
  }

  @SuppressWarnings("ReferenceEquality") // shared sub-trees are told by their identity
  private static boolean isSame(Part part, JsonNode tree) {
    return part instanceof Part.Constant constant && constant.tree() == tree;
  }
}
