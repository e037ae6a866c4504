package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.kyverno.Labels;
import dev.kyverdict.cluster.kyverno.Policies;
import dev.kyverdict.engine.generate.RefusedException;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What happens when a policy comes, changes or goes ({@code pkg/policy/policy_controller.go}). */
final class PolicyChanges {

  /** How old a policy must be until its existing objects are changed without a change of it. */
  private static final Duration SCAN_INTERVAL = Duration.ofHours(1);

  private final Desk desk;
  private final Calls calls;

  PolicyChanges(Desk desk) {
    this.desk = desk;
    this.calls = desk.calls();
  }

  void added(JsonNode tree) {
    StoredPolicy policy = known(tree);
    if (isForBackground(policy)) {
      desk.memory().policyQueue.add(desk.host(), policy.key());
    }
  }

  void changed(JsonNode before, JsonNode after) {
    StoredPolicy policy = known(after);
    if (before.path("spec").equals(after.path("spec")) || !isForBackground(policy)) {
      return;
    }
    StoredPolicy old = new StoredPolicy(before);
    if (!after.path("metadata").has("deletionTimestamp")) {
      List<Rule> gone =
          old.rules().stream().filter(rule -> policy.rule(rule.name()).isEmpty()).toList();
      if (gone.isEmpty()) {
        letGo(old, policy);
      } else {
        new PolicyRequests(desk, policy).deleteDownstreams(gone);
      }
    }
    desk.memory().policyQueue.add(desk.host(), policy.key());
  }

  void gone(JsonNode tree) {
    StoredPolicy policy = new StoredPolicy(tree);
    new PolicyRequests(desk, policy).deleteDownstreams(policy.rules());
  }

  void rescan() {
    desk.memory().policies.values().stream()
        .filter(this::isForBackground)
        .forEach(policy -> desk.memory().policyQueue.add(desk.host(), policy.key()));
  }

  /** The policy as it is by now, when it is still there: it may be compiled already. */
  private StoredPolicy known(JsonNode tree) {
    return Optional.ofNullable(desk.memory().policies.get(Policies.key(tree)))
        .filter(policy -> policy.tree().equals(tree))
        .orElseGet(() -> new StoredPolicy(tree));
  }

  private boolean isForBackground(StoredPolicy policy) {
    boolean mutates = policy.mutatingExisting().findAny().isPresent();
    if (!mutates && policy.generating().findAny().isEmpty()) {
      return false;
    }
    if (!policy.looksAtExisting()) {
      return false;
    }
    return !mutates || isOld(policy) || changesOnUpdate(policy);
  }

  private boolean isOld(StoredPolicy policy) {
    String created = policy.tree().path("metadata").path("creationTimestamp").asString("");
    Instant since = created.isEmpty() ? Instant.EPOCH : Instant.parse(created);
    return !since.plus(SCAN_INTERVAL).isAfter(desk.host().now());
  }

  private static boolean changesOnUpdate(StoredPolicy policy) {
    return policy.policy().spec().mutateExistingOnPolicyUpdate().orElse(false)
        || policy.rules().stream()
            .anyMatch(
                rule ->
                    rule.action() instanceof Mutate mutate
                        && mutate.mutateExistingOnPolicyUpdate().orElse(false));
  }

  /** What a rule generated under another name or of another source is not its own any more. */
  private void letGo(StoredPolicy old, StoredPolicy policy) {
    for (Rule before : old.rules()) {
      Optional<Rule> after = policy.rule(before.name());
      if (before.action() instanceof Generate one
          && after.isPresent()
          && after.get().action() instanceof Generate other) {
        for (String kind : abandoned(one, other)) {
          letGo(policy, before.name(), kind);
        }
      }
    }
  }

  private static List<String> abandoned(Generate one, Generate other) {
    List<String> kinds = new ArrayList<>();
    if (!one.target().equals(other.target()) || !clone(one).equals(clone(other))) {
      one.target().kind().ifPresent(kinds::add);
    }
    if (!list(one).equals(list(other))) {
      list(one).ifPresent(list -> kinds.addAll(list.kinds()));
    }
    return kinds;
  }

  private static Optional<Generate.Clone> clone(Generate generate) {
    return generate.source() instanceof Generate.Clone clone
        ? Optional.of(clone)
        : Optional.empty();
  }

  private static Optional<Generate.CloneList> list(Generate generate) {
    return generate.source() instanceof Generate.CloneList list
        ? Optional.of(list)
        : Optional.empty();
  }

  private void letGo(StoredPolicy policy, String rule, String kind) {
    String selector =
        Selecting.text(
            Map.of(
                Labels.POLICY, policy.name(),
                Labels.POLICY_NAMESPACE, policy.namespace(),
                Labels.RULE, rule));
    try {
      for (JsonNode object : calls.list("", kind, "", selector)) {
        letGo(object);
      }
    } catch (RefusedException refused) {
      // Kyverno logs it
    }
  }

  private void letGo(JsonNode object) {
    ObjectNode copy = (ObjectNode) object.deepCopy();
    if (copy.path("metadata").path("labels") instanceof ObjectNode labels) {
      labels.remove(List.of(Labels.POLICY, Labels.POLICY_NAMESPACE, Labels.RULE));
    }
    try {
      calls.update(copy);
    } catch (RefusedException refused) {
      // Kyverno logs it and goes on with the next
    }
  }
}
