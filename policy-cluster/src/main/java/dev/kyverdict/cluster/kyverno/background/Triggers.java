package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.kyverno.Labels;
import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.cluster.kyverno.UpdateRequest;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.generate.RefusedException;
import dev.kyverdict.engine.generate.RefusedException.Reason;
import dev.kyverdict.values.GoNumbers;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Finds the trigger of a rule as it is in the cluster: what an admission request said of it may
 * never have been stored ({@code pkg/background/common/resource.go}).
 */
final class Triggers {

  private final Calls calls;

  Triggers(Calls calls) {
    this.calls = calls;
  }

  /**
   * The trigger of a generate rule.
   *
   * @throws EvaluationException when there is none
   */
  JsonNode of(UpdateRequest update, ObjectRef trigger) {
    if (update.request().isEmpty()) {
      return live(update, trigger);
    }
    AdmissionRequest request = update.request().get();
    return switch (request.operation()) {
      case DELETE -> deleted(update, request, trigger);
      case CREATE -> created(update, request, trigger);
      case UPDATE -> live(update, trigger);
      case CONNECT -> stated(request);
    };
  }

  private JsonNode deleted(UpdateRequest update, AdmissionRequest request, ObjectRef trigger) {
    JsonNode old = GoNumbers.integers(request.oldObject());
    if (!Desk.labels(old).getOrDefault(Labels.POLICY, "").isEmpty()) {
      return live(update, trigger);
    }
    ObjectRef ref = ObjectRef.to(old);
    String what =
        "trigger resource %s/%s %s/%s with uid %s"
            .formatted(ref.apiVersion(), ref.kind(), ref.namespace(), ref.name(), ref.uid());
    JsonNode there;
    try {
      there = calls.get(ref);
    } catch (RefusedException refused) {
      if (refused.reason() == Reason.NOT_FOUND) {
        return old;
      }
      throw new EvaluationException("failed to verify deletion of " + what + ": " + refused.text());
    }
    JsonNode metadata = there.path("metadata");
    if (metadata.path("uid").asString("").equals(ref.uid()) && !metadata.has("deletionTimestamp")) {
      throw new EvaluationException(
          what
              + " still exists in the cluster, the delete request may have been rejected by the API"
              + " server");
    }
    return old;
  }

  private JsonNode created(UpdateRequest update, AdmissionRequest request, ObjectRef trigger) {
    try {
      return live(update, trigger);
    } catch (EvaluationException missing) {
      if (request.subResource().isEmpty()) {
        throw missing;
      }
      return GoNumbers.integers(request.object());
    }
  }

  /** As the request has it: the object, or the old one where there is none. */
  static JsonNode stated(AdmissionRequest request) {
    return GoNumbers.integers(request.object().isObject() ? request.object() : request.oldObject());
  }

  /**
   * An object as it is now.
   *
   * @throws EvaluationException when it is not there
   */
  JsonNode live(UpdateRequest update, ObjectRef trigger) {
    ObjectRef ref = trigger.equals(ObjectRef.NONE) ? update.resource() : trigger;
    if (!ref.uid().isEmpty()) {
      return withUid(ref);
    }
    if (!ref.name().isEmpty()) {
      String namespace = ref.kind().equals("Namespace") ? "" : ref.namespace();
      try {
        return calls.get(new ObjectRef(ref.apiVersion(), ref.kind(), namespace, ref.name(), ""));
      } catch (RefusedException refused) {
        throw new EvaluationException(
            "resource %s/%s/%s/%s: %s"
                .formatted(ref.apiVersion(), ref.kind(), namespace, ref.name(), refused.text()));
      }
    }
    return update
        .request()
        .map(Triggers::stated)
        .orElseThrow(() -> new EvaluationException("resource not found"));
  }

  private JsonNode withUid(ObjectRef ref) {
    try {
      List<JsonNode> found =
          calls.those(
              ref.apiVersion(),
              ref.kind(),
              ref.namespace(),
              it -> it.path("metadata").path("uid").asString("").equals(ref.uid()));
      if (!found.isEmpty()) {
        return found.getFirst();
      }
    } catch (RefusedException refused) {
      throw new EvaluationException("failed to list trigger resources: " + refused.text());
    }
    throw new EvaluationException(
        "trigger resource %s/%s %s/%s with uid %s not found in the cluster, the corresponding"
                .formatted(ref.apiVersion(), ref.kind(), ref.namespace(), ref.name(), ref.uid())
            + " admission request may have been rejected by the API server");
  }
}
