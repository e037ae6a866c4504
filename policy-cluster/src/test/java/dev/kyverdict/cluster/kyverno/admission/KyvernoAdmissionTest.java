package dev.kyverdict.cluster.kyverno.admission;

import static dev.kyverdict.cluster.kyverno.admission.Clusters.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Reply.Why;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.kyverno.UpdateRequest;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class KyvernoAdmissionTest {

  private static final SimulatedCluster BASE = Clusters.start(true);

  private static final String NEEDS_TEAM =
      """
      {apiVersion: kyverno.io/v1, kind: ClusterPolicy, metadata: {name: needs-team},
       spec: {rules: [{name: team, match: {any: [{resources: {kinds: [ConfigMap]}}]},
         validate: {failureAction: Enforce, message: a team, pattern: {metadata: {labels: {team: '?*'}}}}}]}}
      """;

  private static final String GENERATES =
      """
      {apiVersion: kyverno.io/v1, kind: ClusterPolicy, metadata: {name: generates},
       spec: {rules: [{name: made, match: {any: [{resources: {kinds: [ServiceAccount]}}]},
         generate: {apiVersion: v1, kind: ConfigMap, name: made, synchronize: true,
           namespace: '{{request.namespace}}', data: {data: {a: b}}}}]}}
      """;

  private static final String LOOKS_UP =
      "{name: team, context: [{name: x, configMap: {name: %s, namespace: kyverno}}],";

  private static final String RESOURCES = "kyverno-resource-mutating-webhook-cfg";
  private static final String VALIDATIONS = "kyverno-resource-validating-webhook-cfg";

  private final SimulatedCluster cluster = BASE.copy();
  private final Client client = Clusters.admin(cluster);

  private static JsonNode configMap(String name) {
    return yaml(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: default}}"
            .formatted(name));
  }

  private void policy(String text) {
    assertThat(client.create(yaml(text)).message()).isEmpty();
    cluster.pass(Duration.ofSeconds(1));
  }

  private List<JsonNode> updateRequests() {
    cluster.pass(Duration.ofSeconds(1));
    return client.list(UpdateRequest.API_VERSION, UpdateRequest.KIND, "", "");
  }

  @Test
  void a_policy_counts_only_once_it_is_ready() {
    assertThat(client.create(yaml(NEEDS_TEAM)).ok()).isTrue();
    assertThat(client.create(configMap("early")).ok()).isTrue();
    cluster.pass(Duration.ofSeconds(1));
    assertThat(client.create(configMap("late")).message())
        .startsWith(
            "admission webhook \"validate.kyverno.svc-fail\" denied the request: \n\n"
                + "resource ConfigMap/default/late was blocked due to the following policies");
    assertThat(
            client
                .find("kyverno.io/v1", "ClusterPolicy", "", "needs-team")
                .orElseThrow()
                .path("status")
                .toString())
        .isEqualTo(
            "{\"autogen\":{},\"conditions\":[{\"lastTransitionTime\":\"2026-01-01T00:00:01Z\","
                + "\"message\":\"Ready\",\"reason\":\"Succeeded\",\"status\":\"True\",\"type\":\"Ready\"}],"
                + "\"rulecount\":{\"generate\":0,\"mutate\":0,\"validate\":1,\"verifyimages\":0},"
                + "\"validatingadmissionpolicy\":{\"generated\":false,\"message\":\"\"}}");
  }

  @Test
  void a_denial_is_reported_on_the_policy() {
    policy(NEEDS_TEAM);
    client.create(configMap("a"));
    cluster.pass(Duration.ofSeconds(1));
    List<JsonNode> events = client.list("events.k8s.io/v1", "Event", "", "");
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().path("regarding").path("name").asString(""))
        .isEqualTo("needs-team");
    assertThat(events.getFirst().path("reason").asString("")).isEqualTo("PolicyViolation");
    assertThat(events.getFirst().path("action").asString("")).isEqualTo("Resource Blocked");
    assertThat(events.getFirst().path("note").asString(""))
        .isEqualTo(
            "ConfigMap default/a: [team] fail (blocked); validation error: a team. rule team failed"
                + " at path /metadata/labels/");
  }

  @Test
  void of_two_webhooks_the_first_is_called_again_when_the_second_changes_the_object() {
    policy(mutation("first", "Fail"));
    policy(mutation("second", "Ignore"));
    Reply reply = client.create(configMap("a"));
    assertThat(reply.body().path("metadata").path("labels").toString())
        .isEqualTo("{\"first\":\"yes\",\"second\":\"yes\"}");
    AuditEntry entry =
        cluster.audit().stream()
            .filter(one -> one.path().endsWith("/configmaps"))
            .findFirst()
            .orElseThrow();
    assertThat(entry.annotations())
        .containsEntry(
            "mutation.webhook.admission.k8s.io/round_1_index_1",
            "{\"configuration\":\"kyverno-resource-mutating-webhook-cfg\",\"webhook\":\"mutate.kyverno.svc-fail\",\"mutated\":false}")
        .doesNotContainKey("mutation.webhook.admission.k8s.io/round_1_index_2");
  }

  private static String mutation(String name, String failurePolicy) {
    return """
    {apiVersion: kyverno.io/v1, kind: ClusterPolicy, metadata: {name: %s},
     spec: {failurePolicy: %s, rules: [{name: m, match: {any: [{resources: {kinds: [ConfigMap]}}]},
       mutate: {patchStrategicMerge: {metadata: {labels: {+(%s): 'yes'}}}}}]}}
    """
        .formatted(name, failurePolicy, name);
  }

  @Test
  void a_trigger_leaves_an_update_request_unless_it_is_a_dry_run() {
    policy(GENERATES);
    JsonNode trigger =
        yaml("{apiVersion: v1, kind: ServiceAccount, metadata: {name: t, namespace: default}}");
    client.create(trigger, "?dryRun=All");
    assertThat(updateRequests()).isEmpty();
    String uid = client.create(trigger).body().path("metadata").path("uid").asString("");
    JsonNode request = updateRequests().getFirst();
    assertThat(request.path("metadata").path("name").asString("")).startsWith("ur-");
    assertThat(request.path("metadata").path("labels").toString())
        .isEqualTo("{\"generate.kyverno.io/policy-name\":\"generates\"}");
    assertThat(request.path("spec").path("ruleContext").toString())
        .isEqualTo(
            "[{\"rule\":\"made\",\"deleteDownstream\":false,\"trigger\":{\"apiVersion\":\"v1\","
                + "\"kind\":\"ServiceAccount\",\"namespace\":\"default\",\"name\":\"t\",\"uid\":\"%s\"}}]"
                    .formatted(uid));
    assertThat(request.path("status").path("state").asString("")).isEqualTo("Pending");
    assertThat(UpdateRequest.of(request, Map.of()).request().orElseThrow().user().username())
        .isEqualTo("rig-admin");
  }

  @Test
  void an_update_request_is_tried_again_for_three_seconds() {
    policy(GENERATES);
    cluster.inject(Fault.answers("*/updaterequests", 500).on("create").times(2));
    client.create(
        yaml("{apiVersion: v1, kind: ServiceAccount, metadata: {name: t, namespace: default}}"));
    assertThat(updateRequests()).isEmpty();
    assertThat(updateRequests()).hasSize(1);
  }

  @Test
  void registration_outlives_the_process_and_what_it_knew_does_not() {
    policy(NEEDS_TEAM);
    cluster.stop(Cluster.ADMISSION_CONTROLLER);
    Reply down = client.create(configMap("a"));
    assertThat(down.status()).isEqualTo(500);
    assertThat(down.message())
        .startsWith(
            "Internal error occurred: failed calling webhook \"validate.kyverno.svc-fail\": failed"
                + " to call webhook: Post"
                + " \"https://kyverno-svc.kyverno.svc:443/validate/fail?timeout=10s\"")
        .endsWith("connect: connection refused");
    cluster.start(Cluster.ADMISSION_CONTROLLER);
    assertThat(client.create(configMap("a")).status()).isEqualTo(400);
  }

  @Test
  void a_policy_that_asks_for_missing_rights_is_refused() {
    Reply reply =
        client.create(
            yaml(GENERATES.replace("ConfigMap", "Secret").replace("generates", "secrets")));
    assertThat(reply.message())
        .isEqualTo(
            "admission webhook \"validate-policy.kyverno.svc\" denied the request: path:"
                + " spec.rules[0].generate..:"
                + " system:serviceaccount:kyverno:kyverno-admission-controller requires permissions"
                + " list,get for resource v1/Secret in namespace {{request.namespace}}");
  }

  @Test
  void a_misspelt_kind_is_a_warning_and_no_more() {
    Reply reply = client.create(yaml(NEEDS_TEAM.replace("[ConfigMap]", "[ConfigMaps]")));
    assertThat(reply.ok()).isTrue();
    assertThat(reply.warnings())
        .contains(
            "the kind defined in the all match resource is invalid: unable to convert GVK to GVR"
                + " for kinds ConfigMaps, err: resource not found");
  }

  @Test
  void a_policy_with_match_conditions_has_a_webhook_of_its_own() {
    policy(
        NEEDS_TEAM.replace(
            "spec: {rules",
            "spec: {webhookConfiguration: {matchConditions: [{name: labelled, expression:"
                + " \"has(object.metadata.labels) && 'backup' in object.metadata.labels\"}]},"
                + " rules"));
    cluster.stop(Cluster.ADMISSION_CONTROLLER);
    assertThat(client.create(configMap("plain")).ok()).isTrue();
    JsonNode labelled =
        yaml(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default, labels:"
                + " {backup: hourly}}}");
    assertThat(client.create(labelled).message())
        .contains(
            "\"validate.kyverno.svc-fail-finegrained-needs-team\": failed to call webhook: Post"
                + " \"https://kyverno-svc.kyverno.svc:443/validate/fail/finegrained/needs-team?timeout=10s\"");
    cluster.start(Cluster.ADMISSION_CONTROLLER);
    assertThat(client.create(labelled).message())
        .startsWith(
            "admission webhook \"validate.kyverno.svc-fail-finegrained-needs-team\" denied");
  }

  @Test
  void a_change_of_what_was_generated_asks_for_it_to_be_made_again() {
    policy(GENERATES);
    JsonNode downstream =
        yaml(
            """
            {apiVersion: v1, kind: ConfigMap, metadata: {name: made, namespace: default, labels: {
              app.kubernetes.io/managed-by: kyverno, generate.kyverno.io/policy-name: generates,
              generate.kyverno.io/policy-namespace: '', generate.kyverno.io/rule-name: made,
              generate.kyverno.io/trigger-kind: ServiceAccount, generate.kyverno.io/trigger-group: '',
              generate.kyverno.io/trigger-version: v1, generate.kyverno.io/trigger-namespace: default,
              generate.kyverno.io/trigger-uid: u-1}}, data: {a: b}}
            """);
    client.create(downstream);
    assertThat(updateRequests()).isEmpty();
    client.delete("v1", "ConfigMap", "default", "made");
    JsonNode request = updateRequests().getFirst();
    assertThat(request.path("spec").path("ruleContext").toString())
        .isEqualTo(
            "[{\"rule\":\"made\",\"deleteDownstream\":false,\"trigger\":{\"apiVersion\":\"v1\","
                + "\"kind\":\"ServiceAccount\",\"namespace\":\"default\",\"uid\":\"u-1\"}}]");
  }

  private JsonNode webhooks(String kind, String name) {
    return client
        .find("admissionregistration.k8s.io/v1", kind, "", name)
        .orElseThrow()
        .path("webhooks");
  }

  @Test
  void webhooks_are_objects_that_follow_the_policies() {
    assertThat(webhooks("MutatingWebhookConfiguration", RESOURCES).isMissingNode()).isTrue();
    policy(NEEDS_TEAM);
    policy(GENERATES.replace("spec: {", "spec: {webhookConfiguration: {timeoutSeconds: 15}, "));
    assertThat(webhooks("MutatingWebhookConfiguration", RESOURCES).isMissingNode()).isTrue();
    JsonNode webhook = webhooks("ValidatingWebhookConfiguration", VALIDATIONS).path(0);
    assertThat(webhook.path("name").asString("")).isEqualTo("validate.kyverno.svc-fail");
    assertThat(webhook.path("timeoutSeconds").asInt()).isEqualTo(15);
    assertThat(webhook.path("rules").toString())
        .isEqualTo(
            "[{\"apiGroups\":[\"\"],\"apiVersions\":[\"v1\"],\"operations\":[\"CONNECT\",\"CREATE\","
                + "\"DELETE\",\"UPDATE\"],\"resources\":[\"configmaps\",\"serviceaccounts\"],"
                + "\"scope\":\"Namespaced\"}]");
  }

  @Test
  void a_webhook_that_somebody_deletes_is_made_again() {
    String kind = "ValidatingWebhookConfiguration";
    client.delete("admissionregistration.k8s.io/v1", kind, "", VALIDATIONS);
    assertThat(client.find("admissionregistration.k8s.io/v1", kind, "", VALIDATIONS)).isEmpty();
    cluster.pass(Duration.ofSeconds(1));
    assertThat(client.find("admissionregistration.k8s.io/v1", kind, "", VALIDATIONS)).isPresent();
  }

  @Test
  void policies_count_only_once_their_webhooks_are_written() {
    Fault fault = Fault.answers("*webhookconfigurations/" + VALIDATIONS, 500);
    cluster.inject(fault);
    policy(NEEDS_TEAM);
    assertThat(client.create(configMap("a")).ok()).isTrue();
    cluster.heal(fault);
    cluster.pass(Duration.ofSeconds(10));
    assertThat(client.create(configMap("b")).ok()).isFalse();
  }

  @Test
  void who_calls_a_webhook_that_hangs_waits_until_its_time_is_up() {
    policy(
        NEEDS_TEAM
            .replace(
                "{name: team,",
                "{name: team, context: [{name: x, apiCall: {urlPath: /api/v1/nodes}}],")
            .replace("message: a team", "message: '{{ x }}'")
            .replace("spec: {", "spec: {webhookConfiguration: {timeoutSeconds: 12}, "));
    cluster.inject(Fault.at("/api/v1/nodes", new Effect.Loses(Why.HANGS)));
    Instant before = cluster.now();
    assertThat(client.create(configMap("a")).message())
        .isEqualTo(
            "Internal error occurred: failed calling webhook \"validate.kyverno.svc-fail\": failed"
                + " to call webhook: Post"
                + " \"https://kyverno-svc.kyverno.svc:443/validate/fail?timeout=12s\": context"
                + " deadline exceeded");
    assertThat(Duration.between(before, cluster.now())).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void a_labelled_config_map_is_not_asked_for() {
    String map =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: kyverno, labels: {%s:"
            + " x}}, data: {team: blue}}";
    client.create(yaml(map.formatted("watched", "cache.kyverno.io/enabled")));
    client.create(yaml(map.formatted("asked", "team")));
    String policy = NEEDS_TEAM.replace("message: a team", "message: '{{ x.data.team }}'");
    policy(policy.replace("{name: team,", LOOKS_UP.formatted("watched")));
    cluster.inject(Fault.answers("/api/v1/namespaces/kyverno/configmaps/*", 403));
    assertThat(client.create(configMap("a")).message()).contains("team: 'validation error: blue");
    client.delete("kyverno.io/v1", "ClusterPolicy", "", "needs-team");
    policy(
        NEEDS_TEAM
            .replace("?*", "{{ x.data.team }}")
            .replace("{name: team,", LOOKS_UP.formatted("asked")));
    assertThat(client.create(configMap("a")).message())
        .contains("failed to get configmap kyverno/asked : injected fault: status 403");
  }

  @Test
  void a_copy_goes_its_own_way() {
    SimulatedCluster copy = cluster.copy();
    policy(NEEDS_TEAM);
    copy.pass(Duration.ofSeconds(1));
    assertThat(Clusters.admin(copy).create(configMap("a")).ok()).isTrue();
    assertThat(client.create(configMap("a")).ok()).isFalse();
  }
}
