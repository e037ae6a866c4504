package dev.kyverdict.cluster.kyverno.background;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.fault.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Mutate rules with targets, and what Kyverno's background controller makes of them. */
final class TargetChangesTest {

  private static final String TARGETS =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: app}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: one, namespace: app, labels: {team: a}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: two, namespace: app, labels: {team: b}}
      """;

  private static final String TRIGGER =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: trigger, namespace: app, labels: {team: a}}
      """;

  @Test
  void a_trigger_changes_the_targets_that_its_own_labels_select() {
    Scene scene =
        ready(
                rule(
                    "label",
                    "apiVersion: v1, kind: ConfigMap, namespace: app,"
                        + " selector: {matchLabels: {team:"
                        + " \"{{request.object.metadata.labels.team}}\"}}",
                    "seen"))
            .create(TRIGGER);

    assertThat(label(scene, "one", "seen")).isEqualTo("yes");
    assertThat(label(scene, "two", "seen")).isEmpty();
  }

  @Test
  void one_request_carries_out_all_rules_of_the_policy() {
    Scene scene =
        ready(
            rule("first", "apiVersion: v1, kind: ConfigMap, namespace: app, name: one", "first"),
            rule("second", "apiVersion: v1, kind: ConfigMap, namespace: app, name: two", "second"));
    String path = "/apis/kyverno.io/v2/namespaces/kyverno/updaterequests";
    scene.cluster.inject(Fault.answers(path, 403).on("create").onlyTheCall(1));
    scene.cluster.inject(Fault.answers(path, 403).on("create").onlyTheCall(3));

    scene.create(TRIGGER);

    assertThat(label(scene, "one", "first")).isEqualTo("yes");
    assertThat(label(scene, "two", "second")).isEqualTo("yes");
  }

  @Test
  void a_rule_without_targets_in_the_same_policy_makes_the_request_fail() {
    Scene scene =
        ready(
            rule("targets", "apiVersion: v1, kind: ConfigMap, namespace: app, name: one", "seen"),
            """
              - name: trigger
                match: {any: [{resources: {kinds: [Secret]}}]}
                mutate:
                  patchStrategicMerge: {metadata: {annotations: {at: "{{request.object.metadata.resourceVersion || 'new'}}"}}}
            """);
    scene.client.create(Scene.trees(TRIGGER).getFirst());

    List<JsonNode> seen = scene.requestsWhile(Duration.ofMillis(300));

    assertThat(messages(seen)).contains("empty resource to patch");
    assertThat(label(scene, "one", "seen")).isEqualTo("yes");
  }

  @Test
  void a_target_that_is_named_and_missing_makes_the_request_fail_and_is_not_made_up_for() {
    Scene scene =
        ready(rule("label", "apiVersion: v1, kind: ConfigMap, namespace: app, name: late", "seen"));
    scene.client.create(Scene.trees(TRIGGER).getFirst());

    List<JsonNode> seen = scene.requestsWhile(Duration.ofMillis(300));
    scene.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: late, namespace: app}}");

    assertThat(messages(seen))
        .contains(
            "failed to mutate existing resource, rule label, response error: configmaps \"late\""
                + " not found");
    assertThat(label(scene, "late", "seen")).isEmpty();
  }

  @Test
  void a_write_that_is_refused_once_is_made_up_for_at_the_next_attempt() {
    Scene scene =
        ready(rule("label", "apiVersion: v1, kind: ConfigMap, namespace: app, name: one", "seen"));
    scene.cluster.inject(
        Fault.answers("/api/v1/namespaces/app/configmaps/one", 409).on("update").onlyTheCall(1));

    scene.create(TRIGGER);

    assertThat(label(scene, "one", "seen")).isEqualTo("yes");
    assertThat(scene.events())
        .extracting(event -> event.path("note").asString(""))
        .contains("policy targets/label error: injected fault: status 409");
  }

  @Test
  void a_policy_changes_what_is_there_when_it_says_so() {
    Scene scene = Scene.withRights().create(TARGETS).create(TRIGGER);
    String rule = rule("label", "apiVersion: v1, kind: ConfigMap, namespace: app", "seen");

    scene.create(
        policy(rule.replace("mutate:", "mutate:\n      mutateExistingOnPolicyUpdate: true")));

    assertThat(label(scene, "one", "seen")).isEqualTo("yes");
    assertThat(label(scene, "two", "seen")).isEqualTo("yes");
  }

  @Test
  void a_policy_that_does_not_say_so_never_changes_what_was_there_before() {
    Scene scene = Scene.withRights().create(TARGETS).create(TRIGGER);
    scene.create(policy(rule("label", "apiVersion: v1, kind: ConfigMap, namespace: app", "seen")));

    scene.cluster.pass(Duration.ofMinutes(61));

    assertThat(label(scene, "one", "seen")).isEmpty();
  }

  private static Scene ready(String... rules) {
    return Scene.withRights().create(TARGETS).create(policy(rules));
  }

  private static List<String> messages(List<JsonNode> requests) {
    return requests.stream().map(request -> request.at("/status/message").asString("")).toList();
  }

  private static String label(Scene scene, String name, String label) {
    return scene
        .get("v1", "ConfigMap", "app", name)
        .path("metadata")
        .path("labels")
        .path(label)
        .asString("");
  }

  private static String rule(String name, String target, String label) {
    return """
      - name: %s
        match: {any: [{resources: {kinds: [Secret], names: [trigger]}}]}
        mutate:
          targets: [{%s}]
          patchStrategicMerge: {metadata: {labels: {%s: "yes"}}}
    """
        .formatted(name, target, label);
  }

  private static String policy(String... rules) {
    return """
    apiVersion: kyverno.io/v1
    kind: ClusterPolicy
    metadata: {name: targets}
    spec:
      rules:
    """
        + String.join("", rules);
  }
}
