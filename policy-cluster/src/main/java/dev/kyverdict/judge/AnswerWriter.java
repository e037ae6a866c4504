package dev.kyverdict.judge;

import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Generated;
import dev.kyverdict.engine.admission.Response;
import dev.kyverdict.engine.admission.RuleResult;
import dev.kyverdict.engine.context.CallRecord;
import dev.kyverdict.values.GoFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** A decision in the fields of an answer. */
public final class AnswerWriter {

  private AnswerWriter() {}

  /**
   * Writes it.
   *
   * @param several whether each rule names its policy
   */
  public static ObjectNode write(Decision decision, boolean several) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (decision.response() instanceof Response.WebhookFailed failed) {
      switch (failed.cause()) {
        case CRASH -> answer.put("panic", failed.detail());
        case ENDLESS -> answer.put("endless", true);
        case TIMEOUT, NOT_CALLED -> answer.put("panic", failed.reason());
      }
      return answer.put("failsOpen", failed.allowed());
    }
    if (decision.response() instanceof Response.Undecided undecided) {
      return answer.put("failure", "not judged: " + undecided.reason());
    }
    answer.put("allowed", decision.allowed());
    if (decision.response() instanceof Response.Denied denied) {
      answer.put("deny", denied.message());
    }
    ArrayNode rules = answer.putArray("rules");
    decision.rules().stream()
        .filter(rule -> rule.outcome().status().isPresent())
        .forEach(rule -> rules.add(rule(rule, several)));
    if (decision.mutated()) {
      answer.set("object", decision.object());
    }
    if (!decision.patch().isEmpty()) {
      answer.set("patch", decision.patch());
    }
    if (!decision.warnings().isEmpty()) {
      decision.warnings().forEach(answer.putArray("warnings")::add);
    }
    if (!decision.generated().isEmpty()) {
      ArrayNode generated = answer.putArray("generated");
      decision.generated().forEach(made -> generated.add(generated(made)));
    }
    if (!decision.calls().isEmpty()) {
      ArrayNode calls = answer.putArray("calls");
      decision.calls().stream().map(AnswerWriter::line).forEach(calls::add);
    }
    return answer;
  }

  private static ObjectNode rule(RuleResult result, boolean several) {
    ObjectNode rule = JsonNodeFactory.instance.objectNode();
    rule.put("phase", result.phase().toString());
    if (several) {
      rule.put("policy", result.policy());
    }
    rule.put("name", result.rule());
    rule.put("type", result.type().toString());
    rule.put("status", result.outcome().status().orElseThrow());
    return rule.put("message", result.outcome().message());
  }

  private static ObjectNode generated(Generated made) {
    ObjectNode one = JsonNodeFactory.instance.objectNode();
    made.error().ifPresent(error -> one.put("error", error));
    one.set("resources", resources(made.created()));
    return one.put("rule", made.rule());
  }

  private static JsonNode resources(List<JsonNode> created) {
    if (created.isEmpty()) {
      return NullNode.getInstance();
    }
    return JsonNodeFactory.instance.arrayNode().addAll(created);
  }

  /** A call as it is recorded: a POST with its body. */
  private static String line(CallRecord record) {
    JsonNode data = record.call().data();
    String body = data.isMissingNode() ? "" : " " + GoFormat.json(data);
    String authorization =
        record.call().headers().stream()
            .filter(header -> header.key().equalsIgnoreCase("Authorization"))
            .map(header -> " [Authorization: " + header.value() + "]")
            .findFirst()
            .orElse("");
    return record.call() + body + authorization;
  }
}
