package dev.kyverdict.docs;

import static dev.kyverdict.docs.RestoreClaimFromBackup.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the README shows of the engine. */
class AskTheEngineTest {

  private static final JsonNode CLAIM =
      yaml(
          """
          apiVersion: v1
          kind: PersistentVolumeClaim
          metadata: {name: data, namespace: app, labels: {backup: hourly}}
          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
          """);

  private static JsonNode yaml(String text) {
    return YamlReader.readOne("text", text).tree();
  }

  // snippet
  @Test
  void a_failed_look_up_denies_the_claim() {
    ClusterReader forbidden = ClusterReader.answering(new Answer.Text(403, ""));

    Decision decision = Engine.newest().admit(POLICY, AdmissionRequest.create(CLAIM), forbidden);

    assertThat(decision.allowed()).isFalse();
    assertThat(decision.of("add-data-source-ref"))
        .allSatisfy(rule -> assertThat(rule.outcome().message()).contains("permission denied"));
  }
  // end
}
