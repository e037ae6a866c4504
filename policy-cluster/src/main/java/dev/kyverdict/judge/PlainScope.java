package dev.kyverdict.judge;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.substitution.Query;
import dev.kyverdict.engine.substitution.Scope;
import dev.kyverdict.jmespath.Surroundings;
import dev.kyverdict.values.GoNumbers;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Variables that are simply there: the {@code context} of a case. */
final class PlainScope implements Scope {

  private final JsonNode variables;
  private final Surroundings surroundings;

  PlainScope(JsonNode question, InstantSource clock) {
    variables =
        GoNumbers.floats(question.path("context")) instanceof ObjectNode there
            ? there
            : JsonNodeFactory.instance.objectNode();
    surroundings = Surroundings.of(clock, 0);
  }

  @Override
  public JsonNode query(String expression) {
    return query(Query.of(expression));
  }

  @Override
  public JsonNode query(Query query) {
    if (query.trimmed().isEmpty()) {
      throw new EvaluationException("invalid query (nil)");
    }
    if (query.syntaxError().isPresent()) {
      throw new EvaluationException(
          "incorrect query " + query.trimmed() + ": " + query.syntaxError().get());
    }
    try {
      return query.search(variables, surroundings);
    } catch (EvaluationException failed) {
      throw failed.within("JMESPath query failed");
    }
  }

  @Override
  public boolean deleting() {
    return variables.path("request").path("operation").asString("").equals("DELETE");
  }
}
