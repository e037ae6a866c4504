package dev.kyverdict.judge;

import dev.kyverdict.jmespath.JmesPath;
import dev.kyverdict.jmespath.JmesPathException;
import dev.kyverdict.jmespath.JmesPathSyntaxException;
import dev.kyverdict.jmespath.Surroundings;
import dev.kyverdict.values.GoNumbers;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Evaluates JMESPath expressions: {@code expr} on {@code input}. */
final class ExpressionQuestions {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ExpressionQuestions() {}

  static ObjectNode answer(JsonNode question, InstantSource clock) {
    JsonNode given = question.path("input");
    JsonNode input = given instanceof MissingNode ? NullNode.getInstance() : given;
    JsonNode data =
        question.path("ints").asBoolean(false)
            ? GoNumbers.integers(input)
            : GoNumbers.floats(input);
    JmesPath query;
    try {
      query = JmesPath.compile(question.path("expr").asString(""));
    } catch (JmesPathSyntaxException invalid) {
      return NODES
          .objectNode()
          .put("error", "SyntaxError: " + invalid.getMessage())
          .put("compile", true);
    }
    try {
      JsonNode result = query.search(data, Surroundings.of(clock, 0));
      Optional<String> number = noJson(result);
      return number.isPresent()
          ? NODES.objectNode().put("unencodable", "json: unsupported value: " + number.get())
          : NODES.objectNode().set("result", result);
    } catch (JmesPathException failed) {
      ObjectNode answer = NODES.objectNode().put("error", failed.text());
      return failed.notFound() ? answer.put("notFound", true) : answer;
    }
  }

  /** The first number in a tree that JSON cannot say, in Go's words. */
  private static Optional<String> noJson(JsonNode tree) {
    if (tree.isContainer()) {
      return tree.values().stream().flatMap(item -> noJson(item).stream()).findFirst();
    }
    double number = tree.isNumber() ? tree.doubleValue() : 0;
    return Double.isNaN(number)
        ? Optional.of("NaN")
        : Double.isInfinite(number) ? Optional.of(number > 0 ? "+Inf" : "-Inf") : Optional.empty();
  }
}
