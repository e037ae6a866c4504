package dev.kyverdict.engine.policies;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Kyverno asks its cluster about when a policy comes. It also asks whether each kind is
 * installed, and warns where one is not and then looks no further, and whether its service accounts
 * may read and change what the policy names; here they all are, and may.
 *
 * @param clusterKinds the kinds without namespaces, alone and behind group and version
 * @param mayMakeAdmissionPolicies whether Kyverno may create ValidatingAdmissionPolicies
 * @param celKinds the kinds for which a rule in CEL can be; empty for all
 */
public record PolicyCluster(
    Set<String> clusterKinds, boolean mayMakeAdmissionPolicies, Optional<Set<String>> celKinds) {

  /**
   * No cluster at all, as Kyverno's command line has it: every kind counts as one with namespaces,
   * and a rule in CEL may be for few kinds only.
   */
  public static final PolicyCluster OFFLINE =
      new PolicyCluster(
          Set.of(),
          false,
          Optional.of(
              Set.of(
                  "ConfigMap",
                  "Namespace",
                  "ResourceQuota",
                  "Secret",
                  "ServiceAccount",
                  "DaemonSet",
                  "Deployment",
                  "StatefulSet")));

  /** Kubernetes and nothing else. */
  public static final PolicyCluster KUBERNETES =
      new PolicyCluster(
          kinds(
              "v1/Namespace v1/Node v1/PersistentVolume",
              "admissionregistration.k8s.io/v1/MutatingWebhookConfiguration",
              "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy",
              "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding",
              "admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration",
              "apiextensions.k8s.io/v1/CustomResourceDefinition",
              "apiregistration.k8s.io/v1/APIService",
              "authentication.k8s.io/v1/SelfSubjectReview",
              "authentication.k8s.io/v1/TokenReview",
              "authorization.k8s.io/v1/SelfSubjectAccessReview",
              "authorization.k8s.io/v1/SelfSubjectRulesReview",
              "authorization.k8s.io/v1/SubjectAccessReview",
              "certificates.k8s.io/v1/CertificateSigningRequest",
              "flowcontrol.apiserver.k8s.io/v1/FlowSchema",
              "flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration",
              "networking.k8s.io/v1/IPAddress",
              "networking.k8s.io/v1/IngressClass",
              "networking.k8s.io/v1/ServiceCIDR",
              "node.k8s.io/v1/RuntimeClass",
              "rbac.authorization.k8s.io/v1/ClusterRole",
              "rbac.authorization.k8s.io/v1/ClusterRoleBinding",
              "resource.k8s.io/v1/DeviceClass",
              "resource.k8s.io/v1/ResourceSlice",
              "scheduling.k8s.io/v1/PriorityClass",
              "storage.k8s.io/v1/CSIDriver storage.k8s.io/v1/CSINode",
              "storage.k8s.io/v1/StorageClass storage.k8s.io/v1/VolumeAttachment",
              "storage.k8s.io/v1/VolumeAttributesClass",
              "kyverno.io/v1/ClusterPolicy"),
          true,
          Optional.empty());

  /** Copies the sets. */
  public PolicyCluster {
    clusterKinds = Set.copyOf(clusterKinds);
    celKinds = celKinds.map(Set::copyOf);
  }

  private static Set<String> kinds(String... names) {
    Set<String> kinds = new TreeSet<>();
    for (String name : String.join(" ", names).split(" ", -1)) {
      kinds.add(name);
      kinds.add(name.substring(name.lastIndexOf('/') + 1));
    }
    return kinds;
  }
}
