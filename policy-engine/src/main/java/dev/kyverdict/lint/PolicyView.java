package dev.kyverdict.lint;

import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Spec;
import dev.kyverdict.model.Spec.FailurePolicy;
import dev.kyverdict.model.Spec.WebhookConfiguration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A policy with its rules unrolled.
 *
 * @param policy the policy
 * @param rules its rules
 */
record PolicyView(KyvernoPolicy policy, List<RuleView> rules) {

  static PolicyView of(KyvernoPolicy policy) {
    List<RuleView> rules =
        IntStream.range(0, policy.spec().rules().size())
            .mapToObj(index -> RuleView.of(policy, index))
            .toList();
    return new PolicyView(policy, rules);
  }

  String name() {
    return policy.kind() + " '" + policy.metadata().name() + "'";
  }

  /** {@code GetFailurePolicy}: the webhook's, else the spec's, else Fail. */
  FailurePolicy failurePolicy() {
    Spec spec = policy.spec();
    return spec.webhookConfiguration()
        .flatMap(WebhookConfiguration::failurePolicy)
        .or(spec::failurePolicy)
        .orElse(FailurePolicy.FAIL);
  }

  /** Whether Kyverno registers a webhook of its own for the policy. */
  boolean hasOwnWebhook() {
    return policy
        .spec()
        .webhookConfiguration()
        .filter(webhook -> !webhook.matchConditions().isEmpty())
        .isPresent();
  }
}
