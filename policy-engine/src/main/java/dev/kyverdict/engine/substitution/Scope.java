package dev.kyverdict.engine.substitution;

import dev.kyverdict.engine.EvaluationException;
import tools.jackson.databind.JsonNode;

/** What variables are resolved against. */
public interface Scope {

  /**
   * Answers a query as Kyverno's context does: entries that its text names are loaded first.
   *
   * @param expression the text between the braces, trimmed
   * @throws EvaluationException with Kyverno's text when it cannot be answered
   */
  JsonNode query(String expression);

  /** Answers a query that stays the same from one request to the next. */
  default JsonNode query(Query query) {
    return query(query.text());
  }

  /** Whether the request deletes: then {@code request.object} reads {@code request.oldObject}. */
  boolean deleting();

  /**
   * Is told that Kyverno might have come to another result here, because it visits the members of
   * an object in random order and this engine in that of their names.
   *
   * @param path where the object stands in the tree
   */
  default void unordered(String path) {}
}
