package dev.kyverdict.model;

import java.util.List;
import java.util.Map;

/**
 * Kinds that live in a namespace in every cluster that knows them: Kubernetes' own, and those of
 * the operators that this model has records for.
 */
final class NamespacedKinds {

  private static final Map<String, List<String>> KINDS =
      Map.ofEntries(
          Map.entry(
              "v1",
              List.of(
                  "ConfigMap",
                  "Endpoints",
                  "Event",
                  "LimitRange",
                  "PersistentVolumeClaim",
                  "Pod",
                  "PodTemplate",
                  "ReplicationController",
                  "ResourceQuota",
                  "Secret",
                  "Service",
                  "ServiceAccount")),
          Map.entry(
              "apps/v1",
              List.of(
                  "ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet")),
          Map.entry("autoscaling/v2", List.of("HorizontalPodAutoscaler")),
          Map.entry("batch/v1", List.of("CronJob", "Job")),
          Map.entry("coordination.k8s.io/v1", List.of("Lease")),
          Map.entry("discovery.k8s.io/v1", List.of("EndpointSlice")),
          Map.entry("networking.k8s.io/v1", List.of("Ingress", "NetworkPolicy")),
          Map.entry("policy/v1", List.of("PodDisruptionBudget")),
          Map.entry("rbac.authorization.k8s.io/v1", List.of("Role", "RoleBinding")),
          Map.entry(
              "volsync.backube/v1alpha1", List.of("ReplicationDestination", "ReplicationSource")),
          Map.entry("external-secrets.io/v1", List.of("ExternalSecret", "SecretStore")));

  private NamespacedKinds() {}

  static boolean contains(Generate.Target target) {
    return contains(target.apiVersion().orElse("") + "/" + target.kind().orElse(""));
  }

  /** Whether {@code apiVersion/Kind} is one of them. */
  static boolean contains(String kind) {
    int slash = kind.lastIndexOf('/');
    return slash > 0
        && KINDS
            .getOrDefault(kind.substring(0, slash), List.of())
            .contains(kind.substring(slash + 1));
  }
}
