package dev.kyverdict.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.match.MatchConditions.Outcome;
import dev.kyverdict.engine.match.Sighting.Cause;
import dev.kyverdict.engine.match.Sighting.NotSeen;
import dev.kyverdict.engine.match.Sighting.Refused;
import dev.kyverdict.model.Action;
import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Match.Resources;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Spec;
import dev.kyverdict.model.Spec.FailurePolicy;
import dev.kyverdict.model.Spec.MatchCondition;
import dev.kyverdict.model.Spec.WebhookConfiguration;
import dev.kyverdict.model.Validate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Which requests the API server brings to Kyverno. */
class WebhooksTest {

  private static final Action MUTATE =
      Mutate.of(new Mutate.StrategicMerge(JsonNodeFactory.instance.objectNode()));
  private static final Action VALIDATE =
      new Validate(
          Optional.empty(), List.of(), true, Optional.empty(), new Validate.Deny(Optional.empty()));

  @Test
  void a_mutate_rule_registers_create_and_update_and_a_validate_rule_everything() {
    Rule mutate = rule(MUTATE, resources("Secret"));
    Rule validate = rule(VALIDATE, resources("Secret"));

    assertThat(Webhooks.operations(mutate, Work.MUTATE).get("Secret"))
        .containsExactlyInAnyOrder(Operation.CREATE, Operation.UPDATE);
    assertThat(Webhooks.operations(validate, Work.VALIDATE).get("Secret"))
        .containsExactlyInAnyOrder(Operation.values());
    assertThat(Webhooks.operations(validate, Work.MUTATE)).isEmpty();
  }

  @Test
  void a_generate_rule_registers_its_targets_too() {
    Generate.Target target =
        new Generate.Target(
            Optional.of("v1"),
            Optional.of("Secret"),
            Optional.empty(),
            Optional.of("x"),
            Optional.empty());
    Action generate =
        new Generate(
            Optional.empty(), Optional.empty(), Optional.empty(), target, new Generate.NoSource());

    assertThat(Webhooks.operations(rule(generate, resources("Namespace")), Work.GENERATE))
        .containsOnlyKeys("Namespace", "Secret")
        .hasEntrySatisfying(
            "Secret", operations -> assertThat(operations).doesNotContain(Operation.CONNECT));
  }

  @Test
  void what_exclude_any_names_by_kind_alone_is_not_registered() {
    Rule rule = rule(VALIDATE, resources("Secret"));
    Rule excluding = excluding(rule, resources("Secret").operations(Operation.DELETE));
    Rule byName = excluding(rule, resources("Secret").names(List.of("x")));

    assertThat(Webhooks.operations(excluding, Work.VALIDATE).get("Secret"))
        .doesNotContain(Operation.DELETE);
    assertThat(Webhooks.operations(byName, Work.VALIDATE).get("Secret")).hasSize(4);
  }

  @Test
  void delete_reaches_no_mutate_rule_even_when_it_is_listed() {
    Resources resources = resources("Secret").operations(Operation.DELETE, Operation.CREATE);
    ClusterPolicy policy = policy("p", rule(MUTATE, resources));

    assertThat(cause(policy, Work.MUTATE, Requests.delete(secret("app"))))
        .isEqualTo(Cause.OPERATION);
    assertThat(sees(policy, Work.MUTATE, Requests.create(secret("app"))).seen()).isTrue();
    assertThat(cause(policy, Work.VALIDATE, Requests.create(secret("app"))))
        .isEqualTo(Cause.NO_RULE);
  }

  @Test
  void another_policy_of_the_webhook_lets_further_operations_in() {
    Resources created = resources("Secret").operations(Operation.CREATE);
    ClusterPolicy policy = policy("p", rule(VALIDATE, created));
    ClusterPolicy other = policy("q", rule(VALIDATE, resources("Secret")));
    AdmissionRequest request = Requests.delete(secret("app"));

    assertThat(cause(policy, Work.VALIDATE, request)).isEqualTo(Cause.OPERATION);
    assertThat(
            Webhooks.of(List.of(policy, other), KyvernoConfig.DEFAULT, WebhooksTest::holding)
                .sees(policy, Work.VALIDATE, request)
                .seen())
        .isTrue();
  }

