package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.Phase;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.RuleType;
import dev.kyverdict.engine.WebhookTimeoutException;
import dev.kyverdict.engine.admission.Response.WebhookFailed.Cause;
import dev.kyverdict.engine.chance.Choices;
import dev.kyverdict.engine.context.CallRecord;
import dev.kyverdict.engine.context.JsonContext;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.context.Trace;
import dev.kyverdict.engine.match.ConfigFilters;
import dev.kyverdict.engine.match.Sighting;
import dev.kyverdict.engine.match.Webhooks;
import dev.kyverdict.engine.match.Work;
import dev.kyverdict.engine.mutate.JsonDiff;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Spec.FailurePolicy;
import dev.kyverdict.values.EndlessException;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.values.GoPanicException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * One request on its way: the mutating webhooks, the validating ones with the mutated object, and
 * the checks for the background controller ({@code pkg/webhooks/resource}).
 */
final class Admission {

  /** The account of the background controller in Kyverno's own chart. */
  private static final String BACKGROUND_ACCOUNT =
      "system:serviceaccount:kyverno:kyverno-background-controller";

  private static final Sighting SEEN = new Sighting.Seen();

  private final KyvernoConfig config;
  private final ConfigFilters filters;
  private final Optional<Webhooks> apiServer;
  private final List<Webhook> webhooks;
  private final List<CompiledPolicy> policies;
  private final ClusterReader cluster;
  private final AdmissionRequest original;
  private final Choices choices;
  private final List<RuleResult> rules = new ArrayList<>();
  private final List<Generated> generated = new ArrayList<>();
  private final List<CallRecord> calls = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private AdmissionRequest request;
  private boolean mutated;

  Admission(
      KyvernoConfig config,
      ConfigFilters filters,
      Optional<Webhooks> apiServer,
      List<CompiledPolicy> policies,
      AdmissionRequest request,
      ClusterReader cluster,
      Choices choices) {
    this.config = config;
    this.filters = filters;
    this.apiServer = apiServer;
    this.policies = policies.stream().filter(p -> p.policy().spec().admission()).toList();
    this.webhooks = Webhook.of(this.policies);
    this.cluster = cluster;
    this.choices = choices;
    this.original = request;
    this.request = request;
  }

  Decision decide() {
    Optional<String> filtered = filters.passes(original);
    if (filtered.isPresent()) {
      return decision(filtered, new Response.Allowed(""));
    }
    for (Webhook webhook : webhooks) {
      Optional<Response> refused = guarded(webhook, () -> mutate(webhook));
      if (refused.isPresent()) {
        return decision(Optional.empty(), refused.get());
      }
    }
    Optional<Response> refused = Optional.empty();
    for (Webhook webhook : webhooks) {
      Optional<Response> answer = guarded(webhook, () -> validate(webhook));
      refused = refused.isPresent() ? refused : answer;
    }
    if (!request.dryRun()) {
      Optional<Response> failed = background(refused.isEmpty());
      refused = refused.isPresent() ? refused : failed;
    }
    return decision(Optional.empty(), refused.orElseGet(this::unlessUnknown));
  }

  /** Nothing denied it, but what is not judged might have. */
  private Response unlessUnknown() {
    return rules.stream()
        .filter(rule -> rule.outcome() instanceof RuleOutcome.NotSupported)
        .findFirst()
        .<Response>map(
            rule ->
                new Response.Undecided(
                    "rule %s of policy %s: %s"
                        .formatted(rule.rule(), rule.policy(), rule.outcome().message())))
        .orElse(new Response.Allowed(""));
  }

  /**
   * Why Kyverno cannot read the objects of the request ({@code pkg/utils/admission}): one has no
   * kind, which no API server sends, or an ignored error left null in the object's place.
   */
  private Optional<String> unreadable() {
    JsonNode object = request.object();
    boolean wiped = object instanceof NullNode && !(original.object() instanceof NullNode);
    return Optional.of("new")
        .filter(which -> wiped || lacksKind(object))
        .map(which -> unreadable(which, object))
        .or(
            () ->
                Optional.of(request.oldObject())
                    .filter(Admission::lacksKind)
                    .map(old -> unreadable("old", old)));
  }

  private static boolean lacksKind(JsonNode object) {
    return object.isObject() && object.path("kind").asString("").isEmpty();
  }

  private static String unreadable(String which, JsonNode object) {
    return "failed to parse resource: failed to convert %s raw to unstructured: failed to convert"
            .formatted(which)
        + " raw to unstructured: Object 'Kind' is missing in '%s'".formatted(object);
  }

  private boolean hasMutations() {
    return !(original.object() instanceof NullNode)
        && policies.stream().anyMatch(CompiledPolicy::mutates);
  }

  private interface Part {
    Optional<Response> run();
  }

  /** A webhook call that never answers is a matter of its failure policy. */
  private static Optional<Response> guarded(Webhook webhook, Part part) {
    try {
      return part.run();
    } catch (GoPanicException crash) {
      return failed(webhook, Cause.CRASH, crash);
    } catch (EndlessException endless) {
      return failed(webhook, Cause.ENDLESS, endless);
    } catch (WebhookTimeoutException late) {
      return failed(webhook, Cause.TIMEOUT, late);
    }
  }

