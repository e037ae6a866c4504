package dev.kyverdict.chainsaw.tree;

import dev.kyverdict.jmespath.Expression;
import dev.kyverdict.jmespath.JmesPathParser;
import dev.kyverdict.jmespath.JmesPathSyntaxException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A JMESPath expression as chainsaw evaluates it: the dialect of jmespath-community, where a
 * missing key is null and {@code $name} is a binding. {@code let}, arithmetic operators and the
 * like are out of reach.
 */
final class Query {

  /** Begins the name of a field that stands for a binding; no key of an object begins so. */
  static final char BINDING = '\u0001';

  private static final Map<String, Query> KNOWN = new ConcurrentHashMap<>();

  private final Expression expression;

  private Query(Expression expression) {
    this.expression = expression;
  }

  /**
   * Compiles an expression.
   *
   * @throws OutOfReachException when it is no expression, or one that is not supported
   */
  static Query of(String statement) {
    return KNOWN.computeIfAbsent(statement, Query::compiled);
  }

  /**
   * The result; null where there is none.
   *
   * @throws TreeException when a function refuses its arguments, or a binding is not defined
   */
  JsonNode on(JsonNode value, Bindings bindings) {
    JsonNode input = value.isMissingNode() ? NullNode.getInstance() : value;
    return new Evaluation(bindings).of(expression, input);
  }

  private static Query compiled(String statement) {
    try {
      return new Query(JmesPathParser.parse(withoutDollars(statement)));
    } catch (JmesPathSyntaxException refused) {
      throw new OutOfReachException(
          "the expression (" + statement + "): " + String.valueOf(refused.getMessage()).strip());
    }
  }

  /** Kyverno's own grammar knows no bindings: {@code $name} becomes a quoted name. */
  private static String withoutDollars(String statement) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < statement.length()) {
      char c = statement.charAt(i);
      int end = i + 1;
      if (c == '\'' || c == '"' || c == '`') {
        end = quotedEnd(statement, i);
        text.append(statement, i, end);
      } else if (c == '$') {
        while (end < statement.length() && isOfName(statement.charAt(end))) {
          end++;
        }
        text.append("\"\\u0001").append(statement, i + 1, end).append('"');
      } else {
        text.append(c);
      }
      i = end;
    }
    return text.toString();
  }

  private static int quotedEnd(String statement, int start) {
    char quote = statement.charAt(start);
    for (int i = start + 1; i < statement.length(); i++) {
      if (statement.charAt(i) == '\\') {
        i++;
      } else if (statement.charAt(i) == quote) {
        return i + 1;
      }
    }
    return statement.length();
  }

  private static boolean isOfName(char c) {
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }
}
