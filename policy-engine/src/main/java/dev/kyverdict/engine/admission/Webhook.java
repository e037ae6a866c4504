package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.context.CallRecord;
import dev.kyverdict.engine.match.Sighting;
import dev.kyverdict.engine.match.Webhooks;
import dev.kyverdict.engine.mutate.JsonDiff;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.Spec.FailurePolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

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

  /** In the order in which the recorded verdicts come about. */
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

  /** In the order in which an API server calls them: Kyverno sorts them by name. */
  static List<Webhook> sorted(List<CompiledPolicy> policies) {
    return of(policies).stream().sorted(Comparator.comparing(Webhook::suffix)).toList();
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

  /**
   * What Kyverno does in one call of a webhook.
   *
   * @param response what the API server gets
   * @param rules what every rule said, in the order in which they were asked
   * @param deciding what the policies said that decide about the request, or warn
   * @param audited what the policies said that only report
   * @param background what the policies said that leave work to the background controller
   * @param object the object after mutation; the null node when there is none
   * @param mutated whether mutate rules had their say about the object
   * @param generated what generate rules would make
   * @param calls the calls made, in order
   * @param warnings the warnings that the client gets
   */
  public record Answer(
      Response response,
      List<RuleResult> rules,
      List<PolicyResponse> deciding,
      List<PolicyResponse> audited,
      List<PolicyResponse> background,
      JsonNode object,
      boolean mutated,
      List<Generated> generated,
      List<CallRecord> calls,
      List<String> warnings) {

    /** Copies the lists. */
    public Answer {
      rules = List.copyOf(rules);
      deciding = List.copyOf(deciding);
      audited = List.copyOf(audited);
      background = List.copyOf(background);
      generated = List.copyOf(generated);
      calls = List.copyOf(calls);
      warnings = List.copyOf(warnings);
    }

    /** The same as a decision about a request that this call alone takes. */
    public Decision decision(AdmissionRequest request) {
      return new Decision(
          request,
          Optional.empty(),
          response,
          rules,
          object,
          mutated,
          JsonDiff.between(request.object(), object),
          generated,
          calls,
          warnings,
          List.of());
    }
  }

  /** The webhooks of a set of policies, as Kyverno registers them. Immutable. */
  public static final class Registered {

    private static final Sighting SEEN = new Sighting.Seen();

    private final List<CompiledPolicy> policies;
    private final Optional<Webhooks> apiServer;
    private final List<Webhook> webhooks;
    private final Map<Webhook, List<KyvernoPolicy>> sources = new IdentityHashMap<>();

    Registered(List<CompiledPolicy> policies, Optional<Webhooks> apiServer) {
      this.policies = List.copyOf(policies);
      this.apiServer = apiServer;
      this.webhooks =
          Webhook.sorted(policies.stream().filter(p -> p.policy().spec().admission()).toList());
      webhooks.forEach(one -> sources.put(one, sources(one)));
    }

    private static List<KyvernoPolicy> sources(Webhook webhook) {
      return webhook.policies().stream().map(CompiledPolicy::policy).toList();
    }

    List<CompiledPolicy> policies() {
      return policies;
    }

    Optional<Webhooks> apiServer() {
      return apiServer;
    }

    /** The webhooks, in the order in which the API server calls them. */
    public List<Webhook> webhooks() {
      return webhooks;
    }

    /**
     * Whether the API server calls a webhook about a request.
     *
     * @param webhook one of {@link #webhooks}
     * @param mutating in the mutating configuration, or in the validating one
     */
    public Sighting calls(Webhook webhook, boolean mutating, AdmissionRequest request) {
      return apiServer.isEmpty()
          ? SEEN
          : apiServer.get().calls(sources.getOrDefault(webhook, List.of()), mutating, request);
    }
  }
}
