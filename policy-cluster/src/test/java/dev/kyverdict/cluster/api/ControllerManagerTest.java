package dev.kyverdict.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request.Method;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ControllerManagerTest {

  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Town town = new Town();
  private final Bench bench = town.bench;

  private String uid(String path) {
    return Meta.uid(bench.get(path).body());
  }

  private void owned(String name, String owner, boolean blocks) {
    bench.post(
        MAPS,
        ("{'metadata':{'name':'%s','ownerReferences':[{'apiVersion':'v1','kind':'ConfigMap',"
                + "'name':'%s','uid':'%s','blockOwnerDeletion':%s}]}}")
            .formatted(name, owner, uid(MAPS + "/" + owner), blocks));
  }

  private boolean there(String path) {
    return bench.get(path).ok();
  }

  @Test
  void each_namespace_has_a_service_account_and_certificates_and_gets_them_again() {
    bench.post("/api/v1/namespaces", "{'metadata':{'name':'a'}}");
    assertThat(there("/api/v1/namespaces/a/serviceaccounts/default")).isFalse();
    town.pass(MOMENT);
    assertThat(there("/api/v1/namespaces/a/serviceaccounts/default")).isTrue();
    bench.delete("/api/v1/namespaces/a/configmaps/kube-root-ca.crt");
    assertThat(there("/api/v1/namespaces/a/configmaps/kube-root-ca.crt")).isFalse();
    town.pass(MOMENT);
    assertThat(there("/api/v1/namespaces/a/configmaps/kube-root-ca.crt")).isTrue();
  }

  @Test
  void a_namespace_ends_after_five_seconds_with_all_that_is_in_it() {
    bench.post("/api/v1/namespaces", "{'metadata':{'name':'a'}}");
    bench.post(
        "/api/v1/namespaces/a/persistentvolumeclaims",
        "{'metadata':{'name':'c'},'spec':{'accessModes':['ReadWriteOnce'],"
            + "'resources':{'requests':{'storage':'1Gi'}}}}");
    Reply reply = bench.delete("/api/v1/namespaces/a");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().at("/status/phase").asString()).isEqualTo("Terminating");
    Reply refused = bench.post("/api/v1/namespaces/a/configmaps", "{'metadata':{'name':'late'}}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.message())
        .isEqualTo(
            "configmaps \"late\" is forbidden: unable to create new content in namespace a because"
                + " it is being terminated");
    assertThat(refused.body().at("/details/causes/0/reason").asString())
        .isEqualTo("NamespaceTerminating");
    town.pass(Duration.ofSeconds(4));
    assertThat(there("/api/v1/namespaces/a/persistentvolumeclaims/c")).isTrue();
    town.pass(Duration.ofSeconds(10));
    assertThat(there("/api/v1/namespaces/a")).isFalse();
  }

  @Test
  void a_finalizer_holds_its_namespace_and_the_namespace_says_so() {
    bench.post("/api/v1/namespaces", "{'metadata':{'name':'a'}}");
    bench.post(
        "/api/v1/namespaces/a/configmaps",
        "{'metadata':{'name':'held','finalizers':['example.com/mine']}}");
    bench.delete("/api/v1/namespaces/a");
    town.pass(Duration.ofMinutes(1));
    JsonNode conditions = bench.get("/api/v1/namespaces/a").body().at("/status/conditions");
    assertThat(conditions.at("/3/message").asString())
        .isEqualTo("Some resources are remaining: configmaps. has 1 resource instances");
    assertThat(conditions.at("/4/message").asString())
        .isEqualTo(
            "Some content in the namespace has finalizers remaining: example.com/mine in 1 resource"
                + " instances");
    bench.merge("/api/v1/namespaces/a/configmaps/held", "{'metadata':{'finalizers':null}}");
    town.pass(Duration.ofSeconds(20));
    assertThat(there("/api/v1/namespaces/a")).isFalse();
  }

  @Test
  void what_has_no_owner_any_more_goes_in_the_background() {
    bench.post(MAPS, "{'metadata':{'name':'owner'}}");
    owned("one", "owner", false);
    owned("two", "one", false);
    town.pass(MOMENT);
    bench.delete(MAPS + "/owner");
    assertThat(there(MAPS + "/one")).isTrue();
    town.pass(MOMENT);
    assertThat(there(MAPS + "/one")).isFalse();
    assertThat(there(MAPS + "/two")).isFalse();
  }

  @Test
  void whose_owner_never_was_goes_as_well() {
    bench.post(
        MAPS,
        "{'metadata':{'name':'lost','ownerReferences':[{'apiVersion':'v1','kind':'ConfigMap',"
            + "'name':'never','uid':'1'}]}}");
    town.pass(MOMENT);
    assertThat(there(MAPS + "/lost")).isFalse();
  }

  @Test
  void in_the_foreground_an_owner_waits_for_what_blocks_it() {
    bench.post(MAPS, "{'metadata':{'name':'owner'}}");
    owned("one", "owner", true);
    bench.merge(MAPS + "/one", "{'metadata':{'finalizers':['example.com/mine']}}");
    town.pass(MOMENT);
    bench.as(Bench.ADMIN, Method.DELETE, MAPS + "/owner", "{'propagationPolicy':'Foreground'}");
    town.pass(MOMENT);
    assertThat(Meta.isGoing(bench.get(MAPS + "/one").body())).isTrue();
    assertThat(there(MAPS + "/owner")).isTrue();
    bench.merge(MAPS + "/one", "{'metadata':{'finalizers':null}}");
    town.pass(MOMENT);
    assertThat(there(MAPS + "/owner")).isFalse();
  }

  @Test
  void orphans_stay_without_their_owner() {
    bench.post(MAPS, "{'metadata':{'name':'owner'}}");
    owned("one", "owner", true);
    town.pass(MOMENT);
    bench.as(Bench.ADMIN, Method.DELETE, MAPS + "/owner", "{'propagationPolicy':'Orphan'}");
    town.pass(MOMENT);
    assertThat(there(MAPS + "/owner")).isFalse();
    assertThat(bench.get(MAPS + "/one").body().at("/metadata/ownerReferences").isEmpty()).isTrue();
  }

  @Test
  void a_claim_waits_for_the_pod_that_mounts_it() {
    String claims = "/api/v1/namespaces/default/persistentvolumeclaims";
    String pods = "/api/v1/namespaces/default/pods";
    bench.post(
        claims,
        "{'metadata':{'name':'c'},'spec':{'accessModes':['ReadWriteOnce'],"
            + "'resources':{'requests':{'storage':'1Gi'}}}}");
    bench.post(
        pods,
        "{'metadata':{'name':'p'},'spec':{'nodeName':'n','containers':[{'name':'c','image':'i'}],"
            + "'volumes':[{'name':'v','persistentVolumeClaim':{'claimName':'c'}}]}}");
    bench.delete(claims + "/c");
    town.pass(MOMENT);
    assertThat(there(claims + "/c")).isTrue();
    bench.as(Bench.ADMIN, Method.DELETE, pods + "/p", "{'gracePeriodSeconds':0}");
    town.pass(MOMENT);
    assertThat(there(pods + "/p")).isFalse();
    assertThat(there(claims + "/c")).isFalse();
  }

  @Test
  void roles_that_aggregate_get_the_rules_of_others() {
    bench.post(
        "/apis/rbac.authorization.k8s.io/v1/clusterroles",
        "{'metadata':{'name':'more','labels':{'rbac.authorization.k8s.io/aggregate-to-view':"
            + "'true'}},'rules':[{'apiGroups':['example.com'],'resources':['things'],"
            + "'verbs':['get']}]}");
    town.pass(MOMENT);
    JsonNode view =
        bench.get("/apis/rbac.authorization.k8s.io/v1/clusterroles/view").body().path("rules");
    assertThat(view.toString()).contains("example.com");
  }

  @Test
  void its_controllers_are_users_like_others() {
    bench.post("/api/v1/namespaces", "{'metadata':{'name':'a'}}");
    town.pass(MOMENT);
    assertThat(bench.server.audit())
        .anySatisfy(
            it -> {
              assertThat(it.user())
                  .isEqualTo("system:serviceaccount:kube-system:root-ca-cert-publisher");
              assertThat(it.path()).isEqualTo("/api/v1/namespaces/a/configmaps");
              assertThat(it.status()).isEqualTo(201);
            });
    assertThat(bench.server.audit()).noneMatch(it -> it.status() == 403);
  }
}
