package dev.kyverdict.world.volsync;

import dev.kyverdict.world.kube.Trees;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The rights of VolSync, as the comments {@code +kubebuilder:rbac} in its controllers ask them. */
final class Rights {

  static final List<JsonNode> OF_VOLSYNC =
      Trees.yaml(
          """
          apiVersion: v1
          kind: Namespace
          metadata: {name: volsync-system, labels: {kubernetes.io/metadata.name: volsync-system}}
          ---
          apiVersion: v1
          kind: ServiceAccount
          metadata: {name: volsync, namespace: volsync-system}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata: {name: volsync-manager}
          rules:
            - {apiGroups: [volsync.backube], resources: [replicationsources, replicationdestinations, replicationsources/finalizers, replicationdestinations/finalizers], verbs: [get, list, watch, create, update, patch, delete]}
            - {apiGroups: [volsync.backube], resources: [replicationsources/status, replicationdestinations/status], verbs: [get, update, patch]}
            - {apiGroups: [batch], resources: [jobs], verbs: [get, list, watch, create, update, patch, delete, deletecollection]}
            - {apiGroups: [""], resources: [persistentvolumeclaims], verbs: [get, list, watch, create, update, patch, delete, deletecollection]}
            - {apiGroups: [""], resources: [persistentvolumeclaims/finalizers], verbs: [get, list, watch, create, update, patch, delete]}
            - {apiGroups: [""], resources: [persistentvolumes], verbs: [get, list, watch, patch]}
            - {apiGroups: [""], resources: [secrets, services, serviceaccounts], verbs: [get, list, watch, create, update, patch, delete]}
            - {apiGroups: [""], resources: [namespaces, configmaps, pods, pods/log], verbs: [get, list, watch]}
            - {apiGroups: ["", events.k8s.io], resources: [events], verbs: [create, update, patch]}
            - {apiGroups: [rbac.authorization.k8s.io], resources: [roles, rolebindings], verbs: [get, list, watch, create, update, patch, delete]}
            - {apiGroups: [security.openshift.io], resources: [securitycontextconstraints], resourceNames: [volsync-privileged-mover], verbs: [use]}
            - {apiGroups: [snapshot.storage.k8s.io], resources: [volumesnapshots], verbs: [get, list, watch, create, update, patch, delete, deletecollection]}
            - {apiGroups: [storage.k8s.io], resources: [storageclasses], verbs: [get, list, watch]}
            - {apiGroups: [populator.storage.k8s.io], resources: [volumepopulators], verbs: [get, list, watch, create, update, patch]}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata: {name: volsync-manager}
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: volsync-manager}
          subjects: [{kind: ServiceAccount, name: volsync, namespace: volsync-system}]
          """);

  private Rights() {}
}
