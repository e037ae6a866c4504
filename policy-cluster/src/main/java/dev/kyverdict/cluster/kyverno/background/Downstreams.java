package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.kyverno.Labels;
import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.cluster.kyverno.RuleRequest;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.generate.RefusedException;
import dev.kyverdict.engine.generate.RefusedException.Reason;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Takes away what was generated ({@code pkg/background/generate/cleanup.go}). */
final class Downstreams {

  private final Calls calls;

  Downstreams(Calls calls) {
    this.calls = calls;
  }

  /**
   * Deletes.
   *
   * @param policy the policy; empty when it is gone
   * @param request what the UpdateRequest asks of one rule
   * @param generated what the UpdateRequest names itself
   * @throws EvaluationException when something could not be deleted
   */
  void delete(Optional<StoredPolicy> policy, RuleRequest request, List<ObjectRef> generated) {
    if (!generated.isEmpty()) {
      deleteAll(generated, "failed to clean up downstream resources on policy deletion");
    } else if (policy.isPresent()) {
      for (Rule rule : policy.get().rules()) {
        if (rule.name().equals(request.rule()) && rule.action() instanceof Generate generate) {
          delete(policy.get(), generate, request.trigger());
        }
      }
    }
  }

  private void delete(StoredPolicy policy, Generate generate, ObjectRef trigger) {
    List<ObjectRef> found;
    try {
      found = of(policy, generate, trigger);
    } catch (RefusedException refused) {
      throw new EvaluationException("failed to fetch downstream resources: " + refused.text());
    }
    deleteAll(found, "failed to clean up downstream resources on source deletion");
  }

  private void deleteAll(List<ObjectRef> objects, String problem) {
    List<String> errors = new ArrayList<>();
    for (ObjectRef object : objects) {
      try {
        calls.delete(object);
      } catch (RefusedException refused) {
        if (refused.reason() != Reason.NOT_FOUND) {
          errors.add(refused.text());
        }
      }
    }
    if (!errors.isEmpty()) {
      throw new EvaluationException(problem + ": " + String.join("; ", errors));
    }
  }

  private List<ObjectRef> of(StoredPolicy policy, Generate generate, ObjectRef trigger) {
    ResourceKind kind = ResourceKind.of(trigger.apiVersion(), trigger.kind());
    Map<String, String> labels = new HashMap<>();
    labels.put(Labels.POLICY, policy.name());
    labels.put(Labels.POLICY_NAMESPACE, policy.namespace());
    labels.put(Labels.MANAGED_BY, Labels.KYVERNO);
    labels.put(Labels.TRIGGER_UID, trigger.uid());
    labels.put(Labels.TRIGGER_NAMESPACE, trigger.namespace());
    labels.put(Labels.TRIGGER_KIND, trigger.kind());
    labels.put(Labels.TRIGGER_GROUP, kind.group());
    labels.put(Labels.TRIGGER_VERSION, kind.version());
    List<ObjectRef> found = new ArrayList<>();
    if (generate.source() instanceof Generate.ForEachSource(var loops)) {
      loops.forEach(loop -> found.addAll(of(loop.target(), loop.source(), labels, trigger)));
    } else {
      found.addAll(of(generate.target(), generate.source(), labels, trigger));
    }
    return found;
  }

  /**
   * Of one pattern. The labels are shared by all: what one pattern looked for by name because it
   * found nothing by uid, the next looks for by name alone.
   */
  private List<ObjectRef> of(
      Generate.Target target,
      Generate.Source source,
      Map<String, String> labels,
      ObjectRef trigger) {
    String kind = target.kind().orElse("");
    if (!kind.isEmpty()) {
      return of(target.apiVersion().orElse(""), kind, labels, trigger);
    }
    List<ObjectRef> found = new ArrayList<>();
    if (source instanceof Generate.CloneList list) {
      for (String listed : list.kinds()) {
        int slash = listed.lastIndexOf('/');
        String apiVersion = slash < 0 ? "" : listed.substring(0, slash);
        found.addAll(of(apiVersion, listed.substring(slash + 1), new HashMap<>(labels), trigger));
      }
    }
    return found;
  }

  private List<ObjectRef> of(
      String apiVersion, String kind, Map<String, String> labels, ObjectRef trigger) {
    List<JsonNode> found = calls.list(apiVersion, kind, "", Selecting.text(labels));
    if (found.isEmpty()) {
      labels.remove(Labels.TRIGGER_UID);
      labels.put(Labels.TRIGGER_NAME, trigger.name());
      found = calls.list(apiVersion, kind, "", Selecting.text(labels));
    }
    return found.stream().map(ObjectRef::to).toList();
  }
}
