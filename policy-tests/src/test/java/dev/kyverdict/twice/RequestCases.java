package dev.kyverdict.twice;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.twice.Scene.Case;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Kinds of requests: updates, deletions, tries, applies, and objects that are odd themselves. */
final class RequestCases {

  private static final String VARIABLE = "- {name: img, variable: {value: snap-1}}\n";
  private static final String TOUCH = "metadata: {labels: {touched: 'yes'}}";

  private RequestCases() {}

  static List<Scene> all() {
    return List.of(
        updates("upd-create", "[CREATE]"),
        updates("upd-both", "[CREATE, UPDATE]"),
        updates("upd-none", ""),
        sources("src-merge", MERGE),
        sources("src-if-absent", MERGE.replace("dataSourceRef:", "+(dataSourceRef):")),
        sources("src-add", patch("add", "dataSourceRef", true)),
        sources("src-remove", patch("remove", "dataSourceRef", false)),
        sources("src-remove-both", REMOVE_BOTH),
        sources("src-null", "patchStrategicMerge: {spec: {dataSourceRef: null}}"),
        tries(),
        refusals(),
        deletions(),
        poisoned(),
        validations());
  }

  private static final String MERGE =
      """
      patchStrategicMerge:
        spec:
          dataSourceRef:
            apiGroup: volsync.backube
            kind: ReplicationDestination
            name: "{{request.object.metadata.name}}-backup"\
      """;

  private static final String REMOVE_BOTH =
      """
      patchesJson6902: |-
        - {op: remove, path: /spec/dataSource}
        - {op: remove, path: /spec/dataSourceRef}\
      """;

  private static String patch(String operation, String field, boolean value) {
    String rest =
        value
            ? ", value: {apiGroup: volsync.backube, kind: ReplicationDestination, name: made}"
            : "";
    return "patchesJson6902: |-\n  - {op: %s, path: /spec/%s%s}".formatted(operation, field, rest);
  }

  /** A policy as those that look up, with other operations. */
  static String policy(String name, String operations) {
    String policy = LookUpCases.policy(name, "Fail", VARIABLE);
    return operations.isEmpty()
        ? policy.replace("              operations: [CREATE]\n", "")
        : policy.replace("[CREATE]", operations);
  }

  static Case of(String name, Consumer<Stage> script) {
    return new Case(name, script);
  }

  /** Claims that are older than the policy. */
  private static Scene updates(String name, String operations) {
    return Scene.under(
        name,
        policy(name, operations),
        stage -> {
          stage.given(LookUpCases.claim(stage, "old"));
          ObjectNode other = LookUpCases.claim(stage, "other");
          other.withObject("/metadata").putObject("labels").put("app", "x");
          stage.given(other);
          stage.given(LookUpCases.claim(stage, "annotated"));
        },
        List.of(
            of(name + ": touched", stage -> patched(stage, "old", TOUCH)),
            of(
                name + ": labelled later",
                stage -> patched(stage, "other", "metadata: {labels: {backup: hourly}}")),
            of(
                name + ": the label is taken away",
                stage -> patched(stage, "annotated", "metadata: {labels: {backup: null}}")),
            of(name + ": nothing changes", stage -> patched(stage, "old", "metadata: {}")),
            of(
                name + ": tried only",
                stage ->
                    stage.ask(
                        "patch",
                        Stage.ADMIN,
                        () ->
                            stage
                                .admin()
                                .patch(
                                    "v1",
                                    Stage.CLAIM,
                                    stage.namespace(),
                                    "old",
                                    "?dryRun=All",
                                    Request.MERGE_PATCH,
                                    Manifests.of(TOUCH))))));
  }

  private static void patched(Stage stage, String claim, String patch) {
    stage.ask(
        "patch",
        Stage.ADMIN,
        () -> stage.patch("v1", Stage.CLAIM, stage.namespace(), claim, patch));
  }

  static Client developer(Stage stage) {
    return stage.admin().as(Stage.DEVELOPER);
  }

  /** Claims that name a source of their own. */
  private static Scene sources(String name, String mutation) {
    String policy = LookUpCases.policy(name, "Fail", VARIABLE);
    String changed =
        policy.substring(0, policy.indexOf("      mutate:"))
            + "      mutate:\n"
            + mutation.indent(8);
    return Scene.under(
        name,
        changed,
        stage -> {},
        List.of(
            of(name + ": none", stage -> stage.create("create", LookUpCases.claim(stage, "none"))),
            of(
                name + ": a dataSourceRef",
                stage -> stage.create("create", withSource(stage, "ref", "dataSourceRef"))),
            of(
                name + ": a dataSource",
                stage -> stage.create("create", withSource(stage, "old", "dataSource")))));
  }

  private static ObjectNode withSource(Stage stage, String name, String field) {
    ObjectNode claim = LookUpCases.claim(stage, name);
    claim
        .withObject("/spec/" + field)
        .put("apiGroup", "snapshot.storage.k8s.io")
        .put("kind", "VolumeSnapshot")
        .put("name", "hand-made");
    return claim;
  }

