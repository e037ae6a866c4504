package dev.kyverdict.twice;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Other shapes of what generates: lists, elements, namespaces, targets, several rules. */
final class GenerateShapes {

  private static final String SOURCE = "volsync.backube/v1alpha1/ReplicationSource";

  private static final String CLONE_LIST =
      """
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      metadata: {name: odd-clone-list}
      spec:
        background: false
        rules:
          - name: copies
            match: {any: [{resources: {kinds: [Namespace], names: [NS-target]}}]}
            generate:
              synchronize: true
              namespace: "{{request.object.metadata.name}}"
              cloneList:
                namespace: NS
                kinds: [v1/ConfigMap]
                selector: {matchLabels: {copy: 'yes'}}
      """;

  private GenerateShapes() {}

  static List<Scene> all() {
    return List.of(cloneList(), foreach(), namespaces(), mutateExisting(), twoRules());
  }

  private static Scene cloneList() {
    return Scene.of(
        "odd-clone-list",
        "a list of clones, by label",
        stage -> {
          for (String name : List.of("one", "two", "three")) {
            stage.given(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, namespace: NS, labels: {copy: '%s'}}
                data: {key: %s}
                """
                    .formatted(name, name.equals("two") ? "no" : "yes", name));
          }
          stage.policy(CLONE_LIST);
          stage.given("{apiVersion: v1, kind: Namespace, metadata: {name: NS-target}}");
          stage.pass(3);
          listed(stage, "created");
          stage.patch("v1", "ConfigMap", stage.namespace(), "one", "data: {key: changed}");
          stage.pass(3);
          listed(stage, "a source changed");
          stage.admin().delete("v1", "ConfigMap", stage.namespace(), "three");
          stage.pass(3);
          listed(stage, "a source deleted");
          stage.admin().delete(Stage.KYVERNO, Stage.POLICY, "", "odd-clone-list");
          stage.pass(3);
          listed(stage, "policy deleted");
        });
  }

  private static void listed(Stage stage, String step) {
    ObjectNode found = Manifests.of("{}");
    stage.admin().list("v1", "ConfigMap", stage.namespace() + "-target", "").stream()
        .filter(it -> !it.at("/metadata/name").asString("").equals("kube-root-ca.crt"))
        .forEach(it -> found.set(it.at("/metadata/name").asString(""), Slim.object(it)));
    found.forEach(it -> ((ObjectNode) it).remove(List.of("apiVersion", "kind")));
    stage.note(step, found);
  }

  private static Scene foreach() {
    return Scene.of(
        "odd-foreach",
        "an object for each element",
        stage -> {
          stage.policy(
              """
              apiVersion: kyverno.io/v1
              kind: ClusterPolicy
              metadata: {name: odd-foreach}
              spec:
                background: false
                rules:
                  - name: each
                    match: {any: [{resources: {kinds: [PersistentVolumeClaim], namespaces: [NS]}}]}
                    generate:
                      synchronize: true
                      foreach:
                        - list: request.object.metadata.annotations.names | split(@, ',')
                          apiVersion: v1
                          kind: ConfigMap
                          namespace: NS
                          name: "{{element}}-{{elementIndex}}"
                          data: {data: {of: "{{request.object.metadata.name}}"}}
              """);
          ObjectNode claim = LookUpCases.claim(stage, "p");
          claim.withObject("/metadata").putObject("annotations").put("names", "a,b");
          stage.create("create", claim);
          stage.pass(3);
          stage.noteObjects("created", GenerateCases.CONFIG_MAP);
          stage.patch(
              "v1", Stage.CLAIM, stage.namespace(), "p", "metadata: {annotations: {names: 'b,c'}}");
          stage.pass(3);
          stage.noteObjects("elements changed", GenerateCases.CONFIG_MAP);
          stage.admin().delete("v1", Stage.CLAIM, stage.namespace(), "p");
          stage.pass(3);
          stage.noteObjects("trigger deleted", GenerateCases.CONFIG_MAP);
        });
  }

  private static Scene namespaces() {
    return Scene.of(
        "odd-namespace",
        "an object for a new namespace, and the namespace goes",
        stage -> {
          stage.policy(
              """
              apiVersion: kyverno.io/v1
              kind: ClusterPolicy
              metadata: {name: odd-namespace}
              spec:
                background: false
                rules:
                  - name: settings
                    match: {any: [{resources: {kinds: [Namespace], names: [NS-target]}}]}
                    generate:
                      synchronize: true
                      apiVersion: v1
                      kind: ConfigMap
                      namespace: "{{request.object.metadata.name}}"
                      name: settings
                      data: {data: {of: "{{request.object.metadata.name}}"}}
              """);
          stage.given("{apiVersion: v1, kind: Namespace, metadata: {name: NS-target}}");
          stage.pass(3);
          listed(stage, "created");
          stage.admin().delete("v1", "Namespace", "", stage.namespace() + "-target");
          stage.pass(4);
          listed(stage, "namespace deleted");
          stage.noteUpdateRequests("requests", "odd-namespace");
        });
  }

  private static Scene mutateExisting() {
    return Scene.of(
        "odd-existing-target",
        "a trigger that changes another object",
        stage -> {
          stage.given("{apiVersion: v1, kind: ConfigMap, metadata: {name: target, namespace: NS}}");
          stage.policy(
              """
              apiVersion: kyverno.io/v1
              kind: ClusterPolicy
              metadata: {name: odd-existing-target}
              spec:
                background: false
                rules:
                  - name: mark
                    match: {any: [{resources: {kinds: [PersistentVolumeClaim], namespaces: [NS]}}]}
                    mutate:
                      targets: [{apiVersion: v1, kind: ConfigMap, namespace: NS, name: target}]
                      patchStrategicMerge:
                        data:
                          last: "{{request.object.metadata.name}}"
                          was: "{{target.data.last || 'nothing'}}"
              """);
          stage.create("create", LookUpCases.claim(stage, "p"));
          stage.pass(3);
          stage.noteObjects("afterwards", GenerateCases.CONFIG_MAP);
          stage.create("create another", LookUpCases.claim(stage, "q"));
          stage.pass(3);
          stage.noteObjects("after another", GenerateCases.CONFIG_MAP);
          stage.noteUpdateRequests("requests", "odd-existing-target");
          stage.noteEvents("events", "odd-existing-target");
        });
  }

  private static Scene twoRules() {
    return Scene.of(
        "odd-two-rules",
        "two rules of which the second fails",
        stage -> {
          String first = GenerateCases.policy("odd-two-rules", true, "", "");
          String second = GenerateCases.clonePolicy("odd-two-rules", true, "");
          stage.policy(first + second.substring(second.indexOf("    - name: settings")));
          GenerateCases.claimMade(stage);
          stage.pass(6);
          stage.noteObjects("afterwards", SOURCE, GenerateCases.CONFIG_MAP);
          stage.noteUpdateRequests("requests", "odd-two-rules");
          stage.noteEvents("events", "odd-two-rules");
        });
  }
}
