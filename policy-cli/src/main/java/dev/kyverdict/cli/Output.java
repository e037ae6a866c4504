package dev.kyverdict.cli;

import dev.kyverdict.values.GoNumbers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a command prints. */
final class Output {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Output() {}

  /** Indented JSON; whole numbers without a fraction. */
  static String json(JsonNode tree) {
    return JSON.writeValueAsString(GoNumbers.integers(tree));
  }
}
