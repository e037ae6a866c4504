package dev.kyverdict.jmespath;

import tools.jackson.databind.JsonNode;

/** What a function does with arguments whose number and types Kyverno has checked. */
@FunctionalInterface
interface Handler {

  /**
   * The result.
   *
   * @throws dev.kyverdict.jmespath.functions.FunctionException for Kyverno's errors
   */
  JsonNode call(JsonNode[] arguments, Surroundings surroundings);
}
