package dev.kyverdict.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which keys every good answer of the API server has. */
final class AlwaysThere {

  private static final Set<String> OF_ANY =
      Set.of(
          "apiVersion",
          "kind",
          "metadata",
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "metadata.resourceVersion",
          "metadata.creationTimestamp",
          "spec");

  private static final Set<String> OF_LIST = Set.of("apiVersion", "kind", "metadata", "items");

  /** Fields that are required, or that the API server or a controller always fills in. */
  private static final Map<String, Set<String>> OF_RESOURCE =
      table(
          """
          clusterroles rules
          clusterrolebindings roleRef
          configmaps data
          customresourcedefinitions spec.group spec.names spec.names.kind \
          spec.names.plural spec.scope spec.versions
          cronjobs spec.schedule spec.suspend spec.jobTemplate spec.jobTemplate.spec \
          spec.jobTemplate.spec.template status
          daemonsets spec.selector spec.template spec.template.metadata \
          spec.template.spec spec.template.spec.containers status
          deployments spec.replicas spec.selector spec.strategy spec.template \
          spec.template.metadata spec.template.metadata.labels spec.template.spec \
          spec.template.spec.containers status
          horizontalpodautoscalers spec.maxReplicas spec.minReplicas \
          spec.scaleTargetRef spec.scaleTargetRef.name spec.scaleTargetRef.kind \
          status
          ingressclasses spec.controller
          jobs spec.template spec.template.spec status
          namespaces metadata.labels status status.phase spec.finalizers
          networkpolicies spec.podSelector spec.policyTypes
          nodes metadata.labels metadata.annotations status status.addresses \
          status.allocatable status.capacity status.conditions status.nodeInfo \
          status.nodeInfo.kubeletVersion status.nodeInfo.containerRuntimeVersion
          persistentvolumeclaims spec.accessModes spec.resources \
          spec.resources.requests spec.resources.requests.storage spec.volumeMode \
          status status.phase
          persistentvolumes spec.accessModes spec.capacity spec.capacity.storage \
          spec.persistentVolumeReclaimPolicy spec.volumeMode status status.phase
          poddisruptionbudgets status
          pods spec.containers spec.restartPolicy spec.serviceAccountName \
          spec.serviceAccount status status.phase
          priorityclasses value
          replicasets spec.replicas spec.selector spec.template status
          resourcequotas status
          rolebindings roleRef
          roles rules
          secrets data type
          services spec.ports spec.type spec.sessionAffinity status \
          status.loadBalancer
          statefulsets spec.replicas spec.selector spec.serviceName spec.template \
          spec.template.metadata spec.template.spec spec.template.spec.containers \
          status
          storageclasses provisioner reclaimPolicy volumeBindingMode
          subjectaccessreviews status status.allowed
          selfsubjectaccessreviews status status.allowed
          tokenreviews status
          """);

  private static final Set<String> WITHOUT_SPEC =
      Set.of(
          "configmaps",
          "secrets",
          "serviceaccounts",
          "roles",
          "rolebindings",
          "clusterroles",
          "clusterrolebindings",
          "storageclasses",
          "events",
          "endpoints");

  private AlwaysThere() {}

  /** Whether every good answer to a call has something at this place. */
  static boolean has(UrlPath url, List<String> path) {
    if (url.isList() && !Set.of("subjectaccessreviews").contains(url.resource())) {
      boolean element = path.size() > 2 && path.get(1).equals(Paths.ELEMENT);
      return element
          ? ofObject(url, path.subList(2, path.size()))
          : path.size() < 3 && OF_LIST.contains(path.getFirst());
    }
    return ofObject(url, path);
  }

  private static boolean ofObject(UrlPath url, List<String> path) {
    String place = String.join(".", path);
    if (path.getLast().equals(Paths.ELEMENT)) {
      return true;
    }
    if (place.equals("spec") && WITHOUT_SPEC.contains(url.resource())) {
      return false;
    }
    return OF_ANY.contains(place)
        || OF_RESOURCE.getOrDefault(url.resource(), Set.of()).contains(place);
  }

  private static Map<String, Set<String>> table(String lines) {
    Map<String, Set<String>> table = new TreeMap<>();
    for (String line : lines.split("\n")) {
      List<String> words = Arrays.asList(line.trim().split(" "));
      table.put(words.getFirst(), words.stream().skip(1).collect(Collectors.toUnmodifiableSet()));
    }
    return table;
  }
}
