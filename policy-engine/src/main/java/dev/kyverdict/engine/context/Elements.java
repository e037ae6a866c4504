package dev.kyverdict.engine.context;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.substitution.Query;
import dev.kyverdict.engine.substitution.Scope;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What a foreach walks over ({@code pkg/engine/utils/foreach.go}). */
public final class Elements {

  private Elements() {}

  /**
   * The elements of a list; anything that is no list is the one element.
   *
   * @param list the {@code list} of a foreach, plain JMESPath
   * @throws EvaluationException when the query fails
   */
  public static List<JsonNode> of(Scope scope, Query list) {
    JsonNode found = scope.query(list);
    return found instanceof ArrayNode array ? List.copyOf(array.values()) : List.of(found);
  }
}
