package dev.kyverdict.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.model.Match.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AdmissionTest {

  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  private final Bench bench = new Bench();
  private final Witness witness = new Witness();

  AdmissionTest() {
    bench.webhooks = witness;
  }

  /** Webhooks that remember what they were asked, and do as they are told. */
  private static final class Witness implements AdmissionWebhooks {
    final List<AdmissionRequest> mutations = new ArrayList<>();
    final List<AdmissionRequest> validations = new ArrayList<>();
    JsonNode label = Bench.json("{}");
    String denial = "";
    Runnable meanwhile = () -> {};

    @Override
    public Answer mutate(AdmissionRequest request) {
      mutations.add(request);
      if (label.isEmpty() || request.operation() == Operation.DELETE) {
        return Answer.allowed(request.object());
      }
      ObjectNode copy = Meta.copy(request.object());
      Meta.of(copy).set("labels", label);
      return Answer.allowed(copy);
    }

    @Override
    public Answer validate(AdmissionRequest request) {
      validations.add(request);
      meanwhile.run();
      return denial.isEmpty()
          ? new Answer(
              true, request.object(), 200, "", List.of("mind the gap"), Map.of("seen", "yes"))
          : new Answer(false, request.object(), 400, denial, List.of(), Map.of());
    }
  }

  @Test
  void mutating_webhooks_see_a_new_object_before_it_has_a_uid_and_validating_ones_after() {
    bench.post(MAPS + "?fieldManager=me", "{'metadata':{'generateName':'x-'}}");
    AdmissionRequest first = witness.mutations.getFirst();
    assertThat(first.operation()).isEqualTo(Operation.CREATE);
    assertThat(first.kind()).isEqualTo(new ResourceKind("", "v1", "ConfigMap"));
    assertThat(first.resource()).isEqualTo("configmaps");
    assertThat(first.name()).isEmpty();
    assertThat(first.namespace()).isEqualTo("default");
    assertThat(first.object())
        .isEqualTo(
            Bench.json(
                "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'generateName':'x-',"
                    + "'namespace':'default','managedFields':[{'manager':'me',"
                    + "'operation':'Update','apiVersion':'v1','time':'2026-01-01T00:00:00Z',"
                    + "'fieldsType':'FieldsV1',"
                    + "'fieldsV1':{'f:metadata':{'f:generateName':{}}}}]}}"));
    assertThat(first.oldObject().isNull()).isTrue();
    assertThat(first.options())
        .isEqualTo(
            Bench.json(
                "{'kind':'CreateOptions','apiVersion':'meta.k8s.io/v1','fieldManager':'me'}"));
    assertThat(first.user().groups()).containsExactly("system:masters", "system:authenticated");
    assertThat(first.namespaceLabels()).isEqualTo(Map.of("kubernetes.io/metadata.name", "default"));
    AdmissionRequest second = witness.validations.getFirst();
    assertThat(second.name()).startsWith("x-").hasSize(7);
    assertThat(Meta.uid(second.object())).isNotEmpty();
    assertThat(second.uid()).isNotEqualTo(first.uid());
  }

  @Test
  void what_webhooks_leave_is_pruned_defaulted_and_checked_again() {
    witness.label = Bench.json("{'a':'not valid!'}");
    Reply reply = bench.post(MAPS, "{'metadata':{'name':'x'}}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.message()).startsWith("ConfigMap \"x\" is invalid: metadata.labels: Invalid");
    assertThat(witness.validations).isEmpty();
    witness.label = Bench.json("{'a':'b'}");
    assertThat(bench.post(MAPS, "{'metadata':{'name':'x'}}").body().at("/metadata/labels"))
        .isEqualTo(witness.label);
  }

  @Test
  void refusals_warnings_and_annotations_reach_the_client_and_the_log() {
    assertThat(bench.post(MAPS, "{'metadata':{'name':'x'}}").warnings())
        .containsExactly("mind the gap");
    assertThat(bench.server.audit().getFirst().annotations()).containsEntry("seen", "yes");
    witness.denial = "admission webhook \"v\" denied the request: no";
    Reply reply = bench.merge(MAPS + "/x", "{'data':{'a':'b'}}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).isEqualTo(witness.denial);
    assertThat(reply.body().path("reason").asString()).isEqualTo("BadRequest");
    assertThat(bench.get(MAPS + "/x").body().has("data")).isFalse();
  }

  @Test
  void an_update_shows_both_objects_and_a_deletion_the_old_one() {
    bench.post(MAPS, "{'metadata':{'name':'x'},'data':{'a':'1'}}");
    bench.merge(MAPS + "/x", "{'data':{'a':'2'}}");
    AdmissionRequest update = witness.validations.getLast();
    assertThat(update.operation()).isEqualTo(Operation.UPDATE);
    assertThat(update.object().at("/data/a").asString()).isEqualTo("2");
    assertThat(update.oldObject().at("/data/a").asString()).isEqualTo("1");
    assertThat(update.options().path("kind").asString()).isEqualTo("UpdateOptions");
    bench.as(Bench.ADMIN, Method.DELETE, MAPS + "/x", "{'propagationPolicy':'Background'}");
    AdmissionRequest deletion = witness.validations.getLast();
    assertThat(deletion.operation()).isEqualTo(Operation.DELETE);
    assertThat(deletion.object().isNull()).isTrue();
    assertThat(deletion.oldObject().at("/data/a").asString()).isEqualTo("2");
    assertThat(deletion.options().path("propagationPolicy").asString()).isEqualTo("Background");
  }

  @Test
  void each_object_of_a_collection_is_asked_about_without_its_name() {
    bench.post(MAPS, "{'metadata':{'name':'a'}}");
    bench.post(MAPS, "{'metadata':{'name':'b'}}");
    witness.validations.clear();
    bench.delete(MAPS);
    assertThat(witness.validations)
        .extracting(it -> Meta.name(it.oldObject()))
        .containsExactly("a", "b");
    assertThat(witness.validations).extracting(AdmissionRequest::name).containsOnly("");
  }

  @Test
  void a_namespace_is_asked_about_as_if_it_were_in_itself() {
    bench.post("/api/v1/namespaces", "{'metadata':{'name':'a','labels':{'team':'t'}}}");
    AdmissionRequest creation = witness.mutations.getFirst();
    assertThat(creation.namespace()).isEqualTo("a");
    assertThat(creation.namespaceLabels()).containsEntry("team", "t");
    bench.delete("/api/v1/namespaces/a");
    assertThat(witness.validations.getLast().namespace()).isEqualTo("a");
    assertThat(witness.validations.getLast().operation()).isEqualTo(Operation.DELETE);
  }

  @Test
  void subresources_have_kinds_of_their_own_and_belong_to_another() {
    bench.post(
        "/api/v1/namespaces/default/pods",
        "{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i'}]}}");
    bench.post(
        "/api/v1/namespaces/default/pods/p/eviction",
        "{'apiVersion':'policy/v1','kind':'Eviction','metadata':{'name':'p'}}");
    AdmissionRequest eviction = witness.validations.getLast();
    assertThat(eviction.kind()).isEqualTo(new ResourceKind("policy", "v1", "Eviction"));
    assertThat(eviction.parent()).isEqualTo(new ResourceKind("", "v1", "Pod"));
    assertThat(eviction.subResource()).isEqualTo("eviction");
    assertThat(bench.get("/api/v1/namespaces/default/pods/p").status()).isEqualTo(404);
  }

  @Test
  void whoever_is_asked_may_ask_back_and_whoever_writes_meanwhile_wins() {
    bench.post(MAPS, "{'metadata':{'name':'x'},'data':{'a':'1'}}");
    JsonNode stale = bench.get(MAPS + "/x").body();
    witness.meanwhile =
        () -> {
          witness.meanwhile = () -> {};
          bench.merge(MAPS + "/x", "{'data':{'b':'2'}}");
        };
    assertThat(bench.merge(MAPS + "/x", "{'data':{'c':'3'}}").body().path("data"))
        .isEqualTo(Bench.json("{'a':'1','b':'2','c':'3'}"));
    witness.meanwhile =
        () -> {
          witness.meanwhile = () -> {};
          bench.merge(MAPS + "/x", "{'data':{'b':'4'}}");
        };
    assertThat(bench.put(MAPS + "/x", stale).status()).isEqualTo(409);
  }

  @Test
  void webhook_configurations_and_dry_runs_are_special() {
    bench.post(
        "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
        "{'metadata':{'name':'v'}}");
    assertThat(witness.mutations).isEmpty();
    bench.post(MAPS + "?dryRun=All", "{'metadata':{'name':'x'}}");
    assertThat(witness.mutations.getFirst().dryRun()).isTrue();
    assertThat(witness.mutations.getFirst().options().path("dryRun").toString())
        .isEqualTo("[\"All\"]");
  }

  @Test
  void a_claim_gets_its_finalizer_and_the_standard_class_before_webhooks_see_it() {
    bench.post(
        "/apis/storage.k8s.io/v1/storageclasses",
        "{'metadata':{'name':'fast','annotations':{'storageclass.kubernetes.io/is-default-class':"
            + "'true'}},'provisioner':'p'}");
    bench.post(
        "/api/v1/namespaces/default/persistentvolumeclaims",
        "{'metadata':{'name':'c'},'spec':{'accessModes':['ReadWriteOnce'],'resources':"
            + "{'requests':{'storage':'1Gi'}}}}");
    JsonNode seen = witness.mutations.getLast().object();
    assertThat(Meta.finalizers(seen)).containsExactly("kubernetes.io/pvc-protection");
    assertThat(seen.at("/spec/storageClassName").asString()).isEqualTo("fast");
    assertThat(seen.at("/spec/volumeMode").asString()).isEqualTo("Filesystem");
  }
}
