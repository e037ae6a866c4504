package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.jmespath.functions.GoMath;
import dev.kyverdict.jmespath.functions.GoRunes;
import dev.kyverdict.values.GoStrings;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;

/** Functions for text, of the fork and of Kyverno's {@code functions.go}. */
final class TextFunctions {

  static final Map<String, Handler> ALL =
      Map.ofEntries(
          Map.entry("compare", (arguments, s) -> compare(arguments)),
          Map.entry("ends_with", test(String::endsWith)),
          Map.entry("equal_fold", test(GoRunes::equalFold)),
          Map.entry("replace", (arguments, s) -> replace(arguments)),
          Map.entry("replace_all", (arguments, s) -> replaceAll(arguments)),
          Map.entry("split", (arguments, s) -> split(arguments)),
          Map.entry("starts_with", test(String::startsWith)),
          Map.entry("to_boolean", (arguments, s) -> toBoolean(arguments[0].stringValue())),
          Map.entry("to_lower", text(GoRunes::toLower)),
          Map.entry("to_upper", text(GoRunes::toUpper)),
          Map.entry("trim", text(GoRunes::trim)),
          Map.entry("trim_prefix", text(TextFunctions::trimPrefix)),
          Map.entry("truncate", (arguments, s) -> truncate(arguments)));

  private TextFunctions() {}

  private static Handler text(UnaryOperator<String> function) {
    return (arguments, s) -> GoValue.of(function.apply(arguments[0].stringValue()));
  }

  private static Handler text(BiFunction<String, String, String> function) {
    return (arguments, s) ->
        GoValue.of(function.apply(arguments[0].stringValue(), arguments[1].stringValue()));
  }

  private static Handler test(BiPredicate<String, String> function) {
    return (arguments, s) ->
        GoValue.of(function.test(arguments[0].stringValue(), arguments[1].stringValue()));
  }

  /** Not a number of JSON but Go's {@code int}. */
  private static JsonNode compare(JsonNode[] arguments) {
    int order = GoStrings.compare(arguments[0].stringValue(), arguments[1].stringValue());
    return IntNode.valueOf(Integer.signum(order));
  }

  private static JsonNode replace(JsonNode[] arguments) {
    long times = GoMath.toInt(arguments[3].doubleValue());
    return GoValue.of(
        GoRunes.replace(
            arguments[0].stringValue(),
            arguments[1].stringValue(),
            arguments[2].stringValue(),
            times));
  }

  private static JsonNode replaceAll(JsonNode[] arguments) {
    return GoValue.of(
        GoRunes.replace(
            arguments[0].stringValue(),
            arguments[1].stringValue(),
            arguments[2].stringValue(),
            -1));
  }

  private static JsonNode split(JsonNode[] arguments) {
    ArrayNode parts = ListFunctions.list(4);
    GoRunes.split(arguments[0].stringValue(), arguments[1].stringValue()).forEach(parts::add);
    return parts;
  }

  private static String trimPrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static JsonNode toBoolean(String text) {
    return switch (GoRunes.toLower(text)) {
      case "true" -> GoValue.of(true);
      case "false" -> GoValue.of(false);
      default ->
          throw FunctionException.of(
              "to_boolean",
              "lowercase argument must be 'true' or 'false' (provided: '" + text + "')");
    };
  }

  /** What does not fit into an int counts as negative, as does what is negative. */
  private static JsonNode truncate(JsonNode[] arguments) {
    String text = arguments[0].stringValue();
    long length = GoMath.toInt(Math.max(arguments[1].doubleValue(), 0));
    if (length < 1) {
      return GoValue.of("");
    }
    return length >= text.codePointCount(0, text.length())
        ? arguments[0]
        : GoValue.of(text.substring(0, text.offsetByCodePoints(0, (int) length)));
  }
}
