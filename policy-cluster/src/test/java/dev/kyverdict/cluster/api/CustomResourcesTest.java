package dev.kyverdict.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Reply;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CustomResourcesTest {

  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String THINGS = "/apis/example.com/v1/namespaces/default/things";
  private static final String DEFINITION =
      "{'metadata':{'name':'things.example.com'},'spec':{'group':'example.com','scope':"
          + "'Namespaced','names':{'kind':'Thing','plural':'things','singular':'thing',"
          + "'listKind':'ThingList'},'versions':[{'name':'v1','served':true,'storage':true,"
          + "'subresources':{'status':{}},'schema':{'openAPIV3Schema':{'type':'object',"
          + "'properties':{'spec':{'type':'object','properties':{'size':{'type':'integer',"
          + "'minimum':1,'default':3}}},'status':{'type':'object','properties':{'done':"
          + "{'type':'boolean'}}}}}}}]}}";

  private final Bench bench = new Bench();

  @Test
  void a_definition_makes_a_type_that_prunes_defaults_and_validates() {
    assertThat(bench.get(THINGS).status()).isEqualTo(404);
    assertThat(bench.post(DEFINITIONS, DEFINITION).status()).isEqualTo(201);
    JsonNode definition = bench.get(DEFINITIONS + "/things.example.com").body();
    assertThat(definition.at("/status/conditions/1/type").asString()).isEqualTo("Established");
    JsonNode made =
        bench
            .post(THINGS, "{'metadata':{'name':'x'},'spec':{'color':'red'},'status':{'done':true}}")
            .body();
    assertThat(made.path("spec")).isEqualTo(Bench.json("{'size':3}"));
    assertThat(made.has("status")).isFalse();
    assertThat(made.at("/metadata/generation").asInt()).isEqualTo(1);
    Reply wrong = bench.merge(THINGS + "/x", "{'spec':{'size':0}}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.message()).startsWith("Thing.example.com \"x\" is invalid: spec.size: ");
    bench.merge(THINGS + "/x/status", "{'status':{'done':true},'spec':{'size':9}}");
    JsonNode after = bench.get(THINGS + "/x").body();
    assertThat(after.at("/status/done").asBoolean()).isTrue();
    assertThat(after.at("/spec/size").asInt()).isEqualTo(3);
    assertThat(bench.get(THINGS).body().at("/items/0/kind").asString()).isEqualTo("Thing");
  }

  @Test
  void a_definition_takes_its_objects_along_and_waits_for_those_that_are_held() {
    bench.post(DEFINITIONS, DEFINITION);
    bench.post(THINGS, "{'metadata':{'name':'free'}}");
    bench.post(THINGS, "{'metadata':{'name':'held','finalizers':['example.com/mine']}}");
    bench.delete(DEFINITIONS + "/things.example.com");
    assertThat(bench.get(THINGS + "/free").status()).isEqualTo(404);
    assertThat(Meta.isGoing(bench.get(THINGS + "/held").body())).isTrue();
    Reply late = bench.post(THINGS, "{'metadata':{'name':'late'}}");
    assertThat(late.status()).isEqualTo(405);
    assertThat(late.message())
        .isEqualTo("create not allowed while custom resource definition is terminating");
    bench.merge(THINGS + "/held", "{'metadata':{'finalizers':null}}");
    assertThat(bench.get(DEFINITIONS + "/things.example.com").status()).isEqualTo(404);
    assertThat(bench.get(THINGS)).isEqualTo(new Reply.Garbled(404, "404 page not found\n"));
  }

  @Test
  void versions_that_are_to_go_say_so_with_every_answer() {
    assertThat(bench.get("/apis/kyverno.io/v1/clusterpolicies").warnings())
        .containsExactly(
            "kyverno.io/v1 ClusterPolicy is deprecated and will be removed in a future release;"
                + " migrate to ValidatingPolicy, MutatingPolicy, GeneratingPolicy or"
                + " ImageValidatingPolicy (policies.kyverno.io), see"
                + " https://kyverno.io/docs/guides/migration-to-cel/");
  }
}
