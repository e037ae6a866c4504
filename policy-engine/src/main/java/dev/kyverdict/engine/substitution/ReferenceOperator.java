package dev.kyverdict.engine.substitution;

import java.util.List;
import java.util.regex.Pattern;

/** The operator before the path of a reference: {@code pkg/engine/operator/operator.go}. */
final class ReferenceOperator {

  private static final List<String> PREFIXES = List.of(">=", "<=", ">", "<", "!");
  private static final String NUMBER = "[-|+]?\\d+(?:\\.\\d+)?[A-Za-z]*+";
  private static final Pattern OUTSIDE = Pattern.compile(NUMBER + "!-" + NUMBER);
  private static final Pattern INSIDE = Pattern.compile(NUMBER + "-" + NUMBER);

  private ReferenceOperator() {}

  /** The operator, empty for none. */
  static String of(String pattern) {
    if (pattern.length() < 2) {
      return "";
    }
    for (String prefix : PREFIXES) {
      if (pattern.startsWith(prefix)) {
        return prefix;
      }
    }
    if (OUTSIDE.matcher(pattern).matches()) {
      return "!-";
    }
    return INSIDE.matcher(pattern).matches() ? "-" : "";
  }
}
