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
import dev.kyverdict.engine.match.Sighting;
import dev.kyverdict.engine.match.Webhooks;
import dev.kyverdict.engine.match.Work;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Spec.FailurePolicy;
import dev.kyverdict.values.EndlessException;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.values.GoPanicException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** What Kyverno does about a request in one call of a webhook ({@code pkg/webhooks/resource}). */
final class WebhookCall {

  /** The account of the background controller in Kyverno's own chart. */
  private static final String BACKGROUND_ACCOUNT =
      "system:serviceaccount:kyverno:kyverno-background-controller";

  private static final Sighting SEEN = new Sighting.Seen();

  private final Scene scene;
  private final List<RuleResult> rules = new ArrayList<>();
  private final List<PolicyResponse> deciding = new ArrayList<>();
  private final List<PolicyResponse> audited = new ArrayList<>();
  private final List<PolicyResponse> background = new ArrayList<>();
  private final List<Generated> generated = new ArrayList<>();
  private final List<CallRecord> calls = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Optional<Webhooks.OneRequest> sightings;
  private final Map<Sighting.NotSeen, RuleOutcome> outcomes = new HashMap<>();
  private AdmissionRequest request;
  private boolean mutated;

  /**
   * What calls about one request have in common.
   *
   * @param config how Kyverno is set up
   * @param apiServer the webhooks that an API server calls; empty when Kyverno is asked everything
   * @param cluster the cluster
   * @param choices where Kyverno goes one of several ways
   * @param sent whether the API server was sent an object
   */
  record Scene(
      KyvernoConfig config,
      Optional<Webhooks> apiServer,
      ClusterReader cluster,
      Choices choices,
      boolean sent) {}

  /** About a request, with the object as the API server has it by then. */
  WebhookCall(Scene scene, AdmissionRequest request) {
    this.scene = scene;
    this.request = request;
    this.sightings = scene.apiServer().map(webhooks -> webhooks.about(request));
  }

  /** The mutating webhook. */
  Webhook.Answer mutate(Webhook webhook) {
    return answer(guarded(webhook, () -> mutation(webhook)));
  }

  /** The validating webhook without its work for the background controller. */
  Webhook.Answer validate(Webhook webhook) {
    return answer(guarded(webhook, () -> validation(webhook)));
  }

  /**
   * The work for the background controller that the validating webhook finds.
   *
   * @param generate whether generate rules say what they would make
   */
  Webhook.Answer background(List<CompiledPolicy> policies, boolean generate) {
    return answer(requests(policies, generate));
  }

  /** The validating webhook as a whole: the work is looked for whether or not rules deny. */
  Webhook.Answer validateAll(Webhook webhook) {
    Optional<Response> refused = guarded(webhook, () -> validation(webhook));
    if (!request.dryRun()) {
      Optional<Response> failed = guarded(webhook, () -> requests(webhook.policies(), false));
      refused = refused.isPresent() ? refused : failed;
    }
    return answer(refused);
  }

  private Webhook.Answer answer(Optional<Response> refused) {
    return new Webhook.Answer(
        refused.orElseGet(() -> unlessUnknown(rules)),
        rules,
        deciding,
        audited,
        background,
        request.object(),
        mutated,
        generated,
        calls,
        warnings);
  }

  /** Nothing denied it, but what is not judged might have. */
  static Response unlessUnknown(List<RuleResult> rules) {
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
    boolean wiped = object instanceof NullNode && scene.sent();
    return Optional.of("new")
        .filter(which -> wiped || lacksKind(object))
        .map(which -> unreadable(which, object))
        .or(
            () ->
                Optional.of(request.oldObject())
                    .filter(WebhookCall::lacksKind)
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

  private PolicyContext open() {
    PolicyContext context =
        PolicyContext.of(
            request, JsonContext.of(request, scene.cluster(), scene.config(), scene.choices()));
    if (!request.kind().kind().equals("Namespace") && !request.namespace().isEmpty()) {
      context.setNamespaceLabels(request.namespaceLabels());
    }
    return context;
  }

  private Optional<Response> mutation(Webhook webhook) {
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
      return new Mutations(context, rules, deciding, warnings)
          .run(PolicyOrder.of(mutating, request, scene.choices()), this::mutatedTo);
    } finally {
      calls.addAll(context.variables().calls());
    }
  }

  private void mutatedTo(JsonNode object) {
    request = request.withObject(GoNumbers.floats(object));
    mutated = true;
  }

  private Optional<Response> validation(Webhook webhook) {
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
    return new Validations(
            request, unreadable(), this::open, rules, deciding, audited, calls, warnings)
        .run(new Webhook(validating, webhook.own(), webhook.failurePolicy()));
  }

  /** Whether the API server calls Kyverno for the policy; what it never sees is written down. */
  private Sighting sighting(CompiledPolicy policy, Work work, Phase phase) {
    if (sightings.isEmpty()) {
      return SEEN;
    }
    Sighting sighting = sightings.get().sees(policy.policy(), work);
    if (sighting instanceof Sighting.NotSeen missed) {
      RuleOutcome outcome = outcomes.computeIfAbsent(missed, WebhookCall::notAsked);
      for (CompiledRule rule : policy.rules()) {
        if (work.isDoneBy(rule.rule().action())) {
          rules.add(
              new RuleResult(
                  policy.policy().metadata().name(),
                  rule.rule().name(),
                  phase,
                  rule.type(),
                  outcome,
                  Trace.NONE));
        }
      }
    }
    return sighting;
  }

  private static RuleOutcome notAsked(Sighting.NotSeen missed) {
    return new RuleOutcome.NotMatched("Kyverno is not asked: " + missed.text());
  }

  private Optional<Response> requests(List<CompiledPolicy> policies, boolean generate) {
    for (CompiledPolicy policy : policies) {
      Work work = policy.generates() ? Work.GENERATE : Work.MUTATE_EXISTING;
      boolean concerned = policy.generates() || policy.mutatesExisting();
      if (concerned && sighting(policy, work, Phase.BACKGROUND).seen()) {
        Optional<CompiledPolicy> part = considered(policy);
        Optional<String> unreadable = unreadable();
        if (part.isPresent() && unreadable.isPresent()) {
          return unreadable.map(Response.Denied::new);
        }
        part.ifPresent(it -> check(it, generate));
      }
    }
    return Optional.empty();
  }

  private Optional<CompiledPolicy> considered(CompiledPolicy policy) {
    return request.user().username().equals(BACKGROUND_ACCOUNT)
        ? policy.forBackgroundAccount()
        : Optional.of(policy);
  }

  private void check(CompiledPolicy policy, boolean generate) {
    PolicyContext context = open();
    if (!policy.generates() && request.operation() == Operation.DELETE) {
      context.setNewResource(context.oldResource());
    }
    PolicyResponse response = BackgroundChecks.of(policy, context);
    background.add(response);
    rules.addAll(response.rules());
    if (generate) {
      response.rules().stream()
          .filter(rule -> rule.type() == RuleType.GENERATION)
          .filter(rule -> rule.outcome() instanceof RuleOutcome.Passed)
          .forEach(
              rule ->
                  generated.add(policy.generate(rule.rule(), context, scene.cluster(), created())));
    }
    calls.addAll(context.variables().calls());
  }

  /** What generate rules made so far; the next one finds it in the cluster. */
  private List<JsonNode> created() {
    return generated.stream().flatMap(made -> made.created().stream()).toList();
  }
}
