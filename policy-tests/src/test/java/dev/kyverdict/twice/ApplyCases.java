package dev.kyverdict.twice;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Server-side apply of claims that a policy changes. */
final class ApplyCases {

  private ApplyCases() {}

  static List<Scene> all() {
    return List.of(applies("ssa-create", "[CREATE]"), applies("ssa-none", ""));
  }

  private static Scene applies(String name, String operations) {
    return Scene.under(
        name,
        RequestCases.policy(name, operations),
        stage -> {},
        List.of(
            RequestCases.of(
                name + ": applied thrice",
                stage -> {
                  ObjectNode claim = LookUpCases.claim(stage, "applied");
                  apply(stage, "first", claim);
                  apply(stage, "again", claim);
                  claim.withObject("/metadata/labels").put("touched", "yes");
                  apply(stage, "label changed", claim);
                  owners(stage, "applied");
                }),
            RequestCases.of(
                name + ": with the source in it",
                stage -> {
                  ObjectNode claim = LookUpCases.claim(stage, "whole");
                  claim
                      .withObject("/spec/dataSourceRef")
                      .put("apiGroup", "volsync.backube")
                      .put("kind", "ReplicationDestination")
                      .put("name", "whole-backup");
                  apply(stage, "first", claim);
                  apply(stage, "again", claim);
                  claim.withObject("/spec").remove("dataSourceRef");
                  apply(stage, "source left out", claim);
                  owners(stage, "whole");
                }),
            RequestCases.of(name + ": created, then applied by another", ApplyCases::shared)));
  }

  private static void apply(Stage stage, String step, ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    stage.ask(
        step,
        Stage.DEVELOPER,
        () -> RequestCases.developer(stage).serverSideApply(copy, "kubectl", false));
  }

  /** Who owns which fields, without times. */
  private static void owners(Stage stage, String claim) {
    ObjectNode owners = Manifests.of("{}");
    for (var entry :
        stage
            .admin()
            .get("v1", Stage.CLAIM, stage.namespace(), claim)
            .body()
            .path("metadata")
            .path("managedFields")) {
      owners.set(
          entry.path("manager").asString("") + " " + entry.path("operation").asString(""),
          entry.path("fieldsV1"));
    }
    stage.note("owners", owners);
  }

  private static void shared(Stage stage) {
    ObjectNode claim = LookUpCases.claim(stage, "shared");
    stage.ask(
        "create",
        Stage.DEVELOPER,
        () -> RequestCases.developer(stage).create(claim.deepCopy(), "?fieldManager=twice"));
    claim.withObject("/metadata/labels").put("backup", "daily");
    apply(stage, "without force", claim);
    stage.ask(
        "with force",
        Stage.DEVELOPER,
        () -> RequestCases.developer(stage).serverSideApply(claim, "kubectl", true));
    owners(stage, "shared");
  }
}
