package dev.kyverdict.testing;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.context.CallRecord;
import dev.kyverdict.judge.AnswerWriter;
import dev.kyverdict.judge.Comparison;
import dev.kyverdict.judge.PackagesJudge;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.render.Manifests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Kyverno's own packages: they must decide as the engine does. */
final class PackagesWitness implements EngineStage.Witness, AutoCloseable {

  private static final List<String> COMPARED = List.of("allowed", "rules", "object", "calls");

  private final PackagesJudge judge;

  PackagesWitness(Path program) {
    this.judge = new PackagesJudge(program);
  }

  @Override
  public void ask(
      List<KyvernoPolicy> policies,
      Decision decision,
      List<JsonNode> objects,
      Map<String, String> config) {
    ObjectNode question = question(policies, decision, objects, config);
    JsonNode theirs = visible(judge.answer(question));
    JsonNode ours = visible(AnswerWriter.write(decision, true));
    List<String> differences = Comparison.differences(theirs, ours, true);
    if (!differences.isEmpty()) {
      throw new AssertionError(
          "Kyverno's own packages decide otherwise, at %s:\n  they   %s\n  engine %s"
              .formatted(differences, theirs, ours));
    }
  }

  private static JsonNode visible(ObjectNode answer) {
    ObjectNode visible = JsonNodeFactory.instance.objectNode();
    COMPARED.forEach(
        field -> {
          if (answer.has(field)) {
            visible.set(field, answer.get(field));
          }
        });
    return visible;
  }

  private static ObjectNode question(
      List<KyvernoPolicy> policies,
      Decision decision,
      List<JsonNode> objects,
      Map<String, String> config) {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    question.set("request", request(decision.request()));
    var written = question.putArray("policies");
    policies.forEach(policy -> written.add(Manifests.tree(policy)));
    ObjectNode api = question.putObject("api");
    for (CallRecord call : decision.calls()) {
      String key = call.call().toString();
      ArrayNode answers = api.get(key) instanceof ArrayNode there ? there : api.putArray(key);
      answers.add(answer(call));
    }
    question.putArray("objects").addAll(objects);
    ObjectNode configMaps = question.putObject("configMaps");
    for (JsonNode object : objects) {
      if (object.path("kind").asString("").equals("ConfigMap")) {
        configMaps.set(
            object.path("metadata").path("namespace").asString("") + "/" + Trees.name(object),
            object);
      }
    }
    ObjectNode data = question.putObject("config");
    config.forEach(data::put);
    return question.put("clock", "2026-01-01T00:00:00Z");
  }

  private static ObjectNode request(AdmissionRequest request) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("object", request.object());
    tree.set("oldObject", request.oldObject());
    tree.put("operation", request.operation().name());
    tree.put("dryRun", request.dryRun());
    ObjectNode user = tree.putObject("userInfo").put("username", request.user().username());
    var groups = user.putArray("groups");
    request.user().groups().forEach(groups::add);
    ObjectNode labels = tree.putObject("namespaceLabels");
    request.namespaceLabels().forEach(labels::put);
    return tree;
  }

  private static ObjectNode answer(CallRecord call) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    return switch (call.answer()) {
      case Answer.Json(int status, JsonNode body) -> answer.put("status", status).set("body", body);
      case Answer.Text(int status, String body) -> answer.put("status", status).put("raw", body);
      case Answer.TimedOut late -> answer.put("error", "timeout");
      case Answer.Refused refused -> answer.put("error", "refused");
      case Answer.Broken(String cause) -> answer.put("error", cause);
      case Answer.Hangs hangs -> answer.put("error", "hang");
    };
  }

  @Override
  public void close() {
    judge.close();
  }
}
