package dev.kyverdict.jmespath;

import java.util.regex.Pattern;

/** An expression that Kyverno does not parse. The message shows the place. */
public final class JmesPathSyntaxException extends RuntimeException {

  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");

  /** How much of a long line is shown on either side of the place. */
  private static final int CONTEXT = 60;

  private final String problem;
  private final String expression;
  private final int offset;

  /** A problem at an offset (in {@code char}s) of an expression. */
  public JmesPathSyntaxException(String problem, String expression, int offset) {
    this.problem = problem;
    this.expression = expression;
    this.offset = offset;
  }

  /** What is wrong, in one line. */
  public String problem() {
    return problem;
  }

  /** The whole expression. */
  public String expression() {
    return expression;
  }

  /** Where the problem lies; the length of the expression when it lies at the end. */
  public int offset() {
    return offset;
  }

  /** The problem, its place and the line of the expression with a caret below. */
  @Override
  public String getMessage() {
    int lineStart = expression.lastIndexOf('\n', offset - 1) + 1;
    int newline = expression.indexOf('\n', offset);
    int lineEnd = newline < 0 ? expression.length() : newline;
    int from = boundary(expression, Math.max(lineStart, offset - CONTEXT));
    int to = boundary(expression, Math.min(lineEnd, offset + CONTEXT));
    String before = (from > lineStart ? "…" : "") + expression.substring(from, offset);
    String after = expression.substring(offset, to) + (to < lineEnd ? "…" : "");
    long line = expression.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
    int column = expression.codePointCount(lineStart, offset) + 1;
    return "JMESPath expression, "
        + (expression.indexOf('\n') < 0 ? "" : "line " + line + ", ")
        + ("column " + column + ": " + problem + "\n  ")
        + UNPRINTABLE.matcher(before + after).replaceAll(" ").stripTrailing()
        + "\n  "
        + " ".repeat(before.codePointCount(0, before.length()))
        + "^";
  }

  /** The offset, or the one before it if it lies inside of a surrogate pair. */
  private static int boundary(String text, int offset) {
    boolean inside =
        offset > 0
            && offset < text.length()
            && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
    return inside ? offset - 1 : offset;
  }
}
