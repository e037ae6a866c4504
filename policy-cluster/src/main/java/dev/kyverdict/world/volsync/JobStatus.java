package dev.kyverdict.world.volsync;

import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Trees;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the job controller says of a job ({@code k8s.io/kubernetes/pkg/controller/job}). */
final class JobStatus {

  private JobStatus() {}

  static boolean isOver(JsonNode job) {
    return Trees.goes(job)
        || Trees.hasCondition(job, "Complete", "True")
        || Trees.hasCondition(job, "Failed", "True");
  }

  static ObjectNode active(Desk desk, ObjectNode job) {
    if (Trees.at(job, "status/active").asInt(0) > 0) {
      return job;
    }
    ObjectNode active = job.deepCopy();
    ObjectNode status = active.withObject("status").put("active", 1).put("ready", 0);
    if (!status.has("startTime")) {
      status.put("startTime", Trees.time(desk.host().now()));
    }
    status.withObject("uncountedTerminatedPods");
    return desk.updateStatus(Kind.JOB, active);
  }

  static void report(Desk desk, ObjectNode job, int failed, boolean succeeded) {
    ObjectNode reported = job.deepCopy();
    ObjectNode status = reported.withObject("status");
    String now = Trees.time(desk.host().now());
    if (failed > 0) {
      status.put("failed", failed);
    }
    boolean exhausted = failed > Trees.at(job, "spec/backoffLimit").asInt(0);
    if (succeeded || exhausted) {
      status.remove("active");
      status.put("ready", 0);
      List<String> types =
          succeeded
              ? List.of("SuccessCriteriaMet", "Complete")
              : List.of("FailureTarget", "Failed");
      ArrayNode conditions = status.putArray("conditions");
      for (String type : types) {
        ObjectNode condition = conditions.addObject().put("type", type).put("status", "True");
        condition.put("lastProbeTime", now).put("lastTransitionTime", now);
        condition.put("reason", succeeded ? "CompletionsReached" : "BackoffLimitExceeded");
      }
    }
    if (succeeded) {
      status.put("succeeded", 1).put("completionTime", now);
    }
    desk.updateStatus(Kind.JOB, reported);
  }
}
