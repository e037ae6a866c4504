package dev.kyverdict.engine.admission;

import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.Spec.FailurePolicy;
import java.util.ArrayList;
import java.util.Comparator;
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
public record Webhook(List<CompiledPolicy> policies, boolean own, FailurePolicy failurePolicy) {

  /** Copies the list. */
  public Webhook {
    policies = List.copyOf(policies);
  }

  /** In the order in which the API server calls them: Kyverno sorts them by name. */
  static List<Webhook> of(List<CompiledPolicy> policies) {
    List<Webhook> webhooks = new ArrayList<>();
    for (FailurePolicy failurePolicy : List.of(FailurePolicy.FAIL, FailurePolicy.IGNORE)) {
      List<CompiledPolicy> shared =
          policies.stream()
              .filter(policy -> !policy.hasOwnWebhook() && policy.failurePolicy() == failurePolicy)
              .toList();
      if (!shared.isEmpty()) {
        webhooks.add(new Webhook(shared, false, failurePolicy));
      }
      policies.stream()
          .filter(policy -> policy.hasOwnWebhook() && policy.failurePolicy() == failurePolicy)
          .map(policy -> new Webhook(List.of(policy), true, failurePolicy))
          .sorted(Comparator.comparing(Webhook::suffix))
          .forEach(webhooks::add);
    }
    return webhooks;
  }

  /** The end of its name, as {@code fail} or {@code ignore-finegrained-some-policy}. */
  public String suffix() {
    return start() + (own ? "-finegrained-" + key("-") : "");
  }

  /** The end of the path under which the API server calls it. */
  public String path() {
    return start() + (own ? "/finegrained/" + key("/") : "");
  }

  private String start() {
    return failurePolicy == FailurePolicy.IGNORE ? "ignore" : "fail";
  }

  private String key(String between) {
    KyvernoPolicy policy = policies.getFirst().policy();
    String name = policy.metadata().name();
    return policy instanceof Policy
        ? policy.metadata().namespace().orElse("") + between + name
        : name;
  }
}
