package dev.kyverdict.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Texts that suit the arguments of a function: without them most calls would end in an error. */
final class Arguments {

  private static final List<String> CERTIFICATES =
      List.of(resource("certificate.pem"), "-----BEGIN X-----\n-----END X-----\n", "");

  private static final Map<String, List<List<String>>> TEXTS =
      Map.ofEntries(
          Map.entry("base64_decode", List.of(Texts.BASE64)),
          Map.entry("image_normalize", List.of(Texts.IMAGES)),
          Map.entry("is_external_url", List.of(Texts.URLS)),
          Map.entry("parse_json", List.of(Texts.JSON)),
          Map.entry("parse_yaml", List.of(Texts.YAML)),
          Map.entry("path_canonicalize", List.of(Texts.PATHS)),
          Map.entry("pattern_match", List.of(Texts.WILDCARDS, Texts.WORDS)),
          Map.entry("regex_match", List.of(Texts.REGEXES, Texts.WORDS)),
          Map.entry("regex_replace_all", List.of(Texts.REGEXES, Texts.WORDS, Texts.REPLACEMENTS)),
          Map.entry(
              "regex_replace_all_literal", List.of(Texts.REGEXES, Texts.WORDS, Texts.REPLACEMENTS)),
          Map.entry("semver_compare", List.of(Texts.VERSIONS, Texts.VERSION_RANGES)),
          Map.entry("time_add", List.of(Texts.TIMES, Texts.DURATIONS)),
          Map.entry("time_after", List.of(Texts.TIMES, Texts.TIMES)),
          Map.entry("time_before", List.of(Texts.TIMES, Texts.TIMES)),
          Map.entry("time_between", List.of(Texts.TIMES, Texts.TIMES, Texts.TIMES)),
          Map.entry("time_diff", List.of(Texts.TIMES, Texts.TIMES)),
          Map.entry("time_parse", List.of(Texts.LAYOUTS, Texts.TIMES)),
          Map.entry("time_since", List.of(Texts.LAYOUTS, Texts.TIMES, Texts.TIMES)),
          Map.entry("time_to_cron", List.of(Texts.TIMES)),
          Map.entry("time_truncate", List.of(Texts.TIMES, Texts.DURATIONS)),
          Map.entry("time_utc", List.of(Texts.TIMES)),
          Map.entry("to_boolean", List.of(List.of("true", "False", "TRUE", "yes", "", "1"))),
          Map.entry("x509_decode", List.of(CERTIFICATES)));

  private Arguments() {}

  /** Whether texts of a function have a meaning of their own. */
  static boolean special(String function) {
    return TEXTS.containsKey(function);
  }

  /** A text for one argument. */
  static String text(Dice dice, String function, int index) {
    List<List<String>> texts = TEXTS.getOrDefault(function, List.of());
    return index < texts.size() && dice.chance(90) ? dice.of(texts.get(index)) : Texts.any(dice);
  }

  /** An operand of the arithmetic functions, as an expression. */
  static String operand(Dice dice) {
    return switch (dice.weighted(4, 4, 3, 1)) {
      case 0 -> "`" + Trees.number(dice) + "`";
      case 1 -> quoted(dice.of(Texts.QUANTITIES));
      case 2 -> quoted(dice.of(Texts.DURATIONS));
      default -> quoted(Texts.any(dice));
    };
  }

  /** A text as a raw literal of JMESPath. */
  static String quoted(String text) {
    return "'" + text.replace("'", "\\'") + "'";
  }

  private static String resource(String name) {
    try (InputStream in = Arguments.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
