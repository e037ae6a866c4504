package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.types.ResourceType;
import java.util.Set;

/** What sets kinds apart in how they are kept ({@code k8s.io/kubernetes/pkg/registry}). */
final class Traits {

  private static final Set<String> NEEDS_VERSION =
      Set.of(
          "node.k8s.io/runtimeclasses",
          "policy/poddisruptionbudgets",
          "storage.k8s.io/csidrivers",
          "storage.k8s.io/csistoragecapacities",
          "storage.k8s.io/volumeattachments",
          "storage.k8s.io/csinodes",
          "coordination.k8s.io/leases",
          "admissionregistration.k8s.io/validatingadmissionpolicies",
          "admissionregistration.k8s.io/validatingadmissionpolicybindings",
          "admissionregistration.k8s.io/mutatingwebhookconfigurations",
          "admissionregistration.k8s.io/validatingwebhookconfigurations",
          "apiextensions.k8s.io/customresourcedefinitions");

  private static final Set<String> MADE_BY_UPDATE =
      Set.of(
          "node.k8s.io/runtimeclasses",
          "rbac.authorization.k8s.io/roles",
          "rbac.authorization.k8s.io/rolebindings",
          "rbac.authorization.k8s.io/clusterroles",
          "rbac.authorization.k8s.io/clusterrolebindings",
          "coordination.k8s.io/leases",
          "/limitranges",
          "/events",
          "/services",
          "/endpoints");

  private static final Set<String> ANSWERS_WHAT_GOES =
      Set.of(
          "storage.k8s.io/csidrivers",
          "storage.k8s.io/storageclasses",
          "storage.k8s.io/volumeattachments",
          "storage.k8s.io/csinodes",
          "/resourcequotas",
          "/persistentvolumes",
          "/serviceaccounts",
          "/persistentvolumeclaims",
          "/namespaces",
          "/pods",
          "/services",
          "/podtemplates");

  private Traits() {}

  /** Whether a replacement must say which version it replaces. */
  static boolean needsVersion(ResourceType type) {
    return type.custom().isPresent() || NEEDS_VERSION.contains(type.storage());
  }

  /** Whether a PUT makes what is not there. */
  static boolean madeByUpdate(ResourceType type) {
    return MADE_BY_UPDATE.contains(type.storage());
  }

  /** Whether a DELETE answers the object instead of a Status. */
  static boolean answersWhatGoes(ResourceType type) {
    return ANSWERS_WHAT_GOES.contains(type.storage());
  }
}
