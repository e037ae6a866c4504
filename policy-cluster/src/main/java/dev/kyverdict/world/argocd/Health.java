package dev.kyverdict.world.argocd;

import dev.kyverdict.world.kube.Trees;
import tools.jackson.databind.JsonNode;

/**
 * How well an object is ({@code gitops-engine/pkg/health}, {@code
 * argo-cd/resource_customizations}).
 */
enum Health {
  HEALTHY,
  PROGRESSING,
  DEGRADED,
  /** Its kind has no health: being there is enough. */
  NONE;

  static Health of(JsonNode object) {
    return switch (Trees.text(object, "kind")) {
      case "PersistentVolumeClaim" ->
          switch (Trees.text(object, "status/phase")) {
            case "Bound" -> HEALTHY;
            case "Lost" -> DEGRADED;
            default -> PROGRESSING;
          };
      case "Deployment", "StatefulSet" -> workload(object);
      case "Job" ->
          Trees.hasCondition(object, "Failed", "True")
              ? DEGRADED
              : Trees.hasCondition(object, "Complete", "True") ? HEALTHY : PROGRESSING;
      case "ExternalSecret", "ClusterExternalSecret", "ClusterSecretStore" -> ready(object, true);
      case "ClusterPolicy" -> ready(object, false);
      default -> NONE;
    };
  }

  private static Health workload(JsonNode object) {
    boolean seen =
        Trees.at(object, "status/observedGeneration").asLong(0)
            >= Trees.at(object, "metadata/generation").asLong(0);
    int wanted = Trees.at(object, "spec/replicas").asInt(1);
    return seen && Trees.at(object, "status/readyReplicas").asInt(0) >= wanted
        ? HEALTHY
        : PROGRESSING;
  }

  private static Health ready(JsonNode object, boolean degrades) {
    if (Trees.hasCondition(object, "Ready", "True")) {
      return HEALTHY;
    }
    return degrades && Trees.hasCondition(object, "Ready", "False") ? DEGRADED : PROGRESSING;
  }
}
