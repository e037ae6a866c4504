package dev.kyverdict.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CEL that no compiler takes: {@code matchConditions} are compiled when a policy is made. Only the
 * grammar is looked at; names and types are for a cluster.
 */
final class CelSyntaxChecks {

  private static final String TRIPLE = "\"\"\"(?:[^\\\\]|\\\\.)*?\"\"\"|'''(?:[^\\\\]|\\\\.)*?'''";
  private static final String RAW = "[rR]\"[^\"\\n]*\"|[rR]'[^'\\n]*'";
  private static final String QUOTED =
      "[bB]?(?:\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\.)*+')";
  private static final String NUMBER =
      "0[xX][0-9a-fA-F]+[uU]?|(?:\\d+\\.\\d+|\\.\\d+|\\d+)(?:[eE][+-]?\\d+)?[uU]?";

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?s)(?<space>\\s+|//[^\\n]*)"
              + "|(?<operand>(?:[rRbB]{0,2}(?:"
              + TRIPLE
              + "))|[bB]?(?:"
              + RAW
              + ")|"
              + QUOTED
              + "|"
              + NUMBER
              + ")"
              + "|(?<name>[A-Za-z_][A-Za-z0-9_]*|`[^`]+`)"
              + "|(?<sign>\\|\\||&&|[<>=!]=|[<>!+\\-*/%?:,.()\\[\\]{}])");

  private static final Set<String> BINARY =
      Set.of("||", "&&", "<", "<=", ">", ">=", "==", "!=", "in", "+", "-", "*", "/", "%");

  private final List<String> tokens;
  private int next;

  private CelSyntaxChecks(List<String> tokens) {
    this.tokens = tokens;
  }

  static void of(Where where, String expression, Consumer<Problem> report) {
    Optional<List<String>> tokens = tokens(expression);
    if (tokens.isEmpty() || !new CelSyntaxChecks(tokens.get()).isExpression()) {
      report.accept(
          where.error("cel-syntax", "is no CEL expression", "correct it: \"" + expression + "\""));
    }
  }

  /** The tokens without white space; literals all look alike, and so do names. */
  private static Optional<List<String>> tokens(String expression) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(expression);
    int end = 0;
    while (matcher.lookingAt()) {
      if (matcher.group("operand") != null) {
        tokens.add("1");
      } else if (matcher.group("name") != null) {
        tokens.add(matcher.group().equals("in") ? "in" : "a");
      } else if (matcher.group("sign") != null) {
        tokens.add(matcher.group());
      }
      end = matcher.end();
      matcher.region(end, expression.length());
    }
    return end == expression.length() ? Optional.of(tokens) : Optional.empty();
  }

  private boolean isExpression() {
    return conditional() && next == tokens.size();
  }

  private boolean take(String token) {
    boolean taken = next < tokens.size() && tokens.get(next).equals(token);
    next += taken ? 1 : 0;
    return taken;
  }

  private boolean conditional() {
    return operation() && (!take("?") || (operation() && take(":") && conditional()));
  }

  private boolean operation() {
    boolean good = unary();
    while (good && next < tokens.size() && BINARY.contains(tokens.get(next))) {
      next++;
      good = unary();
    }
    return good;
  }

  private boolean unary() {
    while (take("!") || take("-")) {
      // Signs may stand in a row.
    }
    return primary() && members();
  }

  private boolean primary() {
    if (take("(")) {
      return conditional() && take(")");
    }
    if (take("[")) {
      return list("]", false);
    }
    if (take("{")) {
      return list("}", true);
    }
    if (take("1")) {
      return true;
    }
    take(".");
    return take("a") && (!take("(") || list(")", false));
  }

  private boolean members() {
    boolean good = true;
    while (good) {
      if (take(".")) {
        take("?");
        // A reserved word may name a field.
        good = (take("a") || take("in")) && (!take("(") || list(")", false));
      } else if (take("[")) {
        take("?");
        good = conditional() && take("]");
      } else if (take("{")) {
        good = list("}", true);
      } else {
        return true;
      }
    }
    return false;
  }

  /** What follows an opening bracket, up to the closing one. */
  private boolean list(String close, boolean pairs) {
    while (!take(close)) {
      take("?");
      if (!conditional() || (pairs && !(take(":") && conditional()))) {
        return false;
      }
      if (!take(",")) {
        return take(close);
      }
    }
    return true;
  }
}
