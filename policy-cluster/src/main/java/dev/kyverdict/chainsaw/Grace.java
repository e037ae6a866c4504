package dev.kyverdict.chainsaw;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code forceTerminationGracePeriod} ({@code prepareResource} of chainsaw's step processor). */
final class Grace {

  private Grace() {}

  /** The object with the grace period of its pods. */
  static JsonNode shortened(JsonNode object, Optional<Duration> period) {
    long seconds = period.map(Duration::toSeconds).orElse(0L);
    String spec =
        switch (Manifest.kind(object)) {
          case "Pod" -> "/spec";
          case "Deployment", "StatefulSet", "DaemonSet", "Job" -> "/spec/template/spec";
          case "CronJob" -> "/spec/jobTemplate/spec/template/spec";
          default -> "";
        };
    if (seconds == 0 || spec.isEmpty()) {
      return object;
    }
    ObjectNode copy = object.deepCopy().asObject();
    copy.withObject(spec).put("terminationGracePeriodSeconds", seconds);
    return copy;
  }
}
