package dev.kyverdict.twice;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.twice.Scene.Alone;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What nobody expects of generated objects. */
final class GenerateOddities {

  private static final String SOURCE = "volsync.backube/v1alpha1/ReplicationSource";
  private static final String SNAPSHOT = "snapshot.storage.k8s.io/v1/VolumeSnapshot";
  private static final String RBAC = "rbac.authorization.k8s.io/v1";

  private GenerateOddities() {}

  static List<Scene> all() {
    return List.of(
        handMade(),
        orphan(),
        existing("exist-true", "true", ""),
        existing("exist-false", "false", ""),
        existing("exist-create", "true", "[CREATE]"),
        sourceMissing(),
        rightsTakenAway(),
        withoutRights(),
        withoutReading(),
        tried(),
        kubeSystem(),
        stopped(),
        stoppedBefore());
  }

  private static Scene handMade() {
    return Scene.of(
        "odd-hand-made",
        "a target made by hand is overwritten, and deleted with the policy",
        stage -> {
          stage.given(
              """
              apiVersion: volsync.backube/v1alpha1
              kind: ReplicationSource
              metadata: {name: p-backup, namespace: NS, labels: {by: hand}}
              spec: {sourcePVC: p, trigger: {manual: hand}}
              """);
          stage.policy(GenerateCases.policy("odd-hand-made", true, "", ""));
          GenerateCases.claimMade(stage);
          stage.pass(3);
          stage.noteObjects("afterwards", SOURCE);
          stage.admin().delete(Stage.KYVERNO, Stage.POLICY, "", "odd-hand-made");
          stage.pass(3);
          stage.noteObjects("policy deleted", SOURCE);
        });
  }

  private static Scene orphan() {
    return Scene.of(
        "odd-orphan",
        "orphanDownstreamOnPolicyDelete",
        stage -> {
          stage.policy(
              GenerateCases.policy(
                  "odd-orphan", true, "", "        orphanDownstreamOnPolicyDelete: true\n"));
          GenerateCases.claimMade(stage);
          stage.pass(3);
          stage.admin().delete(Stage.KYVERNO, Stage.POLICY, "", "odd-orphan");
          stage.pass(3);
          stage.noteObjects("policy deleted", SOURCE);
        });
  }

  private static Scene existing(String name, String existing, String operations) {
    return Scene.of(
        name,
        "generateExisting: " + existing + " with operations " + operations,
        stage -> {
          GenerateCases.claimMade(stage);
          stage.policy(
              GenerateCases.policy(
                  name, true, operations, "        generateExisting: " + existing + "\n"));
          stage.pass(4);
          stage.noteObjects("afterwards", SOURCE);
          stage.noteUpdateRequests("requests", name);
        });
  }

  private static Scene sourceMissing() {
    return Scene.of(
        "odd-no-source",
        "a failed generation is never retried after the cause is gone",
        stage -> {
          stage.policy(GenerateCases.clonePolicy("odd-no-source", true, ""));
          GenerateCases.claimMade(stage);
          stage.pass(6);
          stage.noteObjects("without the source", GenerateCases.CONFIG_MAP);
          stage.noteUpdateRequests("requests", "odd-no-source");
          GenerateCases.base(stage, "late");
          stage.pass(5);
          stage.noteObjects("with the source", GenerateCases.CONFIG_MAP);
          stage.noteEvents("events", "odd-no-source");
        });
  }

  /** A kind on which Kyverno's chart gives no rights. */
  private static String snapshots(String name) {
    return GenerateCases.policy(name, true, "", "")
        .replace(
            "volsync.backube/v1alpha1\n        kind: ReplicationSource",
            "snapshot.storage.k8s.io/v1\n        kind: VolumeSnapshot")
        .replaceAll("(?s)sourcePVC: .*", "source: {persistentVolumeClaimName: p}\n");
  }

