package dev.kyverdict.twice;

import dev.kyverdict.twice.Scene.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The lives of generated objects. */
final class GenerateCases {

  static final String CONFIG_MAP = "v1/ConfigMap";
  private static final String SOURCE = "volsync.backube/v1alpha1/ReplicationSource";
  private static final String VOLSYNC = "volsync.backube/v1alpha1";

  private GenerateCases() {}

  static List<Scene> all() {
    List<Scene> scenes = new ArrayList<>();
    for (String operations : List.of("", "[CREATE]", "[CREATE, UPDATE, DELETE]")) {
      String part =
          operations.isEmpty()
              ? "noops"
              : operations
                  .replaceAll("\\W+", "-")
                  .replaceAll("^-|-$", "")
                  .toLowerCase(java.util.Locale.ROOT);
      for (boolean synchronize : List.of(true, false)) {
        String name = "gen-" + (synchronize ? "sync-" : "once-") + part;
        scenes.add(life(name, synchronize, operations));
        scenes.add(clone("clone" + name.substring(3), synchronize, operations));
        scenes.add(policyChanges("pol" + name.substring(3), synchronize, operations));
      }
    }
    scenes.addAll(GenerateOddities.all());
    scenes.addAll(GenerateShapes.all());
    return scenes;
  }

  /** A rule that makes a ReplicationSource for a claim of the scene. */
  static String policy(String name, boolean synchronize, String operations, String more) {
    return """
    apiVersion: kyverno.io/v1
    kind: ClusterPolicy
    metadata: {name: %s}
    spec:
      background: false
      rules:
        - name: source
          match:
            any:
              - resources:
                  kinds: [PersistentVolumeClaim]
                  namespaces: [NS]
                  selector: {matchLabels: {backup: hourly}}
    %s      generate:
            synchronize: %s
    %s        apiVersion: volsync.backube/v1alpha1
            kind: ReplicationSource
            namespace: "{{request.object.metadata.namespace}}"
            name: "{{request.object.metadata.name}}-backup"
            data:
              spec:
                sourcePVC: "{{request.object.metadata.name}}"
                trigger: {schedule: "0 * * * *"}
                restic:
                  repository: "{{request.object.metadata.name}}-restic"
                  copyMethod: Snapshot
    """
        .formatted(name, operations(operations), synchronize, more);
  }

  private static String operations(String operations) {
    return operations.isEmpty() ? "" : "              operations: " + operations + "\n";
  }

  static void claimMade(Stage stage) {
    stage.create("create the claim", LookUpCases.claim(stage, "p"));
  }

  /** Two moments that a change takes at most when it happens at all. */
  private static void settled(Stage stage) {
    stage.pass(3);
  }

  private static void noted(Stage stage, String step, String... kinds) {
    settled(stage);
    stage.noteObjects(step, kinds);
    stage.noteUpdateRequests(step + ": requests", stage.namespace());
  }

  private static Scene life(String name, boolean synchronize, String operations) {
    return Scene.of(
        name,
        name + ": created, drift, deletions, labels, trigger",
        stage -> {
          stage.policy(policy(name, synchronize, operations, ""));
          int since = stage.cluster().audit().size();
          claimMade(stage);
          noted(stage, "created", SOURCE);
          stage.noteBackgroundCalls("calls", since);
          stage.patch(
              VOLSYNC,
              "ReplicationSource",
              stage.namespace(),
              "p-backup",
              "spec: {trigger: {schedule: '5 5 * * *'}}");
          noted(stage, "downstream edited", SOURCE);
          stage.admin().delete(VOLSYNC, "ReplicationSource", stage.namespace(), "p-backup");
          noted(stage, "downstream deleted", SOURCE);
          label(stage, "{touched: 'yes'}");
          noted(stage, "trigger touched", SOURCE);
          label(stage, "{backup: null}");
          noted(stage, "label taken away", SOURCE);
          label(stage, "{backup: hourly}");
          noted(stage, "label put back", SOURCE);
          stage.admin().delete("v1", Stage.CLAIM, stage.namespace(), "p");
          noted(stage, "trigger deleted", SOURCE);
          stage.noteEvents("events", name);
        });
  }