  private static Scene tries() {
    String name = "try";
    return Scene.under(
        name,
        policy(name, "[CREATE]"),
        stage -> {},
        List.of(
            of(
                "a claim that is tried only",
                stage -> {
                  stage.tryCreate("try", LookUpCases.claim(stage, "tried"));
                  stage.noteObjects("claims", "v1/" + Stage.CLAIM);
                }),
            of(
                "a claim with generateName",
                stage -> {
                  ObjectNode claim = LookUpCases.claim(stage, "x");
                  claim.withObject("/metadata").remove("name");
                  claim.withObject("/metadata").put("generateName", "made-");
                  stage.tryCreate("try", claim);
                }),
            of(
                "somebody without rights",
                stage ->
                    stage.ask(
                        "create",
                        Stage.DEVELOPER,
                        () ->
                            developer(stage)
                                .create(
                                    stage.object(
                                        "{apiVersion: v1, kind: Secret, metadata:"
                                            + " {name: s, namespace: NS}}"))))));
  }

  private static Scene refusals() {
    String name = "refuse";
    return Scene.under(
        name,
        policy(name, "[CREATE]"),
        stage -> {},
        List.of(
            of(
                "a claim that the API server refuses",
                stage -> {
                  ObjectNode claim = LookUpCases.claim(stage, "bad");
                  claim.withObject("/spec/resources/requests").remove("storage");
                  stage.tryCreate("no size", claim);
                  claim.withObject("/spec").put("accessModes", "ReadWriteOnce");
                  stage.tryCreate("no list", claim);
                }),
            of(
                "a claim that is there already",
                stage -> {
                  stage.create("create", LookUpCases.claim(stage, "twice"));
                  stage.create("create again", LookUpCases.claim(stage, "twice"));
                }),
            of(
                "a claim in a namespace that is not there",
                stage -> {
                  ObjectNode claim = LookUpCases.claim(stage, "lost");
                  claim.withObject("/metadata").put("namespace", "nowhere-at-all");
                  stage.tryCreate("try", claim);
                })));
  }

  private static Scene deletions() {
    String name = "del";
    return Scene.under(
        name,
        """
        apiVersion: kyverno.io/v1
        kind: ClusterPolicy
        metadata: {name: del}
        spec:
          background: false
          rules:
            - name: keep
              match:
                any: [{resources: {kinds: [ConfigMap], operations: [DELETE], namespaces: [NS]}}]
              validate:
                failureAction: Enforce
                message: "{{ request.oldObject.metadata.name }} stays"
                deny:
                  conditions:
                    any:
                      - key: "{{ request.oldObject.metadata.labels.keep || 'no' }}"
                        operator: Equals
                        value: 'yes'
        """,
        stage -> {
          stage.given(
              "{apiVersion: v1, kind: ConfigMap, metadata: {name: kept, namespace: NS, labels:"
                  + " {keep: 'yes'}}}");
          stage.given("{apiVersion: v1, kind: ConfigMap, metadata: {name: other, namespace: NS}}");
        },
        List.of(
            of("an object whose deletion is denied", stage -> delete(stage, "kept")),
            of("an object whose deletion is allowed", stage -> delete(stage, "other")),
            of("an object that is not there", stage -> delete(stage, "never-there"))));
  }

  private static void delete(Stage stage, String name) {
    stage.ask(
        "delete",
        Stage.DEVELOPER,
        () -> developer(stage).delete("v1", "ConfigMap", stage.namespace(), name));
  }

  /** A policy that matches updates poisons the claims that are older than the image. */
  private static Scene poisoned() {
    String name = "poison";
    return Scene.of(
        name,
        "a claim that cannot be deleted under a policy for updates",
        stage -> {
          stage.given(LookUpCases.claim(stage, "a5"));
          stage.policy(policy(name, "[CREATE, UPDATE]"));
          stage.ask(
              "delete",
              Stage.ADMIN,
              () -> stage.admin().delete("v1", Stage.CLAIM, stage.namespace(), "a5"));
          stage.pass(5);
          stage.noteObjects("after five seconds", "v1/" + Stage.CLAIM);
          stage.admin().delete(Stage.KYVERNO, Stage.POLICY, "", name);
          stage.eventually(
              "the claim is gone",
              () -> stage.admin().list("v1", Stage.CLAIM, stage.namespace(), "").isEmpty());
        });
  }

  private static final String VALIDATIONS =
      """
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      metadata: {name: val}
      spec:
        background: false
        emitWarning: true
        rules:
          - name: size
            match: {any: [{resources: {kinds: [PersistentVolumeClaim], namespaces: [NS]}}]}
            validate:
              failureAction: Enforce
              message: "a claim of {{request.object.metadata.name}} is too big"
              pattern: {spec: {resources: {requests: {storage: "<=5Gi"}}}}
          - name: owner
            match: {any: [{resources: {kinds: [PersistentVolumeClaim], namespaces: [NS]}}]}
            validate:
              failureAction: Audit
              message: an owner is missed
              pattern: {metadata: {labels: {owner: "?*"}}}
      """;

  private static Scene validations() {
    String name = "val";
    return Scene.under(
        name,
        VALIDATIONS,
        stage -> {},
        List.of(
            of("too big", stage -> stage.create("create", sized(stage, "big", "10Gi"))),
            of(
                "small enough, and audited",
                stage -> stage.create("create", sized(stage, "small", "1Gi"))),
            of(
                "events of what was denied and audited",
                stage -> {
                  stage.create("denied", sized(stage, "big2", "10Gi"));
                  stage.pass(4);
                  stage.noteEvents("events", "val");
                })));
  }

  private static ObjectNode sized(Stage stage, String name, String size) {
    ObjectNode claim = LookUpCases.claim(stage, name);
    claim.withObject("/spec/resources/requests").put("storage", size);
    return claim;
  }
}
