package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.kyverno.Labels;
import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.cluster.kyverno.UpdateRequest;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.generate.RefusedException;
import dev.kyverdict.engine.generate.RefusedException.Reason;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes UpdateRequests and works them off ({@code pkg/background/update_request_controller.go},
 * {@code pkg/utils/generator/updaterequests.go}).
 */
final class Requests {

  private static final String MUTATE_POLICY = "mutate.updaterequest.kyverno.io/policy-name";
  private static final int USUAL_THRESHOLD = 1000;

  private final Desk desk;
  private final Calls calls;

  Requests(Desk desk) {
    this.desk = desk;
    this.calls = desk.calls();
  }

  /**
   * Makes one, unless there are too many.
   *
   * @param generated what its status names from the start
   */
  void create(UpdateRequest update, List<ObjectRef> generated) {
    int there = calls.list(UpdateRequest.API_VERSION, UpdateRequest.KIND, "", "").size();
    if (there >= threshold()) {
      return;
    }
    JsonNode created = calls.create(update.object());
    ObjectNode pending = Statuses.in(created, UpdateRequest.PENDING);
    Statuses.put((ObjectNode) pending.get("status"), generated);
    calls.update(pending, "/status");
  }

  private int threshold() {
    String text = desk.engine().config().data().getOrDefault("updateRequestThreshold", "");
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : USUAL_THRESHOLD;
  }

  /** Whether one is known that changes existing objects because of a trigger. */
  boolean isAnyFor(String policy, ObjectRef trigger) {
    Map<String, String> labels = Labels.ofMutation(policy, trigger);
    return desk.memory().requests.values().stream()
        .anyMatch(request -> Desk.labels(request).entrySet().containsAll(labels.entrySet()));
  }

  /** Works one off. */
  void work(String name) {
    try {
      sync(name);
      desk.memory().requestQueue.done(name);
    } catch (RefusedException refused) {
      if (refused.reason() == Reason.NOT_FOUND) {
        desk.memory().requestQueue.done(name);
      } else {
        desk.memory().requestQueue.failed(desk.host(), name);
      }
    } catch (EvaluationException failed) {
      desk.memory().requestQueue.failed(desk.host(), name);
    }
  }

  private void sync(String name) {
    JsonNode object = desk.memory().requests.get(name);
    if (object == null) {
      return;
    }
    String type = object.path("spec").path("requestType").asString("");
    UpdateRequest update = UpdateRequest.of(object, Map.of());
    boolean known = desk.memory().policies.containsKey(update.policy());
    if (!known && type.equals(UpdateRequest.Type.MUTATE.toString())) {
      calls.deleteAll(
          UpdateRequest.API_VERSION,
          UpdateRequest.KIND,
          Statuses.ref(name).namespace(),
          Selecting.text(Map.of(MUTATE_POLICY, update.policyName())));
      return;
    }
    if (Statuses.state(object).equals(UpdateRequest.PENDING)) {
      process(name, type, object, update);
    }
    new Statuses(calls).reconcile(name);
  }

  /** Requests of policies in CEL are nobody's work here. */
  private void process(String name, String type, JsonNode object, UpdateRequest update) {
    if (type.equals(UpdateRequest.Type.GENERATE.toString())) {
      new Generation(desk).process(name, object, update);
    } else if (type.equals(UpdateRequest.Type.MUTATE.toString())) {
      new TargetChanges(desk).process(name, update);
    }
  }
}
