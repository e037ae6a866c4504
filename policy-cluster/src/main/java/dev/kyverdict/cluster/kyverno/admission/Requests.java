package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.kyverno.Accounts;
import dev.kyverdict.cluster.kyverno.Api;
import dev.kyverdict.cluster.kyverno.Labels;
import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.cluster.kyverno.Policies;
import dev.kyverdict.cluster.kyverno.RuleRequest;
import dev.kyverdict.cluster.kyverno.UpdateRequest;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.RuleType;
import dev.kyverdict.engine.admission.PolicyResponse;
import dev.kyverdict.engine.admission.RuleResult;
import dev.kyverdict.engine.match.Candidate;
import dev.kyverdict.engine.match.CompiledMatch;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * The UpdateRequests that the validating webhook leaves for the background controller, whether or
 * not rules deny the request ({@code pkg/webhooks/resource/updaterequest.go}, {@code
 * pkg/webhooks/resource/generation/handler.go}).
 */
final class Requests {

  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final Knowledge knowledge;
  private final Host host;
  private final AdmissionRequest request;

  Requests(Knowledge knowledge, Host host, AdmissionRequest request) {
    this.knowledge = knowledge;
    this.host = host;
    this.request = request;
  }

  /** Hands out work. */
  void submit(List<PolicyResponse> found) {
    found.forEach(this::mutations);
    found.forEach(this::generations);
    if (!request.user().username().equals(Accounts.BACKGROUND.username())) {
      others();
    }
  }

  private void mutations(PolicyResponse response) {
    for (RuleResult result : response.rules()) {
      if (result.type() == RuleType.MUTATION
          && result.outcome() instanceof RuleOutcome.Passed
          && !(request.operation() == Operation.DELETE
              && !namesDelete(response.source(), result.rule()))) {
        add(
            UpdateRequest.mutate(
                key(response.source()),
                result.rule(),
                ObjectRef.to(response.resource()),
                Optional.of(request)));
      }
    }
  }

  private static boolean namesDelete(KyvernoPolicy policy, String rule) {
    return policy.spec().rules().stream()
        .filter(one -> one.name().equals(rule))
        .anyMatch(Requests::namesDelete);
  }

  /** Whether a rule names DELETE among its operations ({@code pkg/webhooks/utils/match.go}). */
  private static boolean namesDelete(Rule rule) {
    Match match = rule.match();
    return Stream.of(List.of(match.direct()), match.all(), match.any())
        .flatMap(List::stream)
        .anyMatch(filter -> filter.resources().operations().contains(Operation.DELETE));
  }

  private void generations(PolicyResponse response) {
    List<RuleRequest> passed = new ArrayList<>();
    List<RuleRequest> failed = new ArrayList<>();
    for (Rule rule : response.source().spec().rules()) {
      if (rule.action() instanceof Generate generate) {
        for (RuleResult result : response.rules()) {
          if (result.rule().equals(rule.name()) && result.type() == RuleType.GENERATION) {
            if (result.outcome() instanceof RuleOutcome.Passed) {
              passed.add(RuleRequest.of(rule.name(), trigger(request.object()), false));
            } else if (result.outcome() instanceof RuleOutcome.Failed) {
              gone(rule, generate).ifPresent(failed::add);
            }
          }
        }
      }
    }
    String policy = key(response.source());
    Stream.of(passed, failed)
        .filter(rules -> !rules.isEmpty())
        .forEach(rules -> add(UpdateRequest.generate(policy, rules, Optional.of(request))));
  }

  /** The trigger is gone, or the rule does not apply to it any more. */
  private Optional<RuleRequest> gone(Rule rule, Generate generate) {
    ObjectRef trigger = trigger(request.oldObject());
    if (request.operation() == Operation.DELETE && namesDelete(rule)) {
      return Optional.of(RuleRequest.of(rule.name(), trigger, false));
    }
    return generate.synchronize().orElse(false)
        ? Optional.of(RuleRequest.of(rule.name(), trigger, true))
        : Optional.empty();
  }

  private static ObjectRef trigger(JsonNode object) {
    return object instanceof NullNode ? ObjectRef.NONE : ObjectRef.to(object);
  }

