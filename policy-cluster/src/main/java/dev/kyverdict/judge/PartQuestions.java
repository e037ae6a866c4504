package dev.kyverdict.judge;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.engine.conditions.CompiledConditions;
import dev.kyverdict.engine.conditions.Verdict;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Resources;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Spec;
import dev.kyverdict.model.Validate;
import dev.kyverdict.values.GoNumbers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks parts of the engine: {@code conditions}, {@code document}, {@code pattern}. */
final class PartQuestions {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PartQuestions() {}

  static ObjectNode conditions(JsonNode question, InstantSource clock) {
    CompiledConditions conditions;
    try {
      conditions = CompiledConditions.of(ConditionsReader.read(question.path("conditions")));
    } catch (EvaluationException failed) {
      return NODES.objectNode().put("error", "decode: " + failed.text()).put("decode", true);
    }
    try {
      Verdict verdict = conditions.evaluate(new PlainScope(question, clock));
      ObjectNode answer = NODES.objectNode().put("result", verdict.holds());
      return verdict.message().isEmpty() ? answer : answer.put("message", verdict.message());
    } catch (EvaluationException failed) {
      return NODES.objectNode().put("error", failed.text());
    }
  }

  static ObjectNode substitution(JsonNode question, InstantSource clock) {
    try {
      JsonNode document = GoNumbers.floats(question.path("document"));
      return NODES
          .objectNode()
          .set("result", Template.of(document).substitute(new PlainScope(question, clock)));
    } catch (EvaluationException failed) {
      return NODES.objectNode().put("error", failed.text());
    }
  }

  /** As the one rule of a policy that looks at a Pod. */
  static ObjectNode pattern(JsonNode question) {
    ObjectNode object = NODES.objectNode();
    if (GoNumbers.floats(question.path("object")) instanceof ObjectNode given) {
      object.setAll(given);
    }
    putIfAbsent(object, "apiVersion", NODES.stringNode("v1"));
    putIfAbsent(object, "kind", NODES.stringNode("Pod"));
    putIfAbsent(object, "metadata", NODES.objectNode().put("name", "object"));
    Validate.Check check =
        question.has("pattern")
            ? new Validate.Pattern(question.get("pattern"))
            : new Validate.AnyPattern(question.get("anyPattern"));
    AdmissionRequest request = RequestReader.read(NODES.objectNode().set("object", object));
    return Engine.of(KyvernoVersion.V1_19_1, KyvernoConfig.DEFAULT)
        .admit(policy(check), request, ClusterReader.EMPTY)
        .of("r")
        .stream()
        .findFirst()
        .map(
            rule ->
                NODES
                    .objectNode()
                    .put("status", rule.outcome().status().orElse(""))
                    .put("message", rule.outcome().message()))
        .orElseThrow(() -> new UnreadableCaseException("the object is none that a rule matches"));
  }

  private static void putIfAbsent(ObjectNode object, String field, JsonNode value) {
    if (!object.has(field)) {
      object.set(field, value);
    }
  }

  private static ClusterPolicy policy(Validate.Check check) {
    Resources everything = Resources.ofKinds(List.of("*"));
    Rule rule =
        new Rule(
            "r",
            Match.anyOf(List.of(Filter.of(everything))),
            Match.NONE,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            new Validate(Optional.empty(), List.of(), true, Optional.of("m"), check),
            true,
            Map.of());
    return new ClusterPolicy(
        Metadata.named("p").annotation("pod-policies.kyverno.io/autogen-controllers", "none"),
        Spec.of(List.of(rule)));
  }
}
