package dev.kyverdict.cluster.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A set of paths as {@code fieldsV1} writes it: a tree of path elements, some of which are members.
 * Basis: {@code structured-merge-diff/fieldpath}.
 */
final class FieldSet {

  private static final String SELF = ".";

  private final TreeMap<String, FieldSet> children = new TreeMap<>();
  private boolean member;

  /** Reads a set as it stands in an object. */
  static FieldSet read(JsonNode fields) {
    FieldSet set = new FieldSet();
    for (Map.Entry<String, JsonNode> entry : fields.properties()) {
      if (!entry.getKey().equals(SELF)) {
        FieldSet child = read(entry.getValue());
        child.member |= entry.getValue().isEmpty() || entry.getValue().has(SELF);
        set.children.put(entry.getKey(), child);
      }
    }
    return set;
  }

  /** Writes it as it stands in an object. */
  JsonNode write() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    if (member && !children.isEmpty()) {
      out.putObject(SELF);
    }
    children.forEach((element, child) -> out.set(element, child.write()));
    return out;
  }

  boolean isEmpty() {
    return !member && children.isEmpty();
  }

  boolean isMember() {
    return member;
  }

  boolean hasChildren() {
    return !children.isEmpty();
  }

  /** The set below an element, empty when there is none. */
  FieldSet below(String element) {
    return children.getOrDefault(element, new FieldSet());
  }

  void insert(List<String> path) {
    FieldSet at = this;
    for (String element : path) {
      at = at.children.computeIfAbsent(element, it -> new FieldSet());
    }
    at.member = true;
  }

  FieldSet union(FieldSet other) {
    FieldSet out = new FieldSet();
    out.member = member || other.member;
    out.children.putAll(children);
    other.children.forEach((element, set) -> out.children.merge(element, set, FieldSet::union));
    return out;
  }

  /** Without the members of another set; what is below them stays. */
  FieldSet difference(FieldSet other) {
    FieldSet out = new FieldSet();
    out.member = member && !other.member;
    children.forEach(
        (element, set) -> {
          FieldSet rest = set.difference(other.below(element));
          if (!rest.isEmpty()) {
            out.children.put(element, rest);
          }
        });
    return out;
  }

  FieldSet intersection(FieldSet other) {
    FieldSet out = new FieldSet();
    out.member = member && other.member;
    children.forEach(
        (element, set) -> {
          FieldSet both = set.intersection(other.below(element));
          if (!both.isEmpty()) {
            out.children.put(element, both);
          }
        });
    return out;
  }

  /** Without an element and all below it. */
  FieldSet without(String element) {
    FieldSet out = new FieldSet();
    out.member = member;
    out.children.putAll(children);
    out.children.remove(element);
    return out;
  }

  /** The paths of the members: of each level first those that are leaves here. */
  List<List<String>> paths() {
    List<List<String>> paths = new ArrayList<>();
    visit(new ArrayList<>(), (path, set) -> paths.add(path));
    return paths;
  }

  private void visit(List<String> path, BiConsumer<List<String>, FieldSet> visitor) {
    children.forEach(
        (element, child) -> {
          if (child.member) {
            List<String> whole = new ArrayList<>(path);
            whole.add(element);
            visitor.accept(whole, child);
          }
        });
    children.forEach(
        (element, child) -> {
          List<String> whole = new ArrayList<>(path);
          whole.add(element);
          child.visit(whole, visitor);
        });
  }

  boolean same(FieldSet other) {
    return write().equals(other.write()) && member == other.member;
  }
}