  /** What was generated, or what is cloned, changes ({@code handleNonTrigger}). */
  private void others() {
    Map<String, String> labels = labels(request.oldObject());
    if (!labels.containsKey(Labels.CLONE_SOURCE)
        && labels.getOrDefault(Labels.POLICY, "").isEmpty()) {
      return;
    }
    boolean managed = labels.getOrDefault(Labels.MANAGED_BY, "").equals(Labels.KYVERNO);
    boolean gone = !managed && request.object() instanceof NullNode;
    List<Map<String, String>> downstreams = managed ? List.of(labels) : clones();
    for (Map<String, String> downstream : downstreams) {
      if (!restore(downstream, gone)) {
        return;
      }
    }
  }

  private List<Map<String, String>> clones() {
    ObjectRef old = ObjectRef.to(request.oldObject());
    List<Map<String, String>> found = new ArrayList<>();
    Api api = knowledge.api(host);
    for (boolean byName : new boolean[] {true, false}) {
      Map<String, String> selector = new HashMap<>();
      selector.put(Labels.SOURCE_GROUP, group(old));
      selector.put(Labels.SOURCE_VERSION, old.apiVersion().replaceFirst("^.*/", ""));
      selector.put(Labels.SOURCE_KIND, old.kind());
      selector.put(Labels.SOURCE_NAMESPACE, old.namespace());
      selector.put(
          byName ? Labels.SOURCE_NAME : Labels.SOURCE_UID, byName ? old.name() : old.uid());
      Reply reply = api.list(old.apiVersion(), old.kind(), "", selector);
      if (!reply.ok()) {
        return List.of();
      }
      Api.items(reply, old.apiVersion(), old.kind()).forEach(item -> found.add(labels(item)));
    }
    return found;
  }

  private static String group(ObjectRef ref) {
    int slash = ref.apiVersion().indexOf('/');
    return slash < 0 ? "" : ref.apiVersion().substring(0, slash);
  }

  /** Whether the policy is still there; else Kyverno looks no further. */
  private boolean restore(Map<String, String> labels, boolean gone) {
    String namespace = labels.getOrDefault(Labels.POLICY_NAMESPACE, "");
    String name = labels.getOrDefault(Labels.POLICY, "");
    String key = namespace.isEmpty() ? name : namespace + "/" + name;
    Optional<Policies.Known> known = knowledge.policies.find(key);
    if (known.isEmpty()) {
      return false;
    }
    List<RuleRequest> rules = new ArrayList<>();
    for (Rule rule : known.get().policy().spec().rules()) {
      if (rule.name().equals(labels.get(Labels.RULE))
          && rule.action() instanceof Generate generate
          && generate.synchronize().orElse(false)
          && !isTrigger(rule, namespace)) {
        rules.add(RuleRequest.of(rule.name(), triggerOf(labels), gone));
      }
    }
    if (!rules.isEmpty()) {
      add(UpdateRequest.generate(key, rules, Optional.empty()));
    }
    return true;
  }

  private boolean isTrigger(Rule rule, String namespace) {
    return CompiledMatch.of(rule.match(), rule.exclude(), namespace)
        .holds(Candidate.of(request, request.oldObject()));
  }

  /** {@code TriggerFromLabels} in {@code pkg/background/generate/utils.go}. */
  private static ObjectRef triggerOf(Map<String, String> labels) {
    String group = labels.getOrDefault(Labels.TRIGGER_GROUP, "");
    String version = labels.getOrDefault(Labels.TRIGGER_VERSION, "");
    return new ObjectRef(
        group.isEmpty() ? version : group + "/" + version,
        labels.getOrDefault(Labels.TRIGGER_KIND, ""),
        labels.getOrDefault(Labels.TRIGGER_NAMESPACE, ""),
        labels.getOrDefault(Labels.TRIGGER_NAME, ""),
        labels.getOrDefault(Labels.TRIGGER_UID, ""));
  }

  private static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new HashMap<>();
    object
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asString("")));
    return labels;
  }

  private static String key(KyvernoPolicy policy) {
    String name = policy.metadata().name();
    return policy instanceof Policy
        ? policy.metadata().namespace().orElse("default") + "/" + name
        : name;
  }

  private void add(UpdateRequest one) {
    host.after(AT_ONCE, new Duty.Submit(one, host.now(), 0));
  }
}
