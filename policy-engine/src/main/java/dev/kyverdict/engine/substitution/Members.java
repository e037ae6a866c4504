package dev.kyverdict.engine.substitution;

import dev.kyverdict.engine.EvaluationException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object of which a name or a value may change.
 *
 * <p>Upstream visits the members in the random order of a Go map; here it is that of their names.
 * Basis: {@code traverseObject} in {@code pkg/engine/jsonutils/traverse.go}.
 */
final class Members implements Part {

  private final List<Member> members;
  private final List<Integer> order;
  private final boolean renames;
  private final int variable;
  private final String path;
  private final int depth;

  private Members(List<Member> members, String path, int depth) {
    this.members = List.copyOf(members);
    this.order =
        IntStream.range(0, members.size())
            .boxed()
            .sorted(Comparator.comparing(i -> members.get(i).key()))
            .toList();
    this.renames = members.stream().anyMatch(Member::renames);
    this.variable = (int) members.stream().filter(Member::varies).count();
    this.path = path;
    this.depth = depth;
  }

  /** A member: its name as written, its name looked through, its value, the tree of its value. */
  record Member(String key, TextTemplate name, Part value, JsonNode tree) {

    /** The same member with another name and value. */
    private Member with(String newKey, JsonNode newTree, String path, int depth) {
      Part part = PartReader.read(newTree, PartReader.child(path, newKey), depth + 1);
      return new Member(newKey, TextTemplate.of(newKey, path), part, newTree);
    }

    boolean renames() {
      return !name.isConstant() || !name.constant().equals(key);
    }

    private boolean varies() {
      return !name.isConstant() || !(value instanceof Constant);
    }
  }

  static Members of(List<Member> members, String path, int depth) {
    return new Members(members, path, depth);
  }

  @Override
  public JsonNode substitute(Scope scope) {
    try {
      return renames ? renamed(scope) : sameNames(scope);
    } catch (EvaluationException e) {
      if (variable > 1) {
        scope.unordered(path);
      }
      throw e;
    }
  }

  private JsonNode sameNames(Scope scope) {
    JsonNode[] values = new JsonNode[members.size()];
    for (int i : order) {
      values[i] = members.get(i).value().substitute(scope);
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < values.length; i++) {
      object.set(members.get(i).key(), values[i]);
    }
    return object;
  }

  /**
   * A member that gets a new name is a new one, which upstream visits too, most likely; so with the
   * slots of a Go map visited from the first one on.
   */
  private JsonNode renamed(Scope scope) {
    List<Optional<Member>> slots = new ArrayList<>();
    order.forEach(i -> slots.add(Optional.of(members.get(i))));
    boolean chance = false;
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).isPresent()) {
        Member member = slots.get(i).get();
        String name = name(member, scope);
        Member changed = member.with(name, member.value().substitute(scope), path, depth);
        put(slots, changed);
        if (!name.equals(member.key())) {
          slots.set(i, Optional.empty());
          chance |=
              changed.varies() || slots.stream().flatMap(Optional::stream).count() < members.size();
        }
      }
    }
    if (chance) {
      scope.unordered(path);
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    slots.stream().flatMap(Optional::stream).forEach(m -> result.set(m.key(), m.tree()));
    return result;
  }

  private static void put(List<Optional<Member>> slots, Member member) {
    int place = -1;
    for (int i = 0; i < slots.size(); i++) {
      boolean same = slots.get(i).filter(other -> other.key().equals(member.key())).isPresent();
      if (same) {
        slots.set(i, Optional.of(member));
        return;
      }
      place = place < 0 && slots.get(i).isEmpty() ? i : place;
    }
    if (place < 0) {
      slots.add(Optional.of(member));
    } else {
      slots.set(place, Optional.of(member));
    }
  }

  private String name(Member member, Scope scope) {
    JsonNode name = member.name().substitute(scope);
    if (name.isContainer()) {
      name = Template.again(name, path, depth + 1, scope);
    }
    if (name.isNull()) {
      return member.key();
    }
    if (!name.isString()) {
      throw new EvaluationException(
          "expected string after substituting variables in key \"" + member.key() + "\"");
    }
    return name.stringValue();
  }
}
