package dev.kyverdict.world.batch;

import dev.kyverdict.world.kube.Trees;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Facts about Jobs. */
final class Jobs {

  private Jobs() {}

  static String path(String namespace) {
    return "/apis/batch/v1/namespaces/" + namespace + "/jobs";
  }

  static String path(JsonNode job) {
    return path(Trees.namespace(job)) + "/" + Trees.name(job);
  }

  static boolean isComplete(JsonNode job) {
    return Trees.hasCondition(job, "Complete", "True");
  }

  static boolean isFailed(JsonNode job) {
    return Trees.hasCondition(job, "Failed", "True");
  }

  static boolean isFinished(JsonNode job) {
    return isComplete(job) || isFailed(job);
  }

  /** When it finished; empty while it runs. */
  static Optional<Instant> finished(JsonNode job) {
    return Trees.at(job, "status/conditions")
        .valueStream()
        .filter(it -> Trees.text(it, "status").equals("True"))
        .filter(
            it ->
                Trees.text(it, "type").equals("Complete")
                    || Trees.text(it, "type").equals("Failed"))
        .findFirst()
        .flatMap(it -> Trees.time(it, "lastTransitionTime"));
  }

  /** Whether VolSync plays its pods. */
  static boolean isMover(JsonNode job) {
    return Trees.entry(Trees.at(job, "metadata/labels"), "app.kubernetes.io/created-by")
        .equals("volsync");
  }
}
