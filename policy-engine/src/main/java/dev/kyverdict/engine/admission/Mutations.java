package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.mutate.JsonDiff;
import dev.kyverdict.engine.mutate.JsonPatch;
import dev.kyverdict.model.Spec.FailurePolicy;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of the mutating webhook: policies one after another, each seeing what the one before
 * made of the object ({@code pkg/webhooks/resource/mutation/mutation.go}).
 */
final class Mutations {

  private final PolicyContext context;
  private final List<RuleResult> rules;
  private final List<PolicyResponse> responses;
  private final List<String> warnings;
  private FailurePolicy failurePolicy = FailurePolicy.IGNORE;

  Mutations(
      PolicyContext context,
      List<RuleResult> rules,
      List<PolicyResponse> responses,
      List<String> warnings) {
    this.context = context;
    this.rules = rules;
    this.responses = responses;
    this.warnings = warnings;
  }

  /**
   * Runs them.
   *
   * @param patched takes the object as the API server has it afterwards
   */
  Optional<Response> run(List<CompiledPolicy> policies, Consumer<JsonNode> patched) {
    JsonNode sent = context.newResource();
    JsonNode answer = sent;
    boolean dropped = false;
    for (CompiledPolicy policy : policies) {
      if (policy.failurePolicy() == FailurePolicy.FAIL) {
        failurePolicy = FailurePolicy.FAIL;
      }
      JsonNode before = context.newResource();
      PolicyResponse response = PolicyRunner.mutate(policy, context, rules);
      responses.add(response);
      if (!response.isSuccessful() && blocks(response)) {
        return Optional.of(new Response.Denied(denial(policy, response)));
      }
      if (!response.isSuccessful()) {
        dropped = true;
      } else if (dropped) {
        answer = onto(answer, before, response.patched());
      } else if (changed(response)) {
        answer = response.patched();
      }
      context.setNewResource(response.patched());
      context.variables().addResource(response.patched());
      Warnings.of(response, policy.policy().spec().emitWarning(), warnings);
    }
    if (!(sent instanceof NullNode)) {
      patched.accept(answer);
    }
    return Optional.empty();
  }

  /**
   * A policy whose errors are ignored returns no patch, but the next policy sees what its rules did
   * all the same; of that one only its own operations count. When the error left no object, Kyverno
   * compares with the old one ({@code NewEngineResponseFromPolicyContext}), so that a policy that
   * does nothing puts null in the place of the object.
   */
  private JsonNode onto(JsonNode answer, JsonNode before, JsonNode patched) {
    JsonNode base = before instanceof NullNode ? context.oldResource() : before;
    if (patched instanceof NullNode && base instanceof ObjectNode) {
      return patched;
    }
    ArrayNode operations = JsonDiff.between(base, patched);
    return operations.isEmpty() || !(answer instanceof ObjectNode object)
        ? answer
        : JsonPatch.parse(operations.toString()).applyTo(object).object();
  }

  private static boolean changed(PolicyResponse response) {
    return !(response.patched() instanceof NullNode)
        && !response.patched().equals(response.resource());
  }

  private boolean blocks(PolicyResponse response) {
    return FailureActions.enforcedFailure(response, context.namespaceLabels())
        || (response.hasError() && failurePolicy == FailurePolicy.FAIL);
  }

  private static String denial(CompiledPolicy policy, PolicyResponse response) {
    String name = policy.policy().metadata().name();
    String failed =
        response.rules().stream()
            .filter(Mutations::isUnsuccessful)
            .map(rule -> rule.rule() + ": " + rule.outcome().message())
            .collect(Collectors.joining(" "));
    return "mutation policy %s error: failed to apply policy %s rules [%s]"
        .formatted(name, name, failed);
  }

  private static boolean isUnsuccessful(RuleResult rule) {
    return rule.outcome() instanceof RuleOutcome.Failed
        || rule.outcome() instanceof RuleOutcome.Errored;
  }
}
