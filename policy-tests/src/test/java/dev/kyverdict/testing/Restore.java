package dev.kyverdict.testing;

import static dev.kyverdict.dsl.Policies.all;
import static dev.kyverdict.dsl.Policies.any;
import static dev.kyverdict.dsl.Policies.apiCall;
import static dev.kyverdict.dsl.Policies.clusterPolicy;
import static dev.kyverdict.dsl.Policies.field;
import static dev.kyverdict.dsl.Policies.isNot;
import static dev.kyverdict.dsl.Policies.request;
import static dev.kyverdict.dsl.Policies.requestObject;
import static dev.kyverdict.dsl.Policies.resources;
import static dev.kyverdict.dsl.Policies.rule;
import static dev.kyverdict.dsl.Policies.strategicMerge;
import static dev.kyverdict.dsl.Policies.value;
import static dev.kyverdict.dsl.ResourceType.PERSISTENT_VOLUME_CLAIM;
import static dev.kyverdict.dsl.ResourceType.REPLICATION_DESTINATION;
import static dev.kyverdict.model.Match.Operation.CREATE;

import dev.kyverdict.dsl.Template;
import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.ContextEntry.ApiCall;

/** A policy, and objects for it. */
final class Restore {

  private static final Template DESTINATION = requestObject("metadata.name").plus("-restore");

  private static final ApiCall IMAGE =
      apiCall("image", REPLICATION_DESTINATION.listedByName(request("namespace"), DESTINATION))
          .jmesPath("items[0].status.latestImage.name || ''");

  static final ClusterPolicy POLICY =
      clusterPolicy(
          "restore",
          rule("add-data-source-ref")
              .match(
                  any(
                      resources(PERSISTENT_VOLUME_CLAIM)
                          .operations(CREATE)
                          .label("backup", "hourly")))
              .context(IMAGE)
              .preconditions(all(isNot(value(IMAGE), "")))
              .mutate(
                  strategicMerge(
                      field(
                          "spec",
                          field(
                              "dataSourceRef",
                              field("apiGroup", REPLICATION_DESTINATION.group()),
                              field("kind", REPLICATION_DESTINATION.kind()),
                              field("name", DESTINATION))))));

  static final String CLAIM =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data, namespace: app, labels: {backup: hourly}}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """;

  static final String DESTINATION_WITH_IMAGE =
      """
      apiVersion: volsync.backube/v1alpha1
      kind: ReplicationDestination
      metadata: {name: data-restore, namespace: app}
      spec: {restic: {copyMethod: Snapshot}}
      status: {latestImage: {apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: snap-1}}
      """;

  static final String LIST =
      "/apis/volsync.backube/v1alpha1/namespaces/app/replicationdestinations"
          + "?fieldSelector=metadata.name=data-restore";

  private Restore() {}

  static Scenario scenario() {
    return scenario(Judge.ENGINE);
  }

  static Scenario scenario(Judge judge) {
    return new Scenario(
        new Play(
            Stages.open(judge),
            new dev.kyverdict.testing.coverage.Coverage(),
            java.util.Optional.empty()));
  }
}
