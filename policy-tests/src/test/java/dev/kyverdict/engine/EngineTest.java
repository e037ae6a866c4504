package dev.kyverdict.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.engine.admission.Response;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Spec.FailurePolicy;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a decision says beside yes and no. */
class EngineTest {

  private static final String POLICY =
      """
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      metadata: {name: p}
      spec:
        rules:
          - name: r
            match: {any: [{resources: {kinds: [ConfigMap]}}]}
            %s
      """;

  private static final String LABEL =
      "mutate: {patchStrategicMerge: {metadata: {labels: {a: '{{ request.object.data.k }}'}}}}";

  private static KyvernoPolicy policy(String action) {
    return (KyvernoPolicy)
        ManifestReader.read("policy", POLICY.formatted(action)).manifests().getFirst();
  }

  private static JsonNode map(String namespace) {
    return YamlReader.readOne(
            "object",
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: %s}, data: {k: v}}"
                .formatted(namespace))
        .tree();
  }

  private static AdmissionRequest create(String namespace) {
    return AdmissionRequest.create(map(namespace));
  }

  @Test
  void a_rule_changes_the_object_and_says_how() {
    Decision decision = Engine.newest().admit(policy(LABEL), create("app"), ClusterReader.EMPTY);

    assertThat(decision.allowed()).isTrue();
    assertThat(decision.object().at("/metadata/labels/a").asString()).isEqualTo("v");
    assertThat(decision.patch().toString()).contains("\"/metadata/labels\"");
  }

  @Test
  void what_kyverno_never_sees_is_told() {
    Decision decision =
        Engine.newest().admit(policy(LABEL), create("kube-system"), ClusterReader.EMPTY);

    assertThat(decision.allowed()).isTrue();
    assertThat(decision.notSeen()).hasValueSatisfying(why -> assertThat(why).contains("filter"));
    assertThat(decision.patch()).isEmpty();
  }

  @Test
  void a_mutating_webhook_never_hears_of_a_deletion() {
    Decision decision =
        Engine.newest()
            .admit(policy(LABEL), AdmissionRequest.delete(map("app")), ClusterReader.EMPTY);

    assertThat(decision.allowed()).isTrue();
    assertThat(decision.of("r"))
        .singleElement()
        .satisfies(rule -> assertThat(rule.outcome()).isInstanceOf(RuleOutcome.NotMatched.class));
  }

  @Test
  void the_failure_policy_decides_what_an_error_means() {
    Engine engine = Engine.newest();
    List<CompiledPolicy> policies =
        List.of(engine.compile(policy(LABEL.replace("data.k", "data.missing"))));

    Decision failing =
        engine.admitUnder(FailurePolicy.FAIL, policies, create("app"), ClusterReader.EMPTY);
    Decision ignoring =
        engine.admitUnder(FailurePolicy.IGNORE, policies, create("app"), ClusterReader.EMPTY);

    assertThat(failing.response()).isInstanceOf(Response.Denied.class);
    assertThat(ignoring.allowed()).isTrue();
    assertThat(ignoring.warnings()).singleElement().asString().contains("Unknown key \"missing\"");
  }

  @Test
  void a_call_that_hangs_is_a_matter_of_the_webhook() {
    String calling =
        """
        context: [{name: x, apiCall: {urlPath: /api/v1/a, default: d}}]
            mutate: {patchStrategicMerge: {metadata: {labels: {a: '{{ x }}'}}}}
        """;
    Engine engine = Engine.newest();
    List<CompiledPolicy> policies =
        List.of(engine.compile(policy(calling.strip().replace("\n    ", "\n      "))));
    ClusterReader hanging = ClusterReader.answering(new Answer.Hangs());

    Decision failing = engine.admitUnder(FailurePolicy.FAIL, policies, create("app"), hanging);
    Decision ignoring = engine.admitUnder(FailurePolicy.IGNORE, policies, create("app"), hanging);

    assertThat(failing.response()).isInstanceOf(Response.WebhookFailed.class);
    assertThat(failing.allowed()).isFalse();
    assertThat(ignoring.allowed()).isTrue();
    assertThat(ignoring.patch()).isEmpty();
  }

  @Test
  void what_is_not_judged_is_never_allowed() {
    Decision decision =
        Engine.newest()
            .admit(
                policy(
                    "validate: {failureAction: Enforce, cel: {expressions: [{expression: 'true'}]}}"),
                create("app"),
                ClusterReader.EMPTY);

    assertThat(decision.response()).isInstanceOf(Response.Undecided.class);
    assertThat(decision.allowed()).isFalse();
  }

  @Test
  void the_same_question_has_the_same_answer() {
    Engine engine = Engine.of(KyvernoVersion.V1_19_1, KyvernoConfig.DEFAULT);
    List<CompiledPolicy> policies = List.of(engine.compile(policy(LABEL)));

    assertThat(engine.admit(policies, create("app"), ClusterReader.EMPTY))
        .isEqualTo(engine.admit(policies, create("app"), ClusterReader.EMPTY));
  }
}
