package dev.kyverdict.chainsaw.tree;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The values that expressions call by {@code $name}; never changed. */
public final class Bindings {

  /** None. */
  public static final Bindings NONE = new Bindings(Map.of());

  private final Map<String, JsonNode> values;

  private Bindings(Map<String, JsonNode> values) {
    this.values = values;
  }

  /** The same and one more; a later one hides an earlier one of its name. */
  public Bindings with(String name, JsonNode value) {
    Map<String, JsonNode> more = new HashMap<>(values);
    more.put(name, value);
    return new Bindings(more);
  }

  /**
   * The value of a name.
   *
   * @throws TreeException when there is none
   */
  JsonNode get(String name) {
    JsonNode value = values.getOrDefault(name, MissingNode.getInstance());
    if (value.isMissingNode()) {
      throw new TreeException("variable not defined: $" + name);
    }
    return value;
  }
}
