package dev.kyverdict.twice;

import dev.kyverdict.twice.Scene.Alone;
import dev.kyverdict.twice.Scene.Case;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** What happens to claims while Kyverno's admission controller does not run. */
final class DownCases {

  private static final String VARIABLE = "- {name: img, variable: {value: snap-1}}\n";

  private static final String NARROW =
      """
        webhookConfiguration:
          failurePolicy: %s
          matchConditions:
            - name: labelled
              expression: has(object.metadata.labels) && 'backup' in object.metadata.labels
      """;

  private DownCases() {}

  static List<Scene> all() {
    return List.of(
        scene("down-fail", policy -> policy),
        scene("down-ignore", policy -> policy.replace("Policy: Fail", "Policy: Ignore")),
        scene("down-narrow", policy -> narrow(policy, "Fail")),
        scene("down-narrow-ignore", policy -> narrow(policy, "Ignore")));
  }

  private static String narrow(String policy, String failurePolicy) {
    return policy.replace(
        "  webhookConfiguration: {failurePolicy: Fail}\n", NARROW.formatted(failurePolicy));
  }

  private static Scene scene(String name, UnaryOperator<String> change) {
    return Scene.under(
            name,
            change.apply(LookUpCases.policy(name, "Fail", VARIABLE)),
            stage -> stage.given(LookUpCases.claim(stage, "old")),
            List.of(
                new Case(
                    name + ": a labelled claim",
                    stage -> stage.create("create", LookUpCases.claim(stage, "labelled"))),
                new Case(
                    name + ": an unlabelled claim",
                    stage -> stage.create("create", unlabelled(stage, "unlabelled"))),
                new Case(
                    name + ": a claim without any label",
                    stage -> stage.create("create", bare(stage))),
                new Case(
                    name + ": tried only",
                    stage -> stage.tryCreate("create", LookUpCases.claim(stage, "tried"))),
                new Case(name + ": an update", DownCases::update),
                new Case(name + ": another kind", DownCases::configMap),
                new Case(name + ": a new policy", stage -> refusedPolicy(stage, name)),
                new Case(name + ": the policy is deleted", stage -> deletePolicy(stage, name))))
        .alone(Alone.ADMISSION_STOPPED);
  }

  private static ObjectNode unlabelled(Stage stage, String name) {
    ObjectNode claim = LookUpCases.claim(stage, name);
    claim.withObject("/metadata").putObject("labels").put("other", "x");
    return claim;
  }

  private static ObjectNode bare(Stage stage) {
    ObjectNode claim = LookUpCases.claim(stage, "bare");
    claim.withObject("/metadata").remove("labels");
    return claim;
  }

  private static void update(Stage stage) {
    stage.ask(
        "touch",
        Stage.ADMIN,
        () ->
            stage.patch(
                "v1",
                Stage.CLAIM,
                stage.namespace(),
                "old",
                "metadata: {labels: {touched: 'yes'}}"));
  }

  private static void configMap(Stage stage) {
    stage.create(
        "create",
        stage.object("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: NS}}"));
  }

  private static void refusedPolicy(Stage stage, String name) {
    ObjectNode policy = stage.object(LookUpCases.policy(name + "-new", "Fail", VARIABLE));
    stage.ask("create a policy", Stage.ADMIN, () -> stage.admin().create(policy));
  }

  /** Its webhook stays behind. */
  private static void deletePolicy(Stage stage, String name) {
    stage.ask(
        "delete the policy",
        Stage.ADMIN,
        () -> stage.admin().delete(Stage.KYVERNO, Stage.POLICY, "", name));
    stage.create("create a claim", LookUpCases.claim(stage, "late"));
  }
}
