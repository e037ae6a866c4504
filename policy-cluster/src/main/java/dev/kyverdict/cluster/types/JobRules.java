package dev.kyverdict.cluster.types;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The selector of a job is made from its uid: {@code pkg/registry/batch/job/strategy.go}. */
final class JobRules {

  private JobRules() {}

  static void selector(ObjectNode job) {
    JsonNode manual = job.path("spec").path("manualSelector");
    String uid = job.path("metadata").path("uid").asString("");
    String name = job.path("metadata").path("name").asString("");
    if (manual.asBoolean(false) || uid.isEmpty()) {
      return;
    }
    ObjectNode spec = Strategy.part(job, "spec");
    ObjectNode template = Strategy.part(spec, "template");
    ObjectNode metadata = Strategy.part(template, "metadata");
    ObjectNode labels = Strategy.part(metadata, "labels");
    for (String prefix : new String[] {"", "batch.kubernetes.io/"}) {
      if (!labels.has(prefix + "job-name")) {
        labels.put(prefix + "job-name", name);
      }
      if (!labels.has(prefix + "controller-uid")) {
        labels.put(prefix + "controller-uid", uid);
      }
    }
    ObjectNode selector = Strategy.part(spec, "selector");
    ObjectNode match = Strategy.part(selector, "matchLabels");
    if (!match.has("batch.kubernetes.io/controller-uid")) {
      match.put("batch.kubernetes.io/controller-uid", uid);
    }
  }
}
