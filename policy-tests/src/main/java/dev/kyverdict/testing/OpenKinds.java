package dev.kyverdict.testing;

import dev.kyverdict.engine.ResourceKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * CustomResourceDefinitions that allow any content: of VolSync, snapshots and External Secrets, so
 * that policies about them find their kinds installed.
 */
final class OpenKinds {

  static final List<JsonNode> ALL =
      Stream.of(
              definition("volsync.backube/v1alpha1", "ReplicationSource", true),
              definition("volsync.backube/v1alpha1", "ReplicationDestination", true),
              definition("snapshot.storage.k8s.io/v1", "VolumeSnapshot", true),
              definition("snapshot.storage.k8s.io/v1", "VolumeSnapshotClass", false),
              definition("snapshot.storage.k8s.io/v1", "VolumeSnapshotContent", false),
              definition("external-secrets.io/v1", "ExternalSecret", true),
              definition("external-secrets.io/v1", "ClusterExternalSecret", false),
              definition("external-secrets.io/v1", "SecretStore", true),
              definition("external-secrets.io/v1", "ClusterSecretStore", false))
          .toList();

  private OpenKinds() {}

  private static JsonNode definition(String apiVersion, String kind, boolean namespaced) {
    ResourceKind type = ResourceKind.of(apiVersion, kind);
    return Trees.yaml(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: %4$s.%1$s, annotations: {api-approved.kubernetes.io: unapproved}}
        spec:
          group: %1$s
          scope: %6$s
          names: {kind: %3$s, listKind: %3$sList, plural: %4$s, singular: %5$s}
          versions:
            - name: %2$s
              served: true
              storage: true
              schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
              subresources: {status: {}}
        """
            .formatted(
                type.group(),
                type.version(),
                kind,
                type.plural(),
                kind.toLowerCase(Locale.ROOT),
                namespaced ? "Namespaced" : "Cluster"));
  }
}
