package dev.kyverdict.twice;

import dev.kyverdict.twice.Scene.Alone;
import dev.kyverdict.twice.Scene.Case;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The rendered backup policies, as they are, with the rights that are rendered with them. */
final class BackupCases {

  private static final String SECRET = "external-secrets.io/v1/ExternalSecret";
  private static final String SOURCE = "volsync.backube/v1alpha1/ReplicationSource";
  private static final String VOLSYNC = "volsync.backube/v1alpha1";

  private BackupCases() {}

  static List<Scene> all() {
    Consumer<Stage> given =
        stage -> {
          for (String right :
              List.of("twice:generate", "twice:read-volsync", "twice:read-secrets")) {
            stage.admin().delete("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "", right);
          }
          ProfileCases.profile(stage, "safe", "volsync-clusterpolicy.yaml");
        };
    return List.of(
        new Scene(
                "backup",
                Alone.CLUSTER,
                given,
                Stream.of(cases(), later(), odd()).flatMap(List::stream).toList())
            .eachApart());
  }

  private static List<Case> cases() {
    return List.of(
        of("hourly", stage -> made(stage, claim(stage, "hourly"))),
        of("daily", stage -> made(stage, claim(stage, "daily"))),
        of("another label", stage -> made(stage, claim(stage, "weekly"))),
        of(
            "labelled later",
            stage -> {
              ObjectNode claim = claim(stage, "hourly");
              claim.withObject("/metadata").putObject("labels").put("app", "x");
              made(stage, claim);
              label(stage, "{backup: hourly}");
              noted(stage, "labelled");
            }),
        of(
            "from hourly to daily",
            stage -> {
              made(stage, claim(stage, "hourly"));
              label(stage, "{backup: daily}");
              noted(stage, "daily");
            }),
        of(
            "label taken away",
            stage -> {
              made(stage, claim(stage, "hourly"));
              label(stage, "{backup: null}");
              noted(stage, "label taken away");
            }));
  }

  private static List<Case> later() {
    return List.of(
        of(
            "the source is edited, then the claim touched",
            stage -> {
              made(stage, claim(stage, "hourly"));
              stage.patch(
                  VOLSYNC,
                  "ReplicationSource",
                  stage.namespace(),
                  "data-backup",
                  "spec: {trigger: {schedule: '5 5 * * *'}}");
              noted(stage, "edited");
              label(stage, "{touched: 'yes'}");
              noted(stage, "touched");
            }),
        of(
            "the source is deleted, then the claim touched",
            stage -> {
              made(stage, claim(stage, "hourly"));
              stage.admin().delete(VOLSYNC, "ReplicationSource", stage.namespace(), "data-backup");
              noted(stage, "deleted");
              label(stage, "{touched: 'yes'}");
              noted(stage, "touched");
            }));
  }

  private static List<Case> odd() {
    return List.of(
        of(
            "the claim is deleted",
            stage -> {
              made(stage, claim(stage, "hourly"));
              stage.admin().delete("v1", Stage.CLAIM, stage.namespace(), "data");
              stage.eventually(
                  "the source is collected",
                  () ->
                      stage
                          .admin()
                          .list(VOLSYNC, "ReplicationSource", stage.namespace(), "")
                          .isEmpty());
              noted(stage, "claim deleted");
            }),
        of(
            "a source made by hand",
            stage -> {
              stage.given(
                  """
                  apiVersion: volsync.backube/v1alpha1
                  kind: ReplicationSource
                  metadata: {name: data-backup, namespace: NS, labels: {by: hand}}
                  spec: {sourcePVC: other, trigger: {manual: hand}}
                  """);
              made(stage, claim(stage, "hourly"));
            }),
        of(
            "tried only",
            stage -> {
              stage.tryCreate("try", claim(stage, "hourly"));
              noted(stage, "tried");
            }));
  }

  private static Case of(String words, Consumer<Stage> script) {
    return new Case("backup: " + words, script);
  }

  private static ObjectNode claim(Stage stage, String label) {
    ObjectNode claim = LookUpCases.claim(stage, "data");
    claim.withObject("/metadata/labels").put("backup", label);
    return claim;
  }

  private static void made(Stage stage, ObjectNode claim) {
    stage.create("create", claim);
    noted(stage, "created");
  }

  private static void noted(Stage stage, String step) {
    stage.pass(3);
    stage.noteObjects(step, SECRET, SOURCE);
  }

  private static void label(Stage stage, String labels) {
    stage.patch(
        "v1", Stage.CLAIM, stage.namespace(), "data", "metadata: {labels: %s}".formatted(labels));
  }
}
