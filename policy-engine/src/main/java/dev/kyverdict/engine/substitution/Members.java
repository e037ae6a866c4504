package dev.kyverdict.engine.substitution;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.values.EndlessException;
import dev.kyverdict.values.GoPanicException;
import dev.kyverdict.values.GoStrings;
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
 * <p>Upstream visits the members of a Go map: from a random one on to the end, then those before
 * it; of more than {@link #SMALL} members in any order. They are sorted by name, or are the fields
 * of a Go type in its order. Where that can matter, {@link Scope#choices} decide. Basis: {@code
 * traverseObject} in {@code pkg/engine/jsonutils/traverse.go}.
 */
final class Members implements Part {

  /** As many members has a Go map that is kept in one piece. */
  static final int SMALL = 8;

  private final List<Member> members;
  private final boolean renames;
  private final int[] varying;
  private final String path;
  private final int depth;

  private Members(List<Member> members, boolean typed, String path, int depth) {
    this.members = List.copyOf(members);
    this.renames = members.stream().anyMatch(Member::renames);
    Comparator<Integer> order =
        typed
            ? Comparator.naturalOrder()
            : Comparator.comparing(i -> members.get(i).key(), GoStrings::compare);
    this.varying =
        IntStream.range(0, members.size())
            .filter(i -> renames || members.get(i).varies())
            .boxed()
            .sorted(order)
            .mapToInt(Integer::intValue)
            .toArray();
    this.path = path;
    this.depth = depth;
  }

  /** A member: its name as written, its name looked through, its value, the tree of its value. */
  record Member(String key, TextTemplate name, Part value, JsonNode tree) {

    /** The same member with another name and value. */
    Member with(String newKey, JsonNode newTree, String path, int depth) {
      Part part = PartReader.read(newTree, PartReader.child(path, newKey), depth + 1);
      return new Member(newKey, TextTemplate.of(newKey, path), part, newTree);
    }

    boolean renames() {
      return !name.isConstant() || !name.constant().equals(key);
    }

    boolean varies() {
      return !name.isConstant() || !(value instanceof Constant);
    }

    boolean isQuiet(Scope scope) {
      return (name.isConstant() || name.quietly(scope).filter(JsonNode::isString).isPresent())
          && value.isQuiet(scope);
    }
  }

  /**
   * An object.
   *
   * @param typed whether the members are fields in the order of their Go type
   */
  static Members of(List<Member> members, boolean typed, String path, int depth) {
    return new Members(members, typed, path, depth);
  }

  @Override
  public boolean isQuiet(Scope scope) {
    return members.stream().allMatch(member -> member.isQuiet(scope));
  }

  @Override
  public JsonNode substitute(Scope scope) {
    if (renames) {
      List<Member> order = IntStream.of(varying).mapToObj(members::get).toList();
      return new Renaming(order, path, depth, scope).substitute(isQuiet(scope));
    }
    if (varying.length < 2) {
      return inOrder(varying, scope);
    }
    if (scope.mayLoad()) {
      return inOrder(order(scope).orElse(varying), scope);
    }
    try {
      return inOrder(varying, scope);
    } catch (EvaluationException | GoPanicException | EndlessException first) {
      Optional<int[]> order = order(scope);
      if (order.isEmpty() || order.get()[0] == varying[0]) {
        throw first;
      }
      return inOrder(order.get(), scope);
    }
  }

  /** The order in which they are visited; empty when it does not matter. */
  private Optional<int[]> order(Scope scope) {
    List<Integer> loud = new ArrayList<>();
    for (int i : varying) {
      if (!members.get(i).isQuiet(scope)) {
        loud.add(i);
      }
    }
    if (loud.size() < 2) {
      return Optional.empty();
    }
    scope.unordered(path);
    String what = "the order of the members of " + (path.isEmpty() ? "/" : path);
    return Optional.of(
        members.size() > SMALL
            ? anyOrder(loud, what, scope)
            : startingAt(loud, scope.choices().pick(loud.size(), what)));
  }

  private int[] startingAt(List<Integer> loud, int picked) {
    int first = picked == 0 ? varying[0] : loud.get(picked);
    return IntStream.concat(
            IntStream.of(varying).dropWhile(i -> i != first),
            IntStream.of(varying).takeWhile(i -> i != first))
        .toArray();
  }

  private int[] anyOrder(List<Integer> loud, String what, Scope scope) {
    List<Integer> rest = new ArrayList<>(loud);
    IntStream.Builder order = IntStream.builder();
    while (!rest.isEmpty()) {
      order.add(rest.remove(scope.choices().pick(rest.size(), what)));
    }
    return IntStream.concat(order.build(), IntStream.of(varying).filter(i -> !loud.contains(i)))
        .toArray();
  }

  private JsonNode inOrder(int[] order, Scope scope) {
    JsonNode[] values = new JsonNode[members.size()];
    for (int i : order) {
      values[i] = members.get(i).value().substitute(scope);
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < values.length; i++) {
      Member member = members.get(i);
      object.set(member.key(), member.value() instanceof Constant(var tree) ? tree : values[i]);
    }
    return object;
  }
}
