package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.sim.Setup;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Clusters with the admission controller as their only process. */
final class Clusters {

  static final UserInfo ADMIN = UserInfo.of("rig-admin", "system:masters", "system:authenticated");

  private static final String DESTINATIONS =
      """
      {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition,
       metadata: {name: replicationdestinations.volsync.backube},
       spec: {group: volsync.backube, scope: Namespaced,
              names: {kind: ReplicationDestination, listKind: ReplicationDestinationList,
                      plural: replicationdestinations, singular: replicationdestination},
              versions: [{name: v1alpha1, served: true, storage: true,
                          schema: {openAPIV3Schema: {type: object,
                                   x-kubernetes-preserve-unknown-fields: true}}}]}}
      """;

  private static final String ROLE =
      """
      {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: extra},
       rules: [{apiGroups: [volsync.backube], resources: ['*'], verbs: ['*']}]}
      """;

  private static final String BINDING =
      """
      {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: extra},
       roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: extra},
       subjects: [{kind: ServiceAccount, name: kyverno-admission-controller, namespace: kyverno}]}
      """;

  private Clusters() {}

  static JsonNode yaml(String text) {
    return YamlReader.readOne("test", text).tree();
  }

  static SimulatedCluster start(boolean withRights) {
    List<JsonNode> objects = new ArrayList<>();
    objects.add(yaml(DESTINATIONS));
    if (withRights) {
      objects.add(yaml(ROLE));
      objects.add(yaml(BINDING));
    }
    Setup usual = Setup.DEFAULT;
    return SimulatedCluster.start(
        new Setup(
                usual.start(),
                usual.seed(),
                () -> List.of(new KyvernoAdmission()),
                usual.objects(),
                Duration.ofSeconds(1))
            .with(objects));
  }

  static Client admin(SimulatedCluster cluster) {
    return new Client(cluster, ADMIN);
  }
}
