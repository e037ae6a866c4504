package dev.kyverdict.world.storage;

import dev.kyverdict.world.kube.Trees;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Accounts of the storage system, with the rights that their charts give them. */
final class StorageRights {

  private StorageRights() {}

  /** {@code longhorn/longhorn:chart/templates/clusterrole.yaml}. */
  static List<JsonNode> ofLonghorn() {
    return Trees.yaml(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: longhorn-system, labels: {kubernetes.io/metadata.name: longhorn-system}}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: longhorn-service-account, namespace: longhorn-system}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: longhorn-role}
        rules:
          - {apiGroups: [""], resources: [pods, events, persistentvolumes, persistentvolumeclaims, persistentvolumeclaims/status, nodes, proxy/nodes, pods/log, secrets, services, endpoints, configmaps, serviceaccounts], verbs: ["*"]}
          - {apiGroups: [""], resources: [namespaces], verbs: [get, list]}
          - {apiGroups: [storage.k8s.io], resources: [storageclasses, volumeattachments, csinodes, csidrivers], verbs: ["*"]}
          - {apiGroups: [snapshot.storage.k8s.io], resources: [volumesnapshotclasses, volumesnapshots, volumesnapshotcontents, volumesnapshotcontents/status], verbs: ["*"]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: longhorn-bind}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: longhorn-role}
        subjects: [{kind: ServiceAccount, name: longhorn-service-account, namespace: longhorn-system}]
        """);
  }

  /** {@code kubernetes-csi/external-snapshotter:deploy/kubernetes/snapshot-controller}. */
  static List<JsonNode> ofSnapshots() {
    return Trees.yaml(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: snapshot-controller, namespace: kube-system}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: snapshot-controller-runner}
        rules:
          - {apiGroups: [""], resources: [persistentvolumes], verbs: [get, list, watch]}
          - {apiGroups: [""], resources: [persistentvolumeclaims], verbs: [get, list, watch, update]}
          - {apiGroups: [""], resources: [events], verbs: [list, watch, create, update, patch, get]}
          - {apiGroups: [snapshot.storage.k8s.io], resources: [volumesnapshotclasses], verbs: [get, list, watch]}
          - {apiGroups: [snapshot.storage.k8s.io], resources: [volumesnapshotcontents], verbs: [create, get, list, watch, update, delete, patch]}
          - {apiGroups: [snapshot.storage.k8s.io], resources: [volumesnapshotcontents/status], verbs: [patch, update]}
          - {apiGroups: [snapshot.storage.k8s.io], resources: [volumesnapshots], verbs: [create, get, list, watch, update, patch, delete]}
          - {apiGroups: [snapshot.storage.k8s.io], resources: [volumesnapshots/status], verbs: [update, patch]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: snapshot-controller-role}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: snapshot-controller-runner}
        subjects: [{kind: ServiceAccount, name: snapshot-controller, namespace: kube-system}]
        """);
  }
}
