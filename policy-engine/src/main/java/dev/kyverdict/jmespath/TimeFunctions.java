package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.functions.DurationProblem;
import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.jmespath.functions.GoTime;
import dev.kyverdict.jmespath.functions.GoTimeLayout;
import dev.kyverdict.values.GoDuration;
import dev.kyverdict.values.GoParse;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Functions for times; Kyverno's {@code pkg/engine/jmespath/time.go}. */
final class TimeFunctions {

  static final Map<String, Handler> ALL =
      Map.ofEntries(
          Map.entry("time_add", (arguments, s) -> add(arguments)),
          Map.entry("time_after", (arguments, s) -> after(arguments)),
          Map.entry("time_before", (arguments, s) -> before(arguments)),
          Map.entry("time_between", (arguments, s) -> between(arguments)),
          Map.entry("time_diff", (arguments, s) -> difference(arguments)),
          Map.entry("time_now", (arguments, s) -> GoValue.of(now(s).toString())),
          Map.entry("time_now_utc", (arguments, s) -> GoValue.of(now(s).utc().toString())),
          Map.entry("time_parse", (arguments, s) -> parse(arguments)),
          Map.entry("time_since", (arguments, s) -> since(arguments, s)),
          Map.entry("time_to_cron", (arguments, s) -> GoValue.of(time(arguments[0]).cron())),
          Map.entry("time_truncate", (arguments, s) -> truncate(arguments)),
          Map.entry("time_utc", (arguments, s) -> GoValue.of(time(arguments[0]).utc().toString())));

  private TimeFunctions() {}

  private static GoTime now(Surroundings surroundings) {
    Instant now = surroundings.clock().instant();
    return GoTime.of(now, surroundings.zone().getRules().getOffset(now).getTotalSeconds());
  }

  private static GoTime time(JsonNode argument) {
    return GoTime.parse(argument.stringValue());
  }

  private static long duration(JsonNode argument) {
    String text = argument.stringValue();
    return GoDuration.parse(text)
        .orElseThrow(() -> new FunctionException(DurationProblem.of(text)));
  }

  private static JsonNode add(JsonNode[] arguments) {
    GoTime time = time(arguments[0]);
    return GoValue.of(time.plus(duration(arguments[1])).toString());
  }

  private static JsonNode truncate(JsonNode[] arguments) {
    GoTime time = time(arguments[0]);
    return GoValue.of(time.truncated(duration(arguments[1])).toString());
  }

  private static JsonNode before(JsonNode[] arguments) {
    GoTime one = time(arguments[0]);
    return GoValue.of(one.isBefore(time(arguments[1])));
  }

  private static JsonNode after(JsonNode[] arguments) {
    GoTime one = time(arguments[0]);
    return GoValue.of(time(arguments[1]).isBefore(one));
  }

  private static JsonNode between(JsonNode[] arguments) {
    GoTime time = time(arguments[0]);
    GoTime start = time(arguments[1]);
    GoTime end = time(arguments[2]);
    return GoValue.of(start.isBefore(time) && time.isBefore(end));
  }

  private static JsonNode difference(JsonNode[] arguments) {
    GoTime start = time(arguments[0]);
    GoTime end = time(arguments[1]);
    return GoValue.of(GoDuration.format(end.minus(start)));
  }

  private static JsonNode since(JsonNode[] arguments, Surroundings surroundings) {
    String form = arguments[0].stringValue();
    GoTimeLayout layout = form.isEmpty() ? GoTimeLayout.RFC3339 : GoTimeLayout.of(form);
    GoTime start = layout.parse(arguments[1].stringValue());
    String text = arguments[2].stringValue();
    GoTime end = text.isEmpty() ? now(surroundings) : layout.parse(text);
    return GoValue.of(GoDuration.format(end.minus(start)));
  }

  /** A layout that is a number means seconds since 1970. */
  private static JsonNode parse(JsonNode[] arguments) {
    String layout = arguments[0].stringValue();
    String text = arguments[1].stringValue();
    if (GoParse.integer(layout).isEmpty()) {
      return GoValue.of(GoTimeLayout.of(layout).parse(text).toString());
    }
    OptionalLong seconds = GoParse.integer(text);
    if (seconds.isEmpty()) {
      throw new FunctionException("strconv.ParseInt: parsing \"" + text + "\": " + problem(text));
    }
    return GoValue.of(new GoTime(seconds.getAsLong(), 0, 0).toString());
  }

  /** Why a text is no number of 64 bits. */
  private static String problem(String text) {
    String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    boolean isNumber = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? "value out of range" : "invalid syntax";
  }
}