  private static Optional<Response> failed(Webhook webhook, Cause cause, Exception failure) {
    boolean open = webhook.failurePolicy() == FailurePolicy.IGNORE;
    return Optional.of(
        new Response.WebhookFailed(open, cause, String.valueOf(failure.getMessage())));
  }

  private Decision decision(Optional<String> notSeen, Response response) {
    boolean silent = rules.stream().allMatch(rule -> rule.outcome().status().isEmpty());
    JsonNode patch = JsonDiff.between(original.object(), request.object());
    return new Decision(
        original,
        notSeen,
        response,
        rules,
        request.object(),
        mutated || (hasMutations() && silent && response.allowed()),
        patch,
        generated,
        calls,
        warnings,
        choices.made());
  }

  private PolicyContext open() {
    PolicyContext context =
        PolicyContext.of(request, JsonContext.of(request, cluster, config, choices));
    if (!request.kind().kind().equals("Namespace") && !request.namespace().isEmpty()) {
      context.setNamespaceLabels(request.namespaceLabels());
    }
    return context;
  }

  private Optional<Response> mutate(Webhook webhook) {
    List<CompiledPolicy> mutating = new ArrayList<>();
    for (CompiledPolicy policy : webhook.policies()) {
      if (policy.mutates()) {
        Sighting sighting = sighting(policy, Work.MUTATE, Phase.MUTATE);
        if (sighting instanceof Sighting.Refused(var text)) {
          return Optional.of(new Response.WebhookFailed(false, Cause.NOT_CALLED, text));
        }
        if (sighting.seen()) {
          mutating.add(policy);
        }
      }
    }
    if (mutating.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> unreadable = unreadable();
    if (unreadable.isPresent()) {
      return unreadable.map(Response.Denied::new);
    }
    PolicyContext context = open();
    try {
      return new Mutations(context, rules, warnings)
          .run(PolicyOrder.of(mutating, request, choices), this::mutatedTo);
    } finally {
      calls.addAll(context.variables().calls());
    }
  }

  private void mutatedTo(JsonNode object) {
    request = request.withObject(GoNumbers.floats(object));
    mutated = true;
  }

  private Optional<Response> validate(Webhook webhook) {
    List<CompiledPolicy> validating = new ArrayList<>();
    for (CompiledPolicy policy : webhook.policies()) {
      if (policy.validates()) {
        Sighting sighting = sighting(policy, Work.VALIDATE, Phase.VALIDATE);
        if (sighting instanceof Sighting.Refused(var text)) {
          return Optional.of(new Response.WebhookFailed(false, Cause.NOT_CALLED, text));
        }
        if (sighting.seen()) {
          validating.add(policy);
        }
      }
    }
    return new Validations(request, unreadable(), this::open, rules, calls, warnings)
        .run(new Webhook(validating, webhook.own(), webhook.failurePolicy()));
  }

  /** Whether the API server calls Kyverno for the policy; what it never sees is written down. */
  private Sighting sighting(CompiledPolicy policy, Work work, Phase phase) {
    if (apiServer.isEmpty()) {
      return SEEN;
    }
    Sighting sighting = apiServer.get().sees(policy.policy(), work, request);
    if (sighting instanceof Sighting.NotSeen(var cause, var text)) {
      for (CompiledRule rule : policy.rules()) {
        if (work.isDoneBy(rule.rule().action())) {
          rules.add(
              new RuleResult(
                  policy.policy().metadata().name(),
                  rule.rule().name(),
                  phase,
                  rule.type(),
                  new RuleOutcome.NotMatched("Kyverno is not asked: " + text),
                  Trace.NONE));
        }
      }
    }
    return sighting;
  }

  private Optional<Response> background(boolean allowed) {
    for (CompiledPolicy policy : policies) {
      Work work = policy.generates() ? Work.GENERATE : Work.MUTATE_EXISTING;
      boolean concerned = policy.generates() || policy.mutatesExisting();
      if (concerned && sighting(policy, work, Phase.BACKGROUND).seen()) {
        Optional<CompiledPolicy> part = considered(policy);
        Optional<String> unreadable = unreadable();
        if (part.isPresent() && unreadable.isPresent()) {
          return unreadable.map(Response.Denied::new);
        }
        part.ifPresent(it -> background(it, allowed));
      }
    }
    return Optional.empty();
  }

  private Optional<CompiledPolicy> considered(CompiledPolicy policy) {
    return request.user().username().equals(BACKGROUND_ACCOUNT)
        ? policy.forBackgroundAccount()
        : Optional.of(policy);
  }

  private void background(CompiledPolicy policy, boolean allowed) {
    PolicyContext context = open();
    if (!policy.generates() && request.operation() == Operation.DELETE) {
      context.setNewResource(context.oldResource());
    }
    PolicyResponse response = BackgroundChecks.of(policy, context);
    rules.addAll(response.rules());
    if (allowed) {
      response.rules().stream()
          .filter(rule -> rule.type() == RuleType.GENERATION)
          .filter(rule -> rule.outcome() instanceof RuleOutcome.Passed)
          .forEach(
              rule -> generated.add(policy.generate(rule.rule(), context, cluster, created())));
    }
    calls.addAll(context.variables().calls());
  }

  /** What generate rules made so far; the next one finds it in the cluster. */
  private List<JsonNode> created() {
    return generated.stream().flatMap(made -> made.created().stream()).toList();
  }
}
