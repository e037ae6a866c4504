package dev.kyverdict.engine.admission;

import dev.kyverdict.model.Spec.FailurePolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * A webhook as Kyverno registers them: one for the policies that are ignored when they fail, one
 * for the others, and one of its own for each policy with match conditions ({@code
 * pkg/controllers/webhook/controller.go}).
 *
 * @param policies the policies that it serves
 * @param own whether it belongs to one policy alone
 * @param failurePolicy what its failure means
 */
record Webhook(List<CompiledPolicy> policies, boolean own, FailurePolicy failurePolicy) {

  Webhook {
    policies = List.copyOf(policies);
  }

  /** In the order in which the API server calls them. */
  static List<Webhook> of(List<CompiledPolicy> policies) {
    List<Webhook> webhooks = new ArrayList<>();
    for (FailurePolicy failurePolicy : List.of(FailurePolicy.IGNORE, FailurePolicy.FAIL)) {
      List<CompiledPolicy> shared =
          policies.stream()
              .filter(policy -> !policy.hasOwnWebhook() && policy.failurePolicy() == failurePolicy)
              .toList();
      if (!shared.isEmpty()) {
        webhooks.add(new Webhook(shared, false, failurePolicy));
      }
    }
    for (FailurePolicy failurePolicy : List.of(FailurePolicy.IGNORE, FailurePolicy.FAIL)) {
      policies.stream()
          .filter(policy -> policy.hasOwnWebhook() && policy.failurePolicy() == failurePolicy)
          .forEach(policy -> webhooks.add(new Webhook(List.of(policy), true, failurePolicy)));
    }
    return webhooks;
  }
}
