package dev.kyverdict.docs;

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

/** The README's policy. */
final class RestoreClaimFromBackup {

  // snippet
  static final Template DESTINATION = requestObject("metadata.name").plus("-restore");

  static final ApiCall IMAGE =
      apiCall("image", REPLICATION_DESTINATION.listedByName(request("namespace"), DESTINATION))
          .jmesPath("items[0].status.latestImage.name || ''");

  static final ClusterPolicy POLICY =
      clusterPolicy(
          "restore-claim-from-backup",
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

  // end

  private RestoreClaimFromBackup() {}
}
