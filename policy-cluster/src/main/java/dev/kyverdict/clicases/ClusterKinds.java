package dev.kyverdict.clicases;

import dev.kyverdict.engine.ResourceKind;
import java.util.Map;
import java.util.Set;

/**
 * The kinds without a namespace of which Kyverno's command knows: Kubernetes' own. Any other object
 * without a namespace gets {@code default}.
 */
final class ClusterKinds {

  private static final Map<String, Set<String>> KINDS =
      Map.ofEntries(
          Map.entry("", Set.of("ComponentStatus", "Namespace", "Node", "PersistentVolume")),
          Map.entry("apiregistration.k8s.io", Set.of("APIService")),
          Map.entry("authentication.k8s.io", Set.of("SelfSubjectReview", "TokenReview")),
          Map.entry(
              "authorization.k8s.io",
              Set.of("SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview")),
          Map.entry("certificates.k8s.io", Set.of("CertificateSigningRequest")),
          Map.entry("networking.k8s.io", Set.of("IngressClass", "IPAddress", "ServiceCIDR")),
          Map.entry("rbac.authorization.k8s.io", Set.of("ClusterRoleBinding", "ClusterRole")),
          Map.entry(
              "storage.k8s.io",
              Set.of(
                  "CSIDriver",
                  "CSINode",
                  "StorageClass",
                  "VolumeAttachment",
                  "VolumeAttributesClass")),
          Map.entry(
              "admissionregistration.k8s.io",
              Set.of(
                  "MutatingWebhookConfiguration",
                  "ValidatingAdmissionPolicy",
                  "ValidatingAdmissionPolicyBinding",
                  "ValidatingWebhookConfiguration")),
          Map.entry("apiextensions.k8s.io", Set.of("CustomResourceDefinition")),
          Map.entry("scheduling.k8s.io", Set.of("PriorityClass")),
          Map.entry("node.k8s.io", Set.of("RuntimeClass")),
          Map.entry("resource.k8s.io", Set.of("DeviceClass", "ResourceSlice")),
          Map.entry(
              "flowcontrol.apiserver.k8s.io", Set.of("FlowSchema", "PriorityLevelConfiguration")));

  private ClusterKinds() {}

  static boolean contain(ResourceKind kind) {
    return KINDS.getOrDefault(kind.group(), Set.of()).contains(kind.kind());
  }
}
