package dev.kyverdict.render;

import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Conditions.AnyAll;
import dev.kyverdict.model.Conditions.Condition;
import dev.kyverdict.model.Conditions.Listed;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code preconditions} and {@code deny.conditions}, as Kyverno decodes them ({@code
 * api/kyverno/v1/wrappers.go}): a list or an object, names in any letter case, unknown names
 * ignored.
 */
final class ConditionsCodec {

  private static final List<String> OBSOLETE = List.of("Equal", "NotEqual");

  /** What the CRD allows below foreach; elsewhere Kyverno itself looks at the operator. */
  private static final List<String> FOREACH_OPERATORS =
      Conditions.OPERATORS.stream().filter(operator -> !OBSOLETE.contains(operator)).toList();

  private ConditionsCodec() {}

  static JsonNode write(Conditions conditions) {
    return switch (conditions) {
      case Listed listed -> Mapping.array(listed.conditions(), ConditionsCodec::write);
      case AnyAll anyAll ->
          new Mapping()
              .object("any", anyAll.any(), any -> Mapping.array(any, ConditionsCodec::write))
              .object("all", anyAll.all(), all -> Mapping.array(all, ConditionsCodec::write))
              .node();
    };
  }

  private static ObjectNode write(Condition condition) {
    return new Mapping()
        .tree("key", Optional.of(condition.key()).filter(key -> !key.isNull()))
        .said("operator", condition.operator())
        .tree("value", Optional.of(condition.value()).filter(value -> !value.isNull()))
        .text("message", condition.message())
        .node();
  }

  /** The conditions of a rule, of a target or of a denial. */
  static Optional<Conditions> read(Fields fields, String name) {
    return fields.value(name).map(Value::inAnyCase).flatMap(ConditionsCodec::read);
  }

  private static Optional<Conditions> read(Value value) {
    return switch (value.node().getNodeType()) {
      case ARRAY -> Optional.of(new Listed(value.list(ConditionsCodec::condition)));
      case OBJECT -> value.read(ConditionsCodec::anyAll);
      default -> value.wrongType("conditions below any or all");
    };
  }

  /** The conditions of a foreach: no list, and what the CRD says of operators counts. */
  static Optional<AnyAll> readForEach(Fields fields) {
    return fields.object("preconditions", ConditionsCodec::anyAll);
  }

  private static AnyAll anyAll(Fields fields) {
    return new AnyAll(conditions(fields, "any"), conditions(fields, "all"));
  }

  private static Optional<List<Condition>> conditions(Fields fields, String name) {
    return fields.value(name).map(value -> value.list(ConditionsCodec::condition));
  }

  private static Condition condition(Fields fields) {
    JsonNode nothing = JsonNodeFactory.instance.nullNode();
    return new Condition(
        fields.tree("key").orElse(nothing),
        operator(fields).orElse(""),
        fields.tree("value").orElse(nothing),
        fields.said("message"));
  }

  private static Optional<String> operator(Fields fields) {
    return fields.anyCase() ? fields.text("operator") : fields.oneOf("operator", FOREACH_OPERATORS);
  }
}
