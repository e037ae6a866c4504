package dev.kyverdict.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.values.GoNumbers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AccessTest {

  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final UserInfo ROBOT = UserInfo.of("system:serviceaccount:default:robot");

  private final Bench bench = new Bench();

  private void role(String name, String rules) {
    bench.post(
        RBAC + "/clusterroles", "{'metadata':{'name':'%s'},'rules':[%s]}".formatted(name, rules));
  }

  private void bind(String role, String subject) {
    bench.post(
        RBAC + "/namespaces/default/rolebindings",
        ("{'metadata':{'name':'%s'},'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':"
                + "'ClusterRole','name':'%s'},'subjects':[%s]}")
            .formatted(role, role, subject));
  }

  private Reply ask(UserInfo user, Method method, String path) {
    return bench.as(user, method, path, method == Method.POST ? "{'metadata':{'name':'x'}}" : "");
  }

  @Test
  void who_has_no_right_is_told_which() {
    Reply reply = ask(ROBOT, Method.GET, "/apis/volsync.backube/v1alpha1/namespaces/a/things/b");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(GoNumbers.integers(reply.body()))
        .isEqualTo(
            Bench.json(
                "{'kind':'Status','apiVersion':'v1','metadata':{},'status':'Failure','message':"
                    + "'things.volsync.backube \\\"b\\\" is forbidden: User"
                    + " \\\"system:serviceaccount:default:robot\\\" cannot get resource"
                    + " \\\"things\\\" in API group \\\"volsync.backube\\\" in the namespace"
                    + " \\\"a\\\"','reason':'Forbidden','details':{'name':'b','group':"
                    + "'volsync.backube','kind':'things'},'code':403}"));
    assertThat(ask(ROBOT, Method.GET, "/api/v1/nodes").message())
        .endsWith("cannot list resource \"nodes\" in API group \"\" at the cluster scope");
    assertThat(ask(ROBOT, Method.GET, "/metrics").message())
        .isEqualTo(
            "forbidden: User \"system:serviceaccount:default:robot\" cannot get path \"/metrics\"");
    assertThat(ask(ROBOT, Method.GET, "/api/v1/namespaces/a/pods/b/log").message())
        .contains("cannot get resource \"pods/log\" in");
  }

  @Test
  void rights_come_by_user_by_group_and_by_account() {
    role("reads", "{'apiGroups':[''],'resources':['configmaps'],'verbs':['list']}");
    assertThat(ask(ROBOT, Method.GET, MAPS).status()).isEqualTo(403);
    bind("reads", "{'kind':'ServiceAccount','name':'robot','namespace':'default'}");
    assertThat(ask(ROBOT, Method.GET, MAPS).status()).isEqualTo(200);
    assertThat(ask(ROBOT, Method.GET, "/api/v1/configmaps").status()).isEqualTo(403);
    assertThat(ask(ROBOT, Method.POST, MAPS).status()).isEqualTo(403);
    role("writes", "{'apiGroups':['*'],'resources':['*'],'verbs':['create']}");
    bind("writes", "{'kind':'Group','name':'system:serviceaccounts:default'}");
    assertThat(ask(ROBOT, Method.POST, MAPS).status()).isEqualTo(201);
  }

  @Test
  void rights_may_be_for_single_names_and_for_subresources() {
    role(
        "one",
        "{'apiGroups':[''],'resources':['configmaps'],'resourceNames':['x'],'verbs':['get']},"
            + "{'apiGroups':[''],'resources':['*/status'],'verbs':['get']}");
    bind("one", "{'kind':'User','name':'alice'}");
    assertThat(ask(Bench.ALICE, Method.GET, MAPS + "/x").status()).isEqualTo(404);
    assertThat(ask(Bench.ALICE, Method.GET, MAPS + "/y").status()).isEqualTo(403);
    assertThat(ask(Bench.ALICE, Method.GET, "/api/v1/namespaces/default/pods/p/status").status())
        .isEqualTo(404);
  }

  @Test
  void a_binding_to_a_role_that_is_not_there_is_named() {
    bind("missing", "{'kind':'User','name':'alice'}");
    assertThat(ask(Bench.ALICE, Method.GET, MAPS).message())
        .endsWith(
            "in the namespace \"default\": RBAC: clusterrole.rbac.authorization.k8s.io \"missing\""
                + " not found");
  }

  @Test
  void roles_that_aggregate_grant_what_others_say() {
    bind("view", "{'kind':'User','name':'alice'}");
    assertThat(ask(Bench.ALICE, Method.GET, MAPS).status()).isEqualTo(200);
    assertThat(ask(Bench.ALICE, Method.GET, "/api/v1/namespaces/default/secrets").status())
        .isEqualTo(403);
    bench.post(
        RBAC + "/clusterroles",
        "{'metadata':{'name':'more','labels':{'rbac.authorization.k8s.io/aggregate-to-view':"
            + "'true'}},'rules':[{'apiGroups':[''],'resources':['secrets'],'verbs':['list']}]}");
    assertThat(ask(Bench.ALICE, Method.GET, "/api/v1/namespaces/default/secrets").status())
        .isEqualTo(200);
  }

  @Test
  void reviews_answer_who_may_do_what() {
    role("reads", "{'apiGroups':[''],'resources':['configmaps'],'verbs':['list']}");
    bind("reads", "{'kind':'User','name':'alice'}");
    String wish = "'resourceAttributes':{'verb':'list','resource':'configmaps','namespace':'%s'}";
    String path = "/apis/authorization.k8s.io/v1/";
    Reply self =
        bench.as(
            Bench.ALICE,
            Method.POST,
            path + "selfsubjectaccessreviews",
            "{'spec':{%s}}".formatted(wish.formatted("default")));
    assertThat(self.status()).isEqualTo(201);
    assertThat(self.body().path("status"))
        .isEqualTo(
            Bench.json(
                "{'allowed':true,'reason':'RBAC: allowed by RoleBinding \\\"reads/default\\\" of"
                    + " ClusterRole \\\"reads\\\" to User \\\"alice\\\"'}"));
    JsonNode other =
        bench
            .post(
                path + "subjectaccessreviews",
                "{'spec':{'user':'alice',%s}}".formatted(wish.formatted("other")))
            .body();
    assertThat(other.path("status")).isEqualTo(Bench.json("{'allowed':false}"));
  }

  @Test
  void nobody_grants_what_he_does_not_have() {
    role(
        "binder",
        "{'apiGroups':['rbac.authorization.k8s.io'],'resources':['roles','rolebindings'],"
            + "'verbs':['create']}");
    bind("binder", "{'kind':'User','name':'alice'}");
    Reply reply =
        bench.as(
            Bench.ALICE,
            Method.POST,
            RBAC + "/namespaces/default/roles",
            "{'metadata':{'name':'r'},'rules':[{'apiGroups':[''],'resources':['secrets'],"
                + "'verbs':['get','list']}]}");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.message())
        .isEqualTo(
            "roles.rbac.authorization.k8s.io \"r\" is forbidden: user \"alice\" (groups=[\"devs\""
                + " \"system:authenticated\"]) is attempting to grant RBAC permissions not"
                + " currently held:\n"
                + "{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\" \"list\"]}");
  }

  @Test
  void everybody_may_look_around() {
    assertThat(ask(Bench.ALICE, Method.GET, "/apis").status()).isEqualTo(200);
    assertThat(ask(Bench.ALICE, Method.GET, "/version").status()).isEqualTo(200);
    assertThat(ask(UserInfo.of("system:anonymous"), Method.GET, "/apis").status()).isEqualTo(403);
  }
}
