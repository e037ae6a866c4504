package dev.kyverdict.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request.Method;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeletionTest {

  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String CLAIMS = "/api/v1/namespaces/default/persistentvolumeclaims";

  private final Bench bench = new Bench();

  private static void refused(Reply reply, int status, String reason, String message) {
    assertThat(reply.message()).isEqualTo(message);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body().path("reason").asString("")).isEqualTo(reason);
    assertThat(reply.body().path("code").asInt()).isEqualTo(status);
    assertThat(reply.body().path("status").asString()).isEqualTo("Failure");
  }

  @Test
  void deletion_answers_a_status_or_the_object_and_waits_for_finalizers() {
    String uid = Meta.uid(bench.post(MAPS, "{'metadata':{'name':'x'}}").body());
    assertThat(bench.delete(MAPS + "/x").body())
        .isEqualTo(
            Bench.json(
                "{'kind':'Status','apiVersion':'v1','metadata':{},'status':'Success','details':"
                    + "{'name':'x','kind':'configmaps','uid':'"
                    + uid
                    + "'}}"));
    bench.post(CLAIMS, Bench.claim("c"));
    JsonNode going = bench.delete(CLAIMS + "/c").body();
    assertThat(going.path("kind").asString()).isEqualTo("PersistentVolumeClaim");
    assertThat(Meta.isGoing(going)).isTrue();
    assertThat(going.at("/metadata/deletionGracePeriodSeconds").asInt(-1)).isZero();
    refused(
        bench.post(CLAIMS, Bench.claim("c")),
        409,
        "AlreadyExists",
        "object is being deleted: persistentvolumeclaims \"c\" already exists");
    assertThat(bench.merge(CLAIMS + "/c", "{'metadata':{'finalizers':null}}").status())
        .isEqualTo(200);
    assertThat(bench.get(CLAIMS + "/c").status()).isEqualTo(404);
  }

  @Test
  void deletion_can_demand_a_uid_and_a_version() {
    String uid = Meta.uid(bench.post(MAPS, "{'metadata':{'name':'x'}}").body());
    refused(
        bench.as(Bench.ADMIN, Method.DELETE, MAPS + "/x", "{'preconditions':{'uid':'1'}}"),
        409,
        "Conflict",
        "Operation cannot be fulfilled on ConfigMap \"x\": the UID in the precondition (1) does not"
            + " match the UID in record ("
            + uid
            + "). The object might have been deleted and then recreated");
    assertThat(
            bench
                .as(
                    Bench.ADMIN,
                    Method.DELETE,
                    MAPS + "/x",
                    "{'preconditions':{'uid':'" + uid + "'}}")
                .ok())
        .isTrue();
  }

  @Test
  void a_collection_is_deleted_by_selection() {
    bench.post(MAPS, "{'metadata':{'name':'a','labels':{'x':'y'}}}");
    bench.post(MAPS, "{'metadata':{'name':'b'}}");
    Reply reply = bench.delete(MAPS + "?labelSelector=x%3Dy");
    assertThat(reply.body().path("kind").asString()).isEqualTo("ConfigMapList");
    assertThat(bench.names(MAPS)).containsExactly("b");
  }

  @Test
  void a_pod_on_a_node_gets_time_to_go_and_one_without_does_not() {
    String pods = "/api/v1/namespaces/default/pods";
    String spec = "'containers':[{'name':'c','image':'i'}]";
    bench.post(pods, "{'metadata':{'name':'p'},'spec':{%s}}".formatted(spec));
    bench.post(pods, "{'metadata':{'name':'q'},'spec':{'nodeName':'n',%s}}".formatted(spec));
    bench.delete(pods + "/p");
    assertThat(bench.get(pods + "/p").status()).isEqualTo(404);
    JsonNode going = bench.delete(pods + "/q").body();
    assertThat(going.at("/metadata/deletionGracePeriodSeconds").asInt()).isEqualTo(30);
    assertThat(Meta.text(going, "deletionTimestamp")).isEqualTo("2026-01-01T00:00:30Z");
    bench.as(Bench.ADMIN, Method.DELETE, pods + "/q", "{'gracePeriodSeconds':0}");
    assertThat(bench.get(pods + "/q").status()).isEqualTo(404);
  }
}
