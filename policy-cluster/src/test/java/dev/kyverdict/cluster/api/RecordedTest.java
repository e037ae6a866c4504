package dev.kyverdict.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.patch.Patches;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.values.GoNumbers;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Kubernetes 1.34.4 was recorded to answer where the decision is not Kyverno's. */
class RecordedTest {

  private static final String CLAIMS = "/api/v1/namespaces/default/persistentvolumeclaims";
  private static final String CLAIM =
      "{'apiVersion':'v1','kind':'PersistentVolumeClaim','metadata':{'name':'%s','labels':"
          + "{'backup':'hourly'}},'spec':{'accessModes':['ReadWriteOnce'],'resources':"
          + "{'requests':{'storage':'1Gi'}}}}";
  private static final String PATCH =
      "[{'op':'add','path':'/spec/dataSourceRef','value':{'apiGroup':'volsync.backube','kind':"
          + "'ReplicationDestination','name':'%s-backup'}}]";

  private final Bench bench = new Bench();

  private void patching(String patch) {
    bench.webhooks =
        new AdmissionWebhooks() {
          @Override
          public Answer mutate(AdmissionRequest request) {
            JsonNode object = GoNumbers.integers(request.object());
            return Answer.allowed(Patches.json(object, Bench.json(patch)));
          }

          @Override
          public Answer validate(AdmissionRequest request) {
            return Answer.allowed(request.object());
          }
        };
  }

  private static JsonNode withoutBookkeeping(JsonNode object) {
    ObjectNode copy = Meta.copy(object);
    Meta.of(copy).remove(List.of("uid", "resourceVersion", "creationTimestamp"));
    return copy;
  }

  @Test
  void a_claim_comes_back_with_defaults_and_finalizer() {
    assertThat(withoutBookkeeping(bench.post(CLAIMS + "?dryRun=All", CLAIM.formatted("a0")).body()))
        .isEqualTo(
            Bench.json(
                "{'kind':'PersistentVolumeClaim','apiVersion':'v1','metadata':{'name':'a0',"
                    + "'namespace':'default','labels':{'backup':'hourly'},'finalizers':"
                    + "['kubernetes.io/pvc-protection']},'spec':{'accessModes':['ReadWriteOnce'],"
                    + "'resources':{'requests':{'storage':'1Gi'}},'volumeMode':'Filesystem'},"
                    + "'status':{'phase':'Pending'}}"));
  }

  @Test
  void a_source_that_a_webhook_adds_is_copied_to_the_older_field() {
    patching(PATCH.formatted("a5"));
    JsonNode spec = bench.post(CLAIMS, CLAIM.formatted("a5")).body().path("spec");
    assertThat(spec.path("dataSource"))
        .isEqualTo(
            Bench.json(
                "{'apiGroup':'volsync.backube','kind':'ReplicationDestination',"
                    + "'name':'a5-backup'}"));
    assertThat(spec.path("dataSourceRef")).isEqualTo(spec.path("dataSource"));
  }

  @Test
  void a_source_that_a_webhook_adds_later_is_refused_with_the_difference() {
    bench.post(CLAIMS, CLAIM.formatted("a5lab"));
    patching(PATCH.formatted("a5lab"));
    Reply reply = bench.merge(CLAIMS + "/a5lab", "{'metadata':{'labels':{'app':'x'}}}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.message())
        .isEqualTo(
            """
            PersistentVolumeClaim "a5lab" is invalid: spec: Forbidden: spec is immutable after \
            creation except resources.requests and volumeAttributesClassName for bound claims
            @@ -12,7 +12,16 @@
              "VolumeName": "",
              "StorageClassName": null,
              "VolumeMode": "Filesystem",
            - "DataSource": null,
            - "DataSourceRef": null,
            + "DataSource": {
            +  "APIGroup": "volsync.backube",
            +  "Kind": "ReplicationDestination",
            +  "Name": "a5lab-backup"
            + },
            + "DataSourceRef": {
            +  "APIGroup": "volsync.backube",
            +  "Kind": "ReplicationDestination",
            +  "Name": "a5lab-backup",
            +  "Namespace": null
            + },
              "VolumeAttributesClassName": null
             }
            """);
  }

  @Test
  void a_claim_that_a_policy_poisons_cannot_be_let_go() {
    bench.post(CLAIMS, CLAIM.formatted("a5"));
    bench.delete(CLAIMS + "/a5");
    patching(PATCH.formatted("a5"));
    assertThat(bench.merge(CLAIMS + "/a5", "{'metadata':{'finalizers':null}}").status())
        .isEqualTo(422);
    assertThat(bench.get(CLAIMS + "/a5").ok()).isTrue();
  }

  @Test
  void a_policy_that_does_not_fit_its_schema_is_refused_by_the_api_server() {
    Reply reply =
        bench.post(
            "/apis/kyverno.io/v1/clusterpolicies",
            "{'apiVersion':'kyverno.io/v1','kind':'ClusterPolicy','metadata':{'name':"
                + "'bad-failure-policy-unknown'},'spec':{'failurePolicy':'Maybe','rules':[]}}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.message())
        .isEqualTo(
            "ClusterPolicy.kyverno.io \"bad-failure-policy-unknown\" is invalid:"
                + " spec.failurePolicy: Unsupported value: \"Maybe\": supported values: \"Ignore\","
                + " \"Fail\"");
  }
}
