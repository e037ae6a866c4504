package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.jmespath.functions.GoRegex;
import dev.kyverdict.jmespath.functions.RandomText;
import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.Wildcard;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** Functions for patterns; Kyverno's {@code functions.go}. */
final class PatternFunctions {

  static final Map<String, Handler> ALL =
      Map.of(
          "pattern_match",
          (arguments, s) ->
              GoValue.of(Wildcard.matches(arguments[0].stringValue(), argument(arguments[1]))),
          "random",
          (arguments, s) -> random(arguments[0].stringValue(), s),
          "regex_match",
          (arguments, s) ->
              GoValue.of(GoRegex.compile(arguments[0].stringValue()).finds(argument(arguments[1]))),
          "regex_replace_all",
          (arguments, s) -> replaceAll(arguments),
          "regex_replace_all_literal",
          (arguments, s) -> replaceAllLiteral(arguments));

  private PatternFunctions() {}

  /** A scalar as text: of a number the digits that a float32 needs. Empty for others. */
  static Optional<String> text(JsonNode value) {
    return switch (value) {
      case StringNode text -> Optional.of(text.stringValue());
      case DoubleNode number -> Optional.of(GoFormat.float32(number.doubleValue()));
      case BooleanNode truth -> Optional.of(truth.booleanValue() ? "true" : "false");
      case IntNode number -> Optional.of(Integer.toString(number.intValue()));
      default -> Optional.empty();
    };
  }

  private static String argument(JsonNode value) {
    return text(value)
        .orElseThrow(() -> new IllegalArgumentException("neither text nor number: " + value));
  }

  private static JsonNode random(String pattern, Surroundings surroundings) {
    if (pattern.isEmpty()) {
      throw new FunctionException("no pattern provided");
    }
    return GoValue.of(RandomText.matching(pattern, surroundings.random()));
  }

  private static JsonNode replaceAll(JsonNode[] arguments) {
    String text = argument(arguments[1]);
    String replacement = argument(arguments[2]);
    return named(
        "regex_replace_all",
        () -> GoRegex.compile(arguments[0].stringValue()).replaceAll(text, replacement));
  }

  private static JsonNode replaceAllLiteral(JsonNode[] arguments) {
    String text = argument(arguments[1]);
    String replacement = argument(arguments[2]);
    return named(
        "regex_replace_all_literal",
        () -> GoRegex.compile(arguments[0].stringValue()).replaceAllLiteral(text, replacement));
  }

  private static JsonNode named(String function, Supplier<String> body) {
    try {
      return GoValue.of(body.get());
    } catch (FunctionException e) {
      throw FunctionException.of(function, e.text());
    }
  }
}
