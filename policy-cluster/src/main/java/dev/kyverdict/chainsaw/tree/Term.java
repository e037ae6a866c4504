package dev.kyverdict.chainsaw.tree;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a tree, taken apart: {@code ~index.(expression)->name} ({@code
 * pkg/core/expression/expression.go} of kyverno-json).
 *
 * @param isForeach whether the rest holds for each item
 * @param foreachName what an item's index or key is called; empty for nothing
 * @param statement the expression, or the plain text
 * @param binding what the value is called; empty for nothing
 * @param engine who evaluates the expression: {@code default}, {@code jp}, {@code cel}; empty for
 *     nobody, the statement is plain text
 */
record Term(
    boolean isForeach, String foreachName, String statement, String binding, String engine) {

  private static final Pattern FOREACH = pattern("^~(\\w+)?\\.(.*)");
  private static final Pattern BINDING = pattern("(.*)\\s*->\\s*(\\w+)\\z");
  private static final Pattern ESCAPE = pattern("^\\\\(.+)\\\\\\z");
  private static final Pattern ENGINE = pattern("^\\((?:(\\w+);)?(.+)\\)\\z");

  /** A key or a scalar of an assertion tree. */
  static Term ofAssertion(String text) {
    Matcher foreach = FOREACH.matcher(text);
    boolean isForeach = foreach.find();
    String rest = isForeach ? foreach.group(2) : text;
    Matcher binding = BINDING.matcher(rest);
    String bound = "";
    if (binding.find()) {
      bound = binding.group(2);
      rest = binding.group(1);
    }
    Term plain = ofTemplate(rest);
    String name = isForeach && foreach.group(1) != null ? foreach.group(1) : "";
    return new Term(isForeach, name, plain.statement, bound, plain.engine);
  }

  /** A scalar of a template, which knows neither iteration nor bindings. */
  static Term ofTemplate(String text) {
    Matcher escape = ESCAPE.matcher(text);
    if (escape.find()) {
      return new Term(false, "", escape.group(1), "", "");
    }
    Matcher engine = ENGINE.matcher(text);
    if (engine.find()) {
      String name = engine.group(1) == null ? "default" : engine.group(1);
      return new Term(false, "", engine.group(2), "", name);
    }
    return new Term(false, "", text, "", "");
  }

  /** Whether it is to be evaluated; an engine that chainsaw does not know leaves it plain text. */
  boolean isExpression() {
    return switch (engine) {
      case "default", "jp" -> true;
      case "cel" -> throw new OutOfReachException("the CEL expression (" + statement + ")");
      default -> false;
    };
  }

  /** As Go reads patterns: a line ends at a line feed only. */
  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.UNIX_LINES);
  }
}
