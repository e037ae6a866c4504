package dev.kyverdict.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Change;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ApiServerTest {

  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String CLAIMS = "/api/v1/namespaces/default/persistentvolumeclaims";
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
  private static final String POLICIES = "/apis/kyverno.io/v1/clusterpolicies";
  private static final String WEB =
      "{'metadata':{'name':'web'},'spec':{'selector':{'matchLabels':{'a':'b'}},'template':"
          + "{'metadata':{'labels':{'a':'b'}},'spec':{'containers':[{'name':'c','image':'i'}]}}}}";

  private final Bench bench = new Bench();

  private static void refused(Reply reply, int status, String reason, String message) {
    assertThat(reply.message()).isEqualTo(message);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body().path("reason").asString("")).isEqualTo(reason);
    assertThat(reply.body().path("code").asInt()).isEqualTo(status);
    assertThat(reply.body().path("status").asString()).isEqualTo("Failure");
  }

  private static long revision(JsonNode object) {
    return Long.parseLong(Meta.resourceVersion(object));
  }

  @Test
  void what_is_created_gets_its_metadata_and_can_be_read() {
    JsonNode made = bench.post(MAPS, "{'metadata':{'name':'x'},'data':{'a':'b'}}").body();
    assertThat(Meta.uid(made)).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab].*");
    assertThat(Meta.text(made, "creationTimestamp")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(Meta.namespace(made)).isEqualTo("default");
    assertThat(made.path("metadata").has("generation")).isFalse();
    assertThat(bench.get(MAPS + "/x").body()).isEqualTo(made);
    assertThat(bench.changes).extracting(Change::type).containsExactly(Change.Type.ADDED);
  }

  @Test
  void what_a_client_says_about_system_fields_does_not_count() {
    JsonNode made =
        bench
            .post(
                MAPS,
                "{'metadata':{'name':'x','uid':'1','creationTimestamp':'2000-01-01T00:00:00Z',"
                    + "'deletionTimestamp':'2000-01-01T00:00:00Z'}}")
            .body();
    assertThat(Meta.uid(made)).isNotEqualTo("1");
    assertThat(Meta.isGoing(made)).isFalse();
    refused(
        bench.post(MAPS, "{'metadata':{'name':'y','resourceVersion':'3'}}"),
        500,
        "",
        "resourceVersion should not be set on objects to be created");
  }

  @Test
  void names_are_made_up_in_kubernetes_alphabet_and_alike_each_time() {
    String made = Meta.name(bench.post(MAPS, "{'metadata':{'generateName':'x-'}}").body());
    assertThat(made).matches("x-[bcdfghjklmnpqrstvwxz2456789]{5}");
    String again = Meta.name(new Bench().post(MAPS, "{'metadata':{'generateName':'x-'}}").body());
    assertThat(again).isEqualTo(made);
  }

  @Test
  void codes_and_texts_of_refusals_are_those_of_kubernetes() {
    bench.post(MAPS, "{'metadata':{'name':'x'}}");
    refused(
        bench.post(MAPS, "{'metadata':{'name':'x'}}"),
        409,
        "AlreadyExists",
        "configmaps \"x\" already exists");
    refused(bench.get(MAPS + "/no"), 404, "NotFound", "configmaps \"no\" not found");
    refused(bench.get(DEPLOYMENTS + "/no"), 404, "NotFound", "deployments.apps \"no\" not found");
    refused(
        bench.post("/api/v1/namespaces/no/configmaps", "{'metadata':{'name':'x'}}"),
        404,
        "NotFound",
        "namespaces \"no\" not found");
    refused(
        bench.post(MAPS, "{'metadata':{'name':'x','namespace':'other'}}"),
        400,
        "BadRequest",
        "the namespace of the provided object does not match the namespace sent on the request");
    refused(
        bench.put(MAPS + "/x", "{'metadata':{'name':'y'}}"),
        400,
        "BadRequest",
        "the name of the object (y) does not match the name on the URL (x)");
    refused(
        bench.post(MAPS, "{'apiVersion':'v2','kind':'ConfigMap','metadata':{'name':'x'}}"),
        400,
        "BadRequest",
        "the API version in the data (v2) does not match the expected API version (v1)");
    refused(
        bench.delete("/api/v1/namespaces/kube-system"),
        403,
        "Forbidden",
        "namespaces \"kube-system\" is forbidden: this namespace may not be deleted");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /apis/none/v1/things, 404, '404 page not found\n'",
    "GET, /apis/kyverno.io/v1/things, 404, '404 page not found\n'",
    "GET, /apis/kyverno.io/v1/namespaces/a/clusterpolicies, 404, '404 page not found\n'",
    "GET, /api/v1/things, 404, the server could not find the requested resource",
    "GET, /apis/none, 404, '404 page not found\n'",
    "POST, /api/v1/configmaps, 405,"
        + " the server does not allow this method on the requested resource",
    "PUT, /api/v1/namespaces/default/configmaps, 405,"
        + " the server does not allow this method on the requested resource",
    "PUT, /apis/kyverno.io/v1/clusterpolicies, 400, name must be provided",
  })
  void what_is_not_there_is_refused_in_the_way_of_whoever_misses_it(
      Method method, String path, int status, String message) {
    Reply reply = bench.as(Bench.ADMIN, method, path, method == Method.GET ? "" : "{}");
    assertThat(reply.message()).isEqualTo(message);
    assertThat(reply.status()).isEqualTo(status);
  }

  @Test
  void an_update_needs_the_version_it_replaces_only_where_kubernetes_says_so() {
    JsonNode first = bench.post(MAPS, "{'metadata':{'name':'x'},'data':{'a':'1'}}").body();
    JsonNode second = bench.put(MAPS + "/x", "{'metadata':{'name':'x'},'data':{'a':'2'}}").body();
    assertThat(revision(second)).isGreaterThan(revision(first));
    refused(
        bench.put(MAPS + "/x", first),
        409,
        "Conflict",
        "Operation cannot be fulfilled on configmaps \"x\": the object has been modified; please"
            + " apply your changes to the latest version and try again");
    bench.post(POLICIES, "{'metadata':{'name':'p'},'spec':{}}");
    refused(
        bench.put(POLICIES + "/p", "{'metadata':{'name':'p'},'spec':{}}"),
        422,
        "Invalid",
        "clusterpolicies.kyverno.io \"p\" is invalid: metadata.resourceVersion: Invalid value: 0:"
            + " must be specified for an update");
  }

  @Test
  void an_update_that_changes_nothing_writes_nothing() {
    JsonNode made = bench.post(MAPS, "{'metadata':{'name':'x'},'data':{'a':'1'}}").body();
    bench.changes.clear();
    assertThat(bench.put(MAPS + "/x", made).body()).isEqualTo(made);
    assertThat(bench.merge(MAPS + "/x", "{'data':{'a':'1'}}").body()).isEqualTo(made);
    assertThat(bench.changes).isEmpty();
  }

  @Test
  void generation_counts_changes_of_the_spec_only() {
    assertThat(bench.post(DEPLOYMENTS, WEB).body().at("/metadata/generation").asInt()).isEqualTo(1);
    JsonNode labelled =
        bench.merge(DEPLOYMENTS + "/web", "{'metadata':{'labels':{'x':'y'}}}").body();
    assertThat(labelled.at("/metadata/generation").asInt()).isEqualTo(1);
    JsonNode scaled = bench.merge(DEPLOYMENTS + "/web/scale", "{'spec':{'replicas':3}}").body();
    assertThat(scaled.path("kind").asString()).isEqualTo("Scale");
    assertThat(scaled.at("/spec/replicas").asInt()).isEqualTo(3);
    JsonNode after = bench.get(DEPLOYMENTS + "/web").body();
    assertThat(after.at("/metadata/generation").asInt()).isEqualTo(2);
    bench.merge(DEPLOYMENTS + "/web/status", "{'status':{'replicas':2},'spec':{'replicas':9}}");
    JsonNode reported = bench.get(DEPLOYMENTS + "/web").body();
    assertThat(reported.at("/status/replicas").asInt()).isEqualTo(2);
    assertThat(reported.at("/spec/replicas").asInt()).isEqualTo(3);
    assertThat(reported.at("/metadata/generation").asInt()).isEqualTo(2);
  }

  @Test
  void a_status_can_be_changed_only_where_it_belongs() {
    bench.post(CLAIMS, Bench.claim("c"));
    bench.merge(CLAIMS + "/c", "{'status':{'phase':'Bound'}}");
    assertThat(bench.get(CLAIMS + "/c").body().at("/status/phase").asString()).isEqualTo("Pending");
    bench.merge(CLAIMS + "/c/status", "{'status':{'phase':'Bound'}}");
    assertThat(bench.get(CLAIMS + "/c").body().at("/status/phase").asString()).isEqualTo("Bound");
  }

  @Test
  void patches_of_each_kind_apply_and_strange_ones_do_not() {
    bench.post(MAPS, "{'metadata':{'name':'x'},'data':{'a':'1'}}");
    bench.patch(MAPS + "/x", Request.JSON_PATCH, "[{'op':'add','path':'/data/b','value':'2'}]");
    bench.patch(MAPS + "/x", Request.STRATEGIC_MERGE_PATCH, "{'data':{'c':'3'}}");
    bench.merge(MAPS + "/x", "{'data':{'a':null}}");
    assertThat(bench.get(MAPS + "/x").body().path("data"))
        .isEqualTo(Bench.json("{'b':'2','c':'3'}"));
    refused(
        bench.patch(MAPS + "/x", Request.JSON_PATCH, "[{'op':'remove','path':'/data/z'}]"),
        422,
        "Invalid",
        "the server rejected our request due to an error in our request");
    bench.post(POLICIES, "{'metadata':{'name':'p'},'spec':{}}");
    refused(
        bench.patch(POLICIES + "/p", Request.STRATEGIC_MERGE_PATCH, "{}"),
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include:"
            + " application/json-patch+json, application/merge-patch+json,"
            + " application/apply-patch+yaml");
    refused(bench.merge(MAPS + "/no", "{}"), 404, "NotFound", "configmaps \"no\" not found");
  }

  @Test
  void a_dry_run_answers_and_keeps_nothing() {
    bench.changes.clear();
    Reply made = bench.post(MAPS + "?dryRun=All", "{'metadata':{'name':'x'}}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(Meta.uid(made.body())).isNotEmpty();
    assertThat(Meta.resourceVersion(made.body())).isEmpty();
    assertThat(bench.get(MAPS + "/x").status()).isEqualTo(404);
    bench.post(MAPS, "{'metadata':{'name':'x'}}");
    bench.merge(MAPS + "/x?dryRun=All", "{'data':{'a':'1'}}");
    bench.delete(MAPS + "/x?dryRun=All");
    assertThat(bench.get(MAPS + "/x").body().has("data")).isFalse();
    assertThat(bench.changes).hasSize(1);
  }

  @Test
  void lists_select_by_label_and_field_in_the_order_of_keys() {
    for (String name : List.of("b", "a", "c")) {
      bench.post(MAPS, "{'metadata':{'name':'%s','labels':{'is':'%s'}}}".formatted(name, name));
    }
    assertThat(bench.names(MAPS)).containsExactly("a", "b", "c");
    assertThat(bench.names(MAPS + "?labelSelector=is%3Da")).containsExactly("a");
    assertThat(bench.names(MAPS + "?labelSelector=is+in+(a,b),is!%3Db")).containsExactly("a");
    assertThat(bench.names(MAPS + "?labelSelector=!is")).isEmpty();
    assertThat(bench.names(MAPS + "?fieldSelector=metadata.name%3Dc")).containsExactly("c");
    assertThat(bench.names("/api/v1/configmaps?fieldSelector=metadata.namespace!%3Ddefault"))
        .isEmpty();
    JsonNode list = bench.get(MAPS).body();
    assertThat(list.path("kind").asString()).isEqualTo("ConfigMapList");
    assertThat(list.at("/items/0").has("kind")).isFalse();
    assertThat(revision(list)).isPositive();
    refused(
        bench.get(MAPS + "?fieldSelector=data.a%3Db"),
        400,
        "BadRequest",
        "\"data.a\" is not a known field selector: only \"metadata.name\","
            + " \"metadata.namespace\"");
    refused(
        bench.get(POLICIES + "?fieldSelector=spec.a%3Db"),
        400,
        "BadRequest",
        "field label not supported: spec.a");
  }

  @Test
  void a_pod_gets_its_account_its_priority_and_its_tolerations() {
    JsonNode spec =
        bench
            .post(
                "/api/v1/namespaces/default/pods",
                "{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i'}]}}")
            .body()
            .path("spec");
    assertThat(spec.path("serviceAccountName").asString()).isEqualTo("default");
    assertThat(spec.path("priority").asInt(-1)).isZero();
    assertThat(spec.path("tolerations").size()).isEqualTo(2);
    assertThat(spec.at("/volumes/0/name").asString()).startsWith("kube-api-access-");
    assertThat(spec.at("/containers/0/volumeMounts/0/mountPath").asString())
        .isEqualTo("/var/run/secrets/kubernetes.io/serviceaccount");
    refused(
        bench.post(
            "/api/v1/namespaces/default/pods",
            "{'metadata':{'name':'q'},'spec':{'serviceAccountName':'no','containers':"
                + "[{'name':'c','image':'i'}]}}"),
        403,
        "Forbidden",
        "pods \"q\" is forbidden: error looking up service account default/no: serviceaccount"
            + " \"no\" not found");
  }

  @Test
  void unknown_fields_vanish_with_a_warning_or_are_refused() {
    String body = "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'x'},'dat':{'a':'b'}}";
    Reply warned = bench.post(MAPS + "?dryRun=All", body);
    assertThat(warned.warnings()).containsExactly("unknown field \"dat\"");
    assertThat(warned.body().has("dat")).isFalse();
    assertThat(bench.post(MAPS + "?dryRun=All&fieldValidation=Ignore", body).warnings()).isEmpty();
    refused(
        bench.post(MAPS + "?fieldValidation=Strict", body),
        400,
        "BadRequest",
        "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error:"
            + " unknown field \"dat\"");
  }

  @Test
  void events_are_the_same_in_both_groups() {
    bench.post(
        "/apis/events.k8s.io/v1/namespaces/default/events",
        "{'metadata':{'name':'e'},'eventTime':'2026-01-01T00:00:00.000000Z','type':'Warning',"
            + "'reason':'PolicyViolation','action':'x','note':'text','reportingController':"
            + "'kyverno','reportingInstance':'k','regarding':{'kind':'Pod','name':'p',"
            + "'namespace':'default'}}");
    JsonNode older = bench.get("/api/v1/namespaces/default/events/e").body();
    assertThat(older.path("message").asString()).isEqualTo("text");
    assertThat(older.at("/involvedObject/name").asString()).isEqualTo("p");
    assertThat(
            bench.names("/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3Dp"))
        .containsExactly("e");
  }

  @Test
  void discovery_says_what_is_there() {
    assertThat(bench.get("/version").body().path("minor").asString()).isEqualTo("34");
    assertThat(bench.get("/readyz")).isEqualTo(new Reply.Garbled(200, "ok"));
    assertThat(bench.get("/api").body().at("/versions/0").asString()).isEqualTo("v1");
    assertThat(bench.get("/apis").body().path("groups").findValuesAsString("name"))
        .contains("apps", "kyverno.io");
    assertThat(bench.get("/apis/apps").body().at("/preferredVersion/groupVersion").asString())
        .isEqualTo("apps/v1");
    assertThat(bench.get("/apis/apps/v1").body().path("resources").findValuesAsString("name"))
        .contains("deployments", "deployments/scale", "deployments/status");
  }

  @Test
  void every_call_stands_in_the_audit_log_and_a_copy_goes_on_from_there() {
    bench.post(MAPS, "{'metadata':{'name':'x'}}");
    Bench copy = bench.copy();
    copy.delete(MAPS + "/x");
    assertThat(bench.get(MAPS + "/x").ok()).isTrue();
    assertThat(copy.get(MAPS + "/x").ok()).isFalse();
    assertThat(copy.server.audit().getFirst()).isEqualTo(bench.server.audit().getFirst());
    assertThat(copy.server.audit())
        .extracting(it -> it.verb() + " " + it.path() + " " + it.status())
        .containsExactly(
            "create " + MAPS + " 201", "delete " + MAPS + "/x 200", "get " + MAPS + "/x 404");
  }

  @Test
  void objects_can_be_put_in_without_asking_anybody() {
    bench.server.load(
        Bench.json(
            "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'x','namespace':'no'}}"));
    assertThat(bench.get("/api/v1/namespaces/no/configmaps/x").ok()).isTrue();
    bench.server.load(
        Bench.json(
            "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web'},"
                + "'spec':{},'status':{'replicas':3}}"));
    JsonNode web = bench.get(DEPLOYMENTS + "/web").body();
    assertThat(web.at("/status/replicas").asInt()).isEqualTo(3);
    assertThat(web.at("/metadata/generation").asInt()).isEqualTo(1);
  }
}
