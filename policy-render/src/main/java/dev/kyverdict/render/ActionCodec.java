package dev.kyverdict.render;

import dev.kyverdict.model.Action;
import dev.kyverdict.model.Action.VerifyImages;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Validate;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a rule does: the one of mutate, generate, validate and verifyImages. */
final class ActionCodec {

  private static final List<String> NAMES =
      List.of("mutate", "generate", "validate", "verifyImages");

  /** Flags of generate for which absent and false are the same. */
  private static final List<String> PLAIN_FLAGS =
      List.of("synchronize", "orphanDownstreamOnPolicyDelete");

  private static final List<String> TREES = List.of("data", "patchStrategicMerge");

  private static final Action NOTHING = Mutate.of(new Mutate.NoPatch());

  private ActionCodec() {}

  static ObjectNode write(Action action) {
    Mapping mapping = new Mapping();
    return switch (action) {
      case Mutate mutate -> mapping.tree("mutate", Optional.of(MutateCodec.write(mutate))).node();
      case Generate generate ->
          mapping.tree("generate", Optional.of(GenerateCodec.write(generate))).node();
      case Validate validate ->
          mapping.tree("validate", Optional.of(ValidateCodec.write(validate))).node();
      case VerifyImages images ->
          mapping.tree("verifyImages", Optional.of(Defaults.verifyImages(images.tree()))).node();
    };
  }

  static Action read(Fields rule) {
    List<Action> actions = NAMES.stream().flatMap(name -> action(rule, name).stream()).toList();
    if (actions.isEmpty()) {
      rule.error("no-action", "does nothing", "add one of " + String.join(", ", NAMES));
    } else if (actions.size() > 1) {
      rule.error(
          "two-actions",
          "has " + NAMES.stream().filter(rule::has).reduce((a, b) -> a + " and " + b).orElse(""),
          "write a rule for each");
    }
    return actions.isEmpty() ? NOTHING : actions.getFirst();
  }

  private static Optional<Action> action(Fields rule, String name) {
    if (rule.tree(name).filter(tree -> saysNothing(name, tree)).isPresent()) {
      rule.drop(name, "no-effect", "is empty: Kyverno does not see it", "remove it");
      return Optional.empty();
    }
    return switch (name) {
      case "mutate" -> rule.object(name, MutateCodec::read).map(action -> action);
      case "generate" -> rule.object(name, GenerateCodec::read).map(action -> action);
      case "validate" -> rule.object(name, ValidateCodec::read).map(action -> action);
      default -> rule.value(name).flatMap(ActionCodec::verifyImages);
    };
  }

  private static Optional<Action> verifyImages(Value value) {
    value.list(item -> item.rest());
    return Optional.of(new VerifyImages(Defaults.verifyImages(value.node())));
  }

  /** Whether Kyverno's decoder makes Go's zero value of it; the CRD's default saves a validate. */
  private static boolean saysNothing(String action, JsonNode node) {
    return switch (action) {
      case "validate" -> false;
      case "verifyImages" -> node.isArray() && node.isEmpty();
      default ->
          node.isObject()
              && node.propertyStream().allMatch(entry -> isZero(entry.getKey(), entry.getValue()));
    };
  }

  private static boolean isZero(String name, JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> true;
      case BOOLEAN -> PLAIN_FLAGS.contains(name) && !value.booleanValue();
      case STRING -> !TREES.contains(name) && value.stringValue().isEmpty();
      case OBJECT -> value.isEmpty() && !TREES.contains(name);
      default -> false;
    };
  }
}
