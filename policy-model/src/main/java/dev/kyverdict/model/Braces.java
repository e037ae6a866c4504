package dev.kyverdict.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code {{ variables }}} inside a text, found as Kyverno finds them ({@code
 * pkg/engine/variables/regex/vars.go}): the innermost braces, not behind a backslash.
 */
final class Braces {

  /** Braces with at most one level of braces inside; unrolled, so that long texts need no stack. */
  private static final String BRACES = "\\{\\{[^{}]*+(?:\\{[^{}]*+\\}[^{}]*+)*+\\}\\}";

  private static final Pattern VARIABLE = Pattern.compile("(^|[^\\\\])(" + BRACES + ")");

  private static final Pattern INITIAL = Pattern.compile("^" + BRACES);

  private static final Pattern OUTER_SPACE =
      Pattern.compile("^[\\s\\p{Z}\\x{85}]+|[\\s\\p{Z}\\x{85}]+$");

  private Braces() {}

  /**
   * One variable.
   *
   * @param before the character before the braces; {@code ""} at the beginning
   * @param braces the variable with its braces
   * @param text what stands inside, trimmed
   */
  record Variable(String before, String braces, String text) {

    /** Kyverno cuts off the first byte of the character before the braces, and keeps the others. */
    boolean isBehindBrokenCharacter() {
      return !before.isEmpty() && before.codePointAt(0) > 0x7f;
    }
  }

  /** The variables that are seen at first sight. */
  static List<Variable> in(String value) {
    List<Variable> variables = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(value);
    while (matcher.find()) {
      variables.add(variable(matcher.group()));
    }
    return variables;
  }

  private static Variable variable(String match) {
    int cut = INITIAL.matcher(match).find() ? 0 : match.offsetByCodePoints(0, 1);
    String braces = match.substring(cut);
    return new Variable(match.substring(0, cut), braces, withoutShallowMark(strip(braces)));
  }

  private static String strip(String braces) {
    return trim(braces.replace("{{", "").replace("}}", ""));
  }

  private static String trim(String text) {
    return OUTER_SPACE.matcher(text).replaceAll("");
  }

  private static String withoutShallowMark(String text) {
    return text.startsWith("-") ? trim(text.substring(1)) : text;
  }

  /**
   * Every variable that comes up when each is replaced by {@code null}, as at the creation of a
   * policy: after {@code {{ a.{{ b }} }}} there is {@code {{ a.null }}}.
   */
  static List<Variable> inAllRounds(String text) {
    List<Variable> all = new ArrayList<>();
    String value = text;
    List<Variable> round = in(value);
    while (!round.isEmpty()) {
      all.addAll(round);
      for (Variable variable : round) {
        if (value.equals(variable.braces())) {
          return all;
        }
        value = replaceFirst(value, variable);
      }
      round = isShallow(round.getLast()) ? List.of() : in(value);
    }
    return all;
  }

  private static boolean isShallow(Variable variable) {
    return strip(variable.braces()).startsWith("-");
  }

  private static String replaceFirst(String value, Variable variable) {
    String found = variable.before() + variable.braces();
    int start = value.indexOf(found);
    return start < 0
        ? value
        : value.substring(0, start)
            + variable.before()
            + "null"
            + value.substring(start + found.length());
  }

  /** The text with every variable replaced, so that what is around them can be parsed. */
  static String replaceAll(String value, String replacement) {
    return VARIABLE
        .matcher(value)
        .replaceAll(
            match -> Matcher.quoteReplacement(variable(match.group()).before() + replacement));
  }
}
