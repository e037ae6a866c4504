package dev.kyverdict.engine.substitution;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.jmespath.JmesPath;
import dev.kyverdict.jmespath.JmesPathException;
import dev.kyverdict.jmespath.JmesPathSyntaxException;
import dev.kyverdict.jmespath.Surroundings;
import dev.kyverdict.values.GoStrings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** A query; its text is parsed once. It may be used by many threads at once. */
public final class Query {

  /** Queries whose text comes out of values are found here, as long as there are not too many. */
  private static final Map<String, Query> KNOWN = new ConcurrentHashMap<>();

  private static final int MOST_KNOWN = 4096;
  private static final int LONGEST_KNOWN = 1024;

  private final String text;
  private final String trimmed;
  private final String root;
  private Optional<Parsed> parsed = Optional.empty();

  private Query(String text) {
    this.text = text;
    this.trimmed = GoStrings.trimSpace(text);
    this.root = root(trimmed);
  }

  /** The outcome of parsing. */
  private record Parsed(Optional<JmesPath> expression, String error) {}

  /** A query with a text. */
  public static Query of(String text) {
    Query known = KNOWN.get(text);
    if (known != null) {
      return known;
    }
    Query query = new Query(text);
    if (text.length() <= LONGEST_KNOWN) {
      if (KNOWN.size() >= MOST_KNOWN) {
        KNOWN.clear();
      }
      KNOWN.put(text, query);
    }
    return query;
  }

  /** The text, as Kyverno looks for the names of entries in it. */
  public String text() {
    return text;
  }

  /** The text without outer space, as Kyverno parses it. */
  public String trimmed() {
    return trimmed;
  }

  /** The name with which the text begins; empty if it begins with something else. */
  public String root() {
    return root;
  }

  /** Why the text is no query, in Kyverno's words; empty when it is one. */
  public Optional<String> syntaxError() {
    Parsed outcome = parsed();
    return outcome.expression().isPresent() ? Optional.empty() : Optional.of(outcome.error());
  }

  /**
   * Answers the query on a tree.
   *
   * @throws EvaluationException with the text of JMESPath when it cannot be parsed or answered
   */
  public JsonNode search(JsonNode data, Surroundings surroundings) {
    Parsed outcome = parsed();
    JmesPath expression =
        outcome.expression().orElseThrow(() -> new EvaluationException(outcome.error()));
    try {
      return expression.search(data, surroundings);
    } catch (JmesPathException e) {
      throw new EvaluationException(e.text());
    }
  }

  /**
   * Answers the query as {@link #search} does, and tells what the tree is like afterwards:
   * Kyverno's {@code sort_by} sorts the very list that it is given.
   *
   * @throws EvaluationException with the text of JMESPath when it cannot be parsed or answered
   */
  public JmesPath.Sorted searchAndSort(JsonNode data, Surroundings surroundings) {
    Parsed outcome = parsed();
    JmesPath expression =
        outcome.expression().orElseThrow(() -> new EvaluationException(outcome.error()));
    try {
      return expression.sorts()
          ? expression.searchAndSort(data, surroundings)
          : new JmesPath.Sorted(expression.search(data, surroundings), data);
    } catch (JmesPathException e) {
      throw new EvaluationException(e.text());
    }
  }

  private Parsed parsed() {
    Optional<Parsed> outcome = parsed;
    if (outcome.isEmpty()) {
      outcome = Optional.of(parse(trimmed));
      parsed = outcome;
    }
    return outcome.get();
  }

  private static Parsed parse(String expression) {
    try {
      return new Parsed(Optional.of(JmesPath.compile(expression)), "");
    } catch (JmesPathSyntaxException e) {
      return new Parsed(Optional.empty(), "SyntaxError: " + e.problem());
    }
  }

  private static String root(String query) {
    int end = 0;
    while (end < query.length()
        && (Character.isLetterOrDigit(query.charAt(end)) || query.charAt(end) == '_')) {
      end++;
    }
    return query.substring(0, end);
  }
}
