package dev.kyverdict.jmespath;

import tools.jackson.databind.JsonNode;

/** An expression made ready to be evaluated many times. */
@FunctionalInterface
interface Step {

  /**
   * The result for a value, or an {@link Absent} where the fork gives its error for a missing key.
   *
   * @throws JmesPathException for any other error
   */
  JsonNode on(JsonNode value, Surroundings surroundings);

  /** The same, with null for a missing key. */
  default JsonNode orNull(JsonNode value, Surroundings surroundings) {
    return GoValue.orNull(on(value, surroundings));
  }
}