  @Test
  void the_chart_leaves_out_kube_system_and_kyverno_and_nothing_else() {
    KyvernoConfig chart =
        new KyvernoConfig(HelmDefaults.CONFIG, KyvernoConfig.DEFAULT.clock(), 0, 1);
    ClusterPolicy policy = policy("p", rule(VALIDATE, resources("*")));
    Webhooks webhooks = Webhooks.of(List.of(policy), chart, WebhooksTest::holding);

    for (String namespace : List.of("kube-system", "kyverno")) {
      assertThat(webhooks.sees(policy, Work.VALIDATE, Requests.create(secret(namespace))))
          .extracting(sighting -> ((NotSeen) sighting).cause())
          .isEqualTo(Cause.NAMESPACE_SELECTOR);
    }
    assertThat(webhooks.sees(policy, Work.VALIDATE, Requests.create(secret("kube-public"))).seen())
        .isTrue();
  }

  @Test
  void ephemeral_containers_come_with_a_pod_and_not_with_a_star() {
    AdmissionRequest request =
        Requests.update(
            """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x", "namespace": "app"}}
            """,
            "ephemeralcontainers");

    assertThat(sees(policy("p", rule(VALIDATE, resources("Pod"))), Work.VALIDATE, request).seen())
        .isTrue();
    assertThat(cause(policy("p", rule(VALIDATE, resources("*"))), Work.VALIDATE, request))
        .isEqualTo(Cause.KIND);
  }

  @Test
  void a_condition_without_a_value_refuses_under_fail_and_passes_under_ignore() {
    MatchConditions erring = (request, view) -> new Outcome.Errs("c", "no such key");
    AdmissionRequest request = Requests.create(secret("app"));

    for (FailurePolicy failurePolicy : FailurePolicy.values()) {
      ClusterPolicy policy = withCondition(failurePolicy);
      Webhooks webhooks =
          Webhooks.of(
              List.of(policy),
              KyvernoConfig.DEFAULT,
              conditions -> conditions.isEmpty() ? MatchConditions.NONE : erring);

      assertThat(webhooks.sees(policy, Work.VALIDATE, request))
          .isInstanceOf(failurePolicy == FailurePolicy.FAIL ? Refused.class : NotSeen.class);
    }
  }

  private static ClusterPolicy withCondition(FailurePolicy failurePolicy) {
    Spec spec =
        Spec.of(List.of(rule(VALIDATE, resources("Secret"))))
            .withWebhook(
                new WebhookConfiguration(
                    Optional.of(failurePolicy),
                    Optional.empty(),
                    List.of(new MatchCondition("c", "object.x"))));
    return new ClusterPolicy(Metadata.named("p"), spec);
  }

  private static MatchConditions holding(List<MatchCondition> conditions) {
    return MatchConditions.NONE;
  }

  private static Sighting sees(ClusterPolicy policy, Work work, AdmissionRequest request) {
    return Webhooks.of(List.of(policy), KyvernoConfig.DEFAULT, WebhooksTest::holding)
        .sees(policy, work, request);
  }

  private static Cause cause(ClusterPolicy policy, Work work, AdmissionRequest request) {
    return ((NotSeen) sees(policy, work, request)).cause();
  }

  private static ClusterPolicy policy(String name, Rule rule) {
    return new ClusterPolicy(Metadata.named(name), Spec.of(List.of(rule)));
  }

  private static Rule rule(Action action, Resources resources) {
    return new Rule(
        "r",
        Match.anyOf(List.of(Filter.of(resources))),
        Match.NONE,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        action,
        true,
        Map.of());
  }

  private static Rule excluding(Rule rule, Resources resources) {
    return new Rule(
        rule.name(),
        rule.match(),
        Match.anyOf(List.of(Filter.of(resources))),
        rule.imageExtractors(),
        rule.context(),
        rule.preconditions(),
        rule.celPreconditions(),
        rule.action(),
        rule.skipBackgroundRequests(),
        rule.reportProperties());
  }

  private static Resources resources(String kind) {
    return Resources.ofKinds(List.of(kind));
  }

  private static String secret(String namespace) {
    return """
        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s", "namespace": "%s"}}
        """
        .formatted(namespace);
  }
}
