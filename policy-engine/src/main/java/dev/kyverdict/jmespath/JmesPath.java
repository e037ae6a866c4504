package dev.kyverdict.jmespath;

import tools.jackson.databind.JsonNode;

/**
 * A JMESPath expression as Kyverno evaluates it: a key that an object lacks is an error, and types
 * are Go's. It may be used by many threads at once, if the surroundings may.
 *
 * <p>Basis: {@code kyverno/go-jmespath} at 95e59c162877 and {@code pkg/engine/jmespath} of Kyverno
 * 1.19.1.
 */
public final class JmesPath {

  private final String text;
  private final Expression expression;
  private final Step step;
  private final boolean needsClearing;
  private final boolean sorts;
  private final boolean sortingShows;

  private JmesPath(String text, Expression expression) {
    this.text = text;
    this.expression = expression;
    this.step = Compiler.step(expression);
    this.needsClearing = Clearing.isNeeded(expression);
    this.sorts = Sorting.sorts(expression);
    this.sortingShows = sorts && Sorting.shows(expression);
  }

  /**
   * Compiles an expression.
   *
   * @throws JmesPathSyntaxException as {@link JmesPathParser#parse}
   */
  public static JmesPath compile(String expression) {
    return new JmesPath(expression, JmesPathParser.parse(expression));
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** Its tree. */
  public Expression expression() {
    return expression;
  }

  /**
   * Whether it calls {@code sort_by}, which in Kyverno leaves a list of the data sorted for all
   * that read it later; see {@link #searchAndSort}.
   */
  public boolean sorts() {
    return sorts;
  }

  /**
   * Evaluates the expression. A number of the result is a double or, as in Go, an {@code int} of
   * {@code compare} or an int64 of the data; a double may be NaN or infinite, which JSON cannot
   * say.
   *
   * @throws JmesPathException for Kyverno's errors
   * @throws dev.kyverdict.values.GoPanicException where Kyverno panics
   */
  public JsonNode search(JsonNode data, Surroundings surroundings) {
    return result(sortingShows ? Sorting.own(data) : data, surroundings);
  }

  /** Evaluates as {@link #search} does, and tells what Kyverno's data are like afterwards. */
  public Sorted searchAndSort(JsonNode data, Surroundings surroundings) {
    JsonNode own = sorts ? Sorting.own(data) : data;
    return new Sorted(result(own, surroundings), own);
  }

  /**
   * A result, and the data after it.
   *
   * @param result the result
   * @param data the data, with the lists in it sorted that {@code sort_by} was given
   */
  public record Sorted(JsonNode result, JsonNode data) {}

  private JsonNode result(JsonNode data, Surroundings surroundings) {
    JsonNode result = step.on(data, surroundings);
    if (result instanceof Absent absent) {
      throw absent.error();
    }
    return needsClearing ? Clearing.cleared(result) : result;
  }
}
