package dev.kyverdict.engine.substitution;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.chance.Choices;
import dev.kyverdict.values.GoPanicException;
import java.util.Optional;
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

  /** What goes one of several ways where Kyverno does so by chance. */
  default Choices choices() {
    return Choices.FIRST;
  }

  /** Whether queries may load something, so that their order can matter. */
  default boolean mayLoad() {
    return false;
  }

  /** The answer to a query if there is one and the query changes nothing; empty otherwise. */
  default Optional<JsonNode> quietly(Query query) {
    try {
      return Optional.of(query(query));
    } catch (EvaluationException | GoPanicException unanswered) {
      return Optional.empty();
    }
  }
}
