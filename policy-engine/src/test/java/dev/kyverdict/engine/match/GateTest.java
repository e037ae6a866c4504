package dev.kyverdict.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.engine.match.GateResult.Cause;
import dev.kyverdict.engine.match.GateResult.Closed;
import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.Spec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps requests away from policies; every line is a verdict of Kyverno 1.19.1. */
class GateTest {

  private static final Spec SPEC = Spec.of(List.of());
  private static final KyvernoPolicy CLUSTER_POLICY = new ClusterPolicy(Metadata.named("p"), SPEC);

  @ParameterizedTest
  @CsvSource({
    "'[Pod,*,*]', true",
    "'[Pod,app,pod]', true",
    "'[Pod, app,pod]', false",
    "'[*/*,app,*]', true",
    "'[*,app,*]', true",
    "'[Pod/?*,*,*]', false",
    "'[Pod]', false",
    "'[Pod,app]', false",
    "'[Pod,*,*,x]', false",
    "'[,*,*]', false",
    "'x[[Pod,*,*]]x', true",
    "'[v1/Pod,a*,p?d]', true",
  })
  void resource_filters(String filters, boolean filtered) {
    GateResult result = gate(CLUSTER_POLICY, Map.of("resourceFilters", filters)).test(pod("app"));

    assertThat(result.open()).isEqualTo(!filtered);
  }

  @Test
  void a_filter_by_namespace_names_the_namespace_itself_too() {
    ConfigFilters filters = filters(HelmDefaults.CONFIG);

    assertThat(filters.passes(Requests.create(namespace("kube-system")))).isPresent();
    assertThat(filters.passes(Requests.create(namespace("kyverno")))).isPresent();
    assertThat(filters.passes(Requests.create(namespace("app")))).isEmpty();
    assertThat(filters.passes(pod("app"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "excludeUsernames, 'alice', true",
    "excludeUsernames, 'bob, a*', true",
    "excludeUsernames, '*,!alice', false",
    "excludeUsernames, '*, ! alice', false",
    "excludeGroups, 'dev', true",
    "excludeGroups, 'system:nodes', false",
    "excludeRoles, '*', false",
    "excludeClusterRoles, '!', false",
  })
  void excluded_users(String key, String names, boolean excluded) {
    assertThat(filters(Map.of(key, names)).excludes(UserInfo.of("alice", "dev")))
        .isEqualTo(excluded);
  }

  @Test
  void somebody_who_is_let_in_by_one_list_is_let_in_by_all() {
    ConfigFilters filters = filters(Map.of("excludeGroups", "dev", "excludeUsernames", "!alice"));

    assertThat(filters.excludes(UserInfo.of("alice", "dev"))).isFalse();
    assertThat(filters.excludes(UserInfo.of("bob", "dev"))).isTrue();
  }

  @Test
  void a_policy_sees_its_own_namespace_only_and_default_when_it_has_none() {
    assertThat(cause(new Policy(Metadata.named("other", "p"), SPEC), "app"))
        .isEqualTo(Cause.NAMESPACE);
    assertThat(cause(new Policy(Metadata.named("p"), SPEC), "app")).isEqualTo(Cause.NAMESPACE);
    assertThat(gate(new Policy(Metadata.named("p"), SPEC), Map.of()).test(pod("default")).open())
        .isTrue();
    assertThat(gate(new Policy(Metadata.named("app", "p"), SPEC), Map.of()).test(pod("app")).open())
        .isTrue();
  }

  @Test
  void match_conditions_that_err_close_the_gate_as_those_that_are_false() {
    for (MatchConditions.Outcome outcome :
        List.of(
            new MatchConditions.Outcome.Fails("c"), new MatchConditions.Outcome.Errs("c", "e"))) {
      Gate gate = Gate.of(CLUSTER_POLICY, filters(Map.of()), (request, view) -> outcome);

      assertThat(((Closed) gate.test(pod("app"))).cause()).isEqualTo(Cause.MATCH_CONDITIONS);
    }
  }

  private static Cause cause(KyvernoPolicy policy, String namespace) {
    return ((Closed) gate(policy, Map.of()).test(pod(namespace))).cause();
  }

  private static Gate gate(KyvernoPolicy policy, Map<String, String> config) {
    return Gate.of(policy, filters(config), MatchConditions.NONE);
  }

  private static ConfigFilters filters(Map<String, String> data) {
    return ConfigFilters.of(new KyvernoConfig(data, KyvernoConfig.DEFAULT.clock(), 0, 1));
  }

  private static AdmissionRequest pod(String namespace) {
    return Requests.create(
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "pod", "namespace": "%s"}}
        """
            .formatted(namespace));
  }

  private static String namespace(String name) {
    return "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"%s\"}}"
        .formatted(name);
  }
}