  private static final String RIGHTS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: NS}
      rules:
        - apiGroups: [snapshot.storage.k8s.io]
          resources: [volumesnapshots]
          verbs: [get, list, watch, create, update, patch, delete]
      """;

  private static final String BINDING =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: NS}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: NS}
      subjects: [{kind: ServiceAccount, namespace: kyverno, name: kyverno-background-controller}]
      """;

  private static Scene rightsTakenAway() {
    return Scene.of(
            "odd-rights",
            "the background controller loses its rights, and gets them back too late",
            stage -> {
              stage.given(RIGHTS);
              stage.given(BINDING);
              stage.pass(1);
              stage.policy(snapshots("odd-rights"));
              stage.admin().delete(RBAC, "ClusterRoleBinding", "", "odd-rights");
              stage.pass(1);
              GenerateCases.claimMade(stage);
              stage.pass(6);
              stage.noteObjects("without rights", SNAPSHOT);
              stage.noteUpdateRequests("requests", "odd-rights");
              stage.given(BINDING);
              stage.pass(5);
              stage.noteObjects("with rights", SNAPSHOT);
              stage.noteEvents("events", "odd-rights");
              stage.admin().delete(RBAC, "ClusterRoleBinding", "", "odd-rights");
            })
        .alone(Alone.CLUSTER);
  }

  private static Scene withoutRights() {
    return Scene.of(
            "odd-refused",
            "a policy whose objects the background controller may not make is refused",
            stage -> stage.policy(snapshots("odd-refused")))
        .alone(Alone.CLUSTER);
  }

  private static Scene withoutReading() {
    return Scene.of(
            "odd-clone-refused",
            "a clone of what the admission controller may not read is refused",
            stage -> {
              stage.given(RIGHTS);
              stage.given(BINDING);
              stage.pass(1);
              String clone =
                  GenerateCases.clonePolicy("odd-clone-refused", true, "")
                      .replace("apiVersion: v1\n", "apiVersion: snapshot.storage.k8s.io/v1\n")
                      .replace("kind: ConfigMap", "kind: VolumeSnapshot");
              stage.policy(clone);
              stage.admin().delete(RBAC, "ClusterRoleBinding", "", "odd-clone-refused");
            })
        .alone(Alone.CLUSTER);
  }

  private static Scene tried() {
    return Scene.of(
        "odd-tried",
        "a trigger that is tried only generates nothing",
        stage -> {
          stage.policy(GenerateCases.policy("odd-tried", true, "", ""));
          stage.tryCreate("try", LookUpCases.claim(stage, "p"));
          stage.pass(3);
          stage.noteObjects("afterwards", SOURCE);
          stage.noteUpdateRequests("requests", "odd-tried");
        });
  }

  private static Scene kubeSystem() {
    return Scene.of(
            "odd-kube-system",
            "a claim in kube-system",
            stage -> {
              ObjectNode claim = LookUpCases.claim(stage, "odd-kube-system");
              claim.withObject("/metadata").put("namespace", "kube-system");
              stage.policy(
                  GenerateCases.policy("odd-kube-system", true, "", "")
                      .replace("namespaces: [NS]", "namespaces: [kube-system]"));
              stage.ask("create", Stage.ADMIN, () -> stage.admin().create(claim));
              stage.pass(3);
              int made =
                  stage
                      .admin()
                      .list("volsync.backube/v1alpha1", "ReplicationSource", "kube-system", "")
                      .size();
              stage.note("made", stage.object("{count: %d}".formatted(made)));
              stage.admin().delete("v1", Stage.CLAIM, "kube-system", "odd-kube-system");
            })
        .alone(Alone.CLUSTER);
  }

  private static Scene stopped() {
    return new Scene(
        "odd-stopped",
        Alone.BACKGROUND_STOPPED,
        stage -> {
          stage.givenNamespace();
          stage.policy(GenerateCases.policy("odd-stopped", true, "", ""));
        },
        List.of(
            GenerateCases.only(
                "the background controller is down when the claim comes",
                stage -> {
                  GenerateCases.claimMade(stage);
                  stage.pass(2);
                  stage.noteObjects("while it is down", SOURCE);
                  stage.noteUpdateRequests("requests", "odd-stopped");
                  stage.cluster().start(Cluster.BACKGROUND_CONTROLLER);
                  stage.eventually("the source is made", () -> exists(stage, "p-backup"));
                  stage.pass(2);
                  stage.noteObjects("when it runs again", SOURCE);
                  stage.noteUpdateRequests("requests", "odd-stopped");
                })));
  }

  private static boolean exists(Stage stage, String name) {
    return stage
        .admin()
        .find("volsync.backube/v1alpha1", "ReplicationSource", stage.namespace(), name)
        .isPresent();
  }

  private static Scene stoppedBefore() {
    return new Scene(
        "odd-stopped-drift",
        Alone.BACKGROUND_STOPPED,
        stage -> {
          stage.givenNamespace();
          stage.policy(GenerateCases.policy("odd-stopped-drift", true, "", ""));
          GenerateCases.claimMade(stage);
          stage.eventually("the source is made", () -> exists(stage, "p-backup"));
          stage.pass(1);
        },
        List.of(
            GenerateCases.only(
                "drift while the background controller is down",
                stage -> {
                  stage.patch(
                      "volsync.backube/v1alpha1",
                      "ReplicationSource",
                      stage.namespace(),
                      "p-backup",
                      "spec: {trigger: {schedule: '5 5 * * *'}}");
                  stage.cluster().start(Cluster.BACKGROUND_CONTROLLER);
                  stage.pass(4);
                  stage.noteObjects("when it runs again", SOURCE);
                })));
  }
}