  private static void label(Stage stage, String labels) {
    stage.patch(
        "v1", Stage.CLAIM, stage.namespace(), "p", "metadata: {labels: %s}".formatted(labels));
  }

  private static final String CLONE =
      """
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      metadata: {name: NAME}
      spec:
        background: false
        rules:
          - name: settings
            match:
              any:
                - resources:
                    kinds: [PersistentVolumeClaim]
                    namespaces: [NS]
                    selector: {matchLabels: {backup: hourly}}
      OPERATIONS      generate:
              synchronize: SYNC
              apiVersion: v1
              kind: ConfigMap
              namespace: "{{request.object.metadata.namespace}}"
              name: "{{request.object.metadata.name}}-settings"
              clone: {namespace: NS, name: base}
      """;

  static String clonePolicy(String name, boolean synchronize, String operations) {
    return CLONE
        .replace("NAME", name)
        .replace("OPERATIONS", operations(operations))
        .replace("SYNC", Boolean.toString(synchronize));
  }

  private static Scene clone(String name, boolean synchronize, String operations) {
    return Scene.of(
        name,
        name + ": source changed, clone edited and deleted, source deleted, trigger deleted",
        stage -> {
          base(stage, "one");
          stage.policy(clonePolicy(name, synchronize, operations));
          claimMade(stage);
          noted(stage, "created", CONFIG_MAP);
          patchMap(stage, "base", "data: {key: two}");
          noted(stage, "source changed", CONFIG_MAP);
          patchMap(stage, "p-settings", "data: {key: mine}");
          noted(stage, "clone edited", CONFIG_MAP);
          stage.admin().delete("v1", "ConfigMap", stage.namespace(), "p-settings");
          noted(stage, "clone deleted", CONFIG_MAP);
          label(stage, "{touched: 'yes'}");
          noted(stage, "trigger touched", CONFIG_MAP);
          stage.admin().delete("v1", "ConfigMap", stage.namespace(), "base");
          noted(stage, "source deleted", CONFIG_MAP);
          base(stage, "three");
          noted(stage, "source made again", CONFIG_MAP);
          stage.admin().delete("v1", Stage.CLAIM, stage.namespace(), "p");
          noted(stage, "trigger deleted", CONFIG_MAP);
        });
  }

  static void base(Stage stage, String value) {
    stage.given(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: base, namespace: NS}, data: {key: %s}}"
            .formatted(value));
  }

  private static void patchMap(Stage stage, String name, String patch) {
    stage.patch("v1", "ConfigMap", stage.namespace(), name, patch);
  }

  private static Scene policyChanges(String name, boolean synchronize, String operations) {
    return Scene.of(
        name,
        name + ": the policy is changed, then deleted",
        stage -> {
          stage.policy(policy(name, synchronize, operations, ""));
          claimMade(stage);
          noted(stage, "created", SOURCE);
          changePolicy(
              stage,
              name,
              policy ->
                  ((ObjectNode) policy.at("/spec/rules/0/generate/data/spec"))
                      .putObject("trigger")
                      .put("schedule", "7 7 * * *"));
          noted(stage, "data changed", SOURCE);
          changePolicy(
              stage,
              name,
              policy -> ((ObjectNode) policy.at("/spec/rules/0/generate")).put("name", "fixed"));
          noted(stage, "name changed", SOURCE);
          stage.ask(
              "delete the policy",
              Stage.ADMIN,
              () -> stage.admin().delete(Stage.KYVERNO, Stage.POLICY, "", name));
          noted(stage, "policy deleted", SOURCE);
        });
  }

  static void changePolicy(Stage stage, String name, Consumer<JsonNode> change) {
    JsonNode policy = stage.admin().get(Stage.KYVERNO, Stage.POLICY, "", name).body();
    ObjectNode copy = ((ObjectNode) policy).deepCopy();
    change.accept(copy);
    stage.ask("change the policy", Stage.ADMIN, () -> stage.admin().update(copy));
    stage.pass(1);
  }

  static Case only(String words, Consumer<Stage> script) {
    return new Case(words, script);
  }
}
