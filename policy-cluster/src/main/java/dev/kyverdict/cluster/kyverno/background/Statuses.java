package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.kyverno.Accounts;
import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.cluster.kyverno.UpdateRequest;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.generate.RefusedException;
import dev.kyverdict.engine.generate.RefusedException.Reason;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The status of UpdateRequests: what fails is counted, tried again at once, and given up after the
 * fourth time ({@code pkg/background/common/util.go}, {@code reconcileURStatus} in {@code
 * update_request_controller.go}).
 */
final class Statuses {

  private static final int LIMIT = 3;

  private final Calls calls;

  Statuses(Calls calls) {
    this.calls = calls;
  }

  static ObjectRef ref(String name) {
    return new ObjectRef(
        UpdateRequest.API_VERSION, UpdateRequest.KIND, Accounts.NAMESPACE, name, "");
  }

  static String state(JsonNode request) {
    return request.path("status").path("state").asString("");
  }

  /** What policies generated that are gone: the status names it. */
  static List<ObjectRef> generated(JsonNode request) {
    return request
        .path("status")
        .path("generatedResources")
        .valueStream()
        .map(ObjectRef::of)
        .toList();
  }

  /**
   * Writes down how it went.
   *
   * @param problem what went wrong
   * @param generated what was generated; empty leaves what stands there
   */
  void ended(String name, Optional<String> problem, Optional<List<ObjectRef>> generated) {
    JsonNode there;
    try {
      there = calls.get(ref(name));
    } catch (RefusedException refused) {
      throw new EvaluationException("failed to fetch update request: " + refused.text());
    }
    ObjectNode latest = (ObjectNode) there.deepCopy();
    ObjectNode status =
        latest.get("status") instanceof ObjectNode known ? known : latest.putObject("status");
    String state = problem.isPresent() ? UpdateRequest.FAILED : UpdateRequest.COMPLETED;
    status.put("state", state);
    status.remove("message");
    problem.ifPresent(text -> status.put("message", text));
    generated.ifPresent(objects -> put(status, objects));
    if (problem.isPresent()) {
      count(name, status);
    }
    try {
      calls.update(latest, "/status");
    } catch (RefusedException refused) {
      throw new EvaluationException(
          "failed to update ur status to " + state + ": " + refused.text());
    }
  }

  static void put(ObjectNode status, List<ObjectRef> objects) {
    status.remove("generatedResources");
    if (!objects.isEmpty()) {
      ArrayNode list = status.putArray("generatedResources");
      objects.forEach(object -> list.add(object.json()));
    }
  }

  private void count(String name, ObjectNode status) {
    int retries = status.path("retryCount").asInt(0);
    if (retries <= LIMIT) {
      status.put("retryCount", retries + 1);
      return;
    }
    try {
      calls.delete(ref(name));
    } catch (RefusedException refused) {
      throw new EvaluationException(
          "exceeds retry limit, failed to delete the UR: %s, retry: %d: %s"
              .formatted(name, retries, refused.text()));
    }
  }

  /** Takes away what is done, and gives what failed another chance. */
  void reconcile(String name) {
    JsonNode there;
    try {
      there = calls.get(ref(name));
    } catch (RefusedException refused) {
      if (refused.reason() == Reason.NOT_FOUND) {
        return;
      }
      throw new EvaluationException(
          "failed to fetch latest UR status for " + name + ": " + refused.text());
    }
    switch (state(there)) {
      case UpdateRequest.COMPLETED -> calls.delete(ref(name));
      case UpdateRequest.FAILED -> calls.update(in(there, UpdateRequest.PENDING), "/status");
      default -> {}
    }
  }

  /** The same in another state. */
  static ObjectNode in(JsonNode request, String state) {
    ObjectNode copy = (ObjectNode) request.deepCopy();
    ObjectNode status =
        copy.get("status") instanceof ObjectNode known ? known : copy.putObject("status");
    status.put("state", state);
    return copy;
  }
}
