package dev.kyverdict.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.explain.Explanation;
import dev.kyverdict.judge.RequestReader;
import dev.kyverdict.judge.ScriptedCluster;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.referee.Project;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.values.GoNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The plan's central case in every state of the destination: what a newcomer reads. With {@code
 * -Dkyverdict.rewrite=true} the texts are written anew, to be reviewed.
 */
class ExplanationTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String CLAIM =
      """
      {"operation": "CREATE",
       "namespaceLabels": {"kubernetes.io/metadata.name": "app"},
       "object": {
         "apiVersion": "v1", "kind": "PersistentVolumeClaim",
         "metadata": {"name": "data", "namespace": "app", "labels": {"backup": "hourly"}},
         "spec": {"accessModes": ["ReadWriteOnce"],
                  "resources": {"requests": {"storage": "1Gi"}}}}}
      """;

  /** What the API says, by the names of the specification's states; the status of an object. */
  private static Map<String, String> states() {
    Map<String, String> states = new LinkedHashMap<>();
    states.put("S0 the API server cannot be reached", "{\"error\": \"refused\"}");
    states.put("S0 the answer is an error of the server", "{\"status\": 503}");
    states.put("S1 there is no such object", "{\"status\": 404}");
    states.put("S2 Kyverno may not read it", "{\"status\": 403}");
    states.put("S3 no status", "{}");
    states.put("S4 an empty status", "{\"body\": {}}");
    states.put("S5 latestImage is null", "{\"body\": {\"latestImage\": null}}");
    states.put("S6 latestImage is empty", "{\"body\": {\"latestImage\": {}}}");
    states.put("S7 the name is null", "{\"body\": {\"latestImage\": {\"name\": null}}}");
    states.put("S8 the name is empty", "{\"body\": {\"latestImage\": {\"name\": \"\"}}}");
    states.put("S9 an image", "{\"body\": {\"latestImage\": {\"name\": \"snap-1\"}}}");
    states.put("the call hangs", "{\"error\": \"hang\"}");
    states.put("the answer is garbage", "{\"raw\": \"<html>hello</html>\"}");
    return states;
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "list"})
  void tells_why(String form) throws IOException {
    Path folder = Project.root().resolve("policy-tests/src/test/resources/explain");
    Engine engine = Engine.newest();
    KyvernoPolicy policy =
        (KyvernoPolicy)
            ManifestReader.read(form, Files.readString(folder.resolve(form + ".yaml")))
                .manifests()
                .getFirst();
    List<CompiledPolicy> policies = List.of(engine.compile(policy));
    AdmissionRequest claim = RequestReader.read(GoNumbers.floats(JSON.readTree(CLAIM)));
    StringBuilder text = new StringBuilder();

    states()
        .forEach(
            (state, answer) -> {
              ObjectNode cluster = cluster(form, (ObjectNode) JSON.readTree(answer));
              Decision decision = engine.admit(policies, claim, new ScriptedCluster(cluster));
              text.append("== ").append(state).append("\n\n");
              text.append(Explanation.of(engine, policies, decision, new ScriptedCluster(cluster)));
              text.append('\n');
            });

    Path golden = folder.resolve(form + ".txt");
    if (Boolean.getBoolean("kyverdict.rewrite")) {
      Files.writeString(golden, text);
    }
    assertThat(text).hasToString(Files.readString(golden));
  }

  /** An answer about the status of a destination as one about the object, or about a list of it. */
  private static ObjectNode cluster(String form, ObjectNode answer) {
    ObjectNode cluster = JsonNodeFactory.instance.objectNode();
    ObjectNode scripted = cluster.putObject("api").putObject("*");
    boolean isObject = answer.isEmpty() || answer.has("body");
    if (!isObject) {
      scripted.setAll(answer);
      return cluster;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.putObject("metadata").put("name", "data-restore");
    if (answer.has("body")) {
      object.set("status", answer.get("body"));
    }
    JsonNode body =
        form.equals("get")
            ? object
            : JsonNodeFactory.instance.objectNode().set("items", array(object));
    scripted.set("body", body);
    return cluster;
  }

  private static JsonNode array(ObjectNode object) {
    return JsonNodeFactory.instance.arrayNode().add(object);
  }
}
