package dev.kyverdict.judge;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Conditions.AnyAll;
import dev.kyverdict.model.Conditions.Condition;
import dev.kyverdict.model.Conditions.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the conditions of a case as Kyverno decodes JSON ({@code api/kyverno/v1/wrappers.go}). A
 * manifest goes through YAML, where {@code 1.0} becomes a whole number; JSON does not.
 */
final class ConditionsReader {

  private ConditionsReader() {}

  /**
   * Reads them.
   *
   * @throws EvaluationException when they are none
   */
  static Conditions read(JsonNode tree) {
    return switch (tree) {
      case MissingNode none -> AnyAll.NONE;
      case NullNode none -> AnyAll.NONE;
      case ArrayNode list -> new Listed(conditions(list));
      case ObjectNode object -> new AnyAll(list(object, "any"), list(object, "all"));
      default -> throw noConditions();
    };
  }

  private static EvaluationException noConditions() {
    return new EvaluationException("failed to unmarshal Conditions");
  }

  private static Optional<List<Condition>> list(ObjectNode object, String name) {
    return switch (field(object, name)) {
      case MissingNode none -> Optional.empty();
      case NullNode none -> Optional.empty();
      case ArrayNode list -> Optional.of(conditions(list));
      default -> throw noConditions();
    };
  }

  private static List<Condition> conditions(ArrayNode list) {
    List<Condition> conditions = new ArrayList<>();
    for (JsonNode item : list) {
      if (!(item instanceof ObjectNode) && !(item instanceof NullNode)) {
        throw noConditions();
      }
      conditions.add(
          new Condition(
              orNull(field(item, "key")),
              text(item, "operator").orElse(""),
              orNull(field(item, "value")),
              text(item, "message")));
    }
    return conditions;
  }

  private static JsonNode orNull(JsonNode node) {
    return node instanceof MissingNode ? NullNode.getInstance() : node;
  }

  private static Optional<String> text(JsonNode object, String name) {
    return switch (field(object, name)) {
      case MissingNode none -> Optional.empty();
      case NullNode none -> Optional.empty();
      case JsonNode node when node.isString() -> Optional.of(node.asString());
      default -> throw noConditions();
    };
  }

  /** The last member of that name, in any letter case. */
  private static JsonNode field(JsonNode object, String name) {
    JsonNode found = MissingNode.getInstance();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (member.getKey().equalsIgnoreCase(name)) {
        found = member.getValue();
      }
    }
    return found;
  }
}
