package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.Expression.Member;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Steps that select parts of a value. */
final class Selection {

  private Selection() {}

  /** One key after the other, as in {@code a.b.c}. */
  private static final class Keys implements Step {

    private final String[] names;
    private final Absent[] missing;

    Keys(String... names) {
      this.names = names;
      this.missing = Arrays.stream(names).map(Absent::new).toArray(Absent[]::new);
    }

    @Override
    public JsonNode on(JsonNode value, Surroundings surroundings) {
      JsonNode current = value;
      for (int i = 0; i < names.length; i++) {
        if (!(current instanceof ObjectNode object)) {
          return GoValue.NULL;
        }
        JsonNode next = object.get(names[i]);
        if (next == null) {
          return missing[i];
        }
        current = next;
      }
      return current;
    }

    Keys followedBy(Keys more) {
      String[] all = Arrays.copyOf(names, names.length + more.names.length);
      System.arraycopy(more.names, 0, all, names.length, more.names.length);
      return new Keys(all);
    }
  }

  /** A key of a map is an error where it is missing; anything else has no keys, and gives null. */
  static Step key(String name) {
    return new Keys(name);
  }

  static Step then(Step left, Step right) {
    if (left instanceof Keys first && right instanceof Keys second) {
      return first.followedBy(second);
    }
    return (value, surroundings) -> {
      JsonNode result = left.on(value, surroundings);
      return result instanceof Absent ? result : right.on(result, surroundings);
    };
  }

  static Step element(long index) {
    return (value, surroundings) -> {
      if (!(value instanceof ArrayNode list)) {
        return GoValue.NULL;
      }
      long at = index < 0 ? index + list.size() : index;
      return at >= 0 && at < list.size() ? list.get((int) at) : GoValue.NULL;
    };
  }

  static Step list(Step[] elements) {
    return (value, surroundings) -> {
      if (value.isNull()) {
        return value;
      }
      ArrayNode list = JsonNodeFactory.instance.arrayNode(elements.length);
      for (Step element : elements) {
        list.add(element.orNull(value, surroundings));
      }
      return list;
    };
  }

  static Step object(List<Member> members) {
    String[] names = members.stream().map(Member::name).toArray(String[]::new);
    Step[] values = Compiler.steps(members.stream().map(Member::value).toList());
    return (value, surroundings) -> {
      if (value.isNull()) {
        return value;
      }
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < names.length; i++) {
        object.set(names[i], values[i].orNull(value, surroundings));
      }
      return object;
    };
  }
}
