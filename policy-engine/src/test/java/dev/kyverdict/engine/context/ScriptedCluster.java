package dev.kyverdict.engine.context;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.ClusterReader.Call;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.values.GoNumbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers that a test gives. */
final class ScriptedCluster {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Map<String, Answer> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  static JsonNode tree(String json) {
    return GoNumbers.floats(MAPPER.readTree(json));
  }

  /** A status, the word refused, an object, or any text. */
  static Answer parsed(String answer) {
    if (answer.equals("refused")) {
      return new Answer.Refused();
    }
    if (answer.startsWith("{")) {
      return new Answer.Json(200, tree(answer));
    }
    return answer.startsWith("<")
        ? new Answer.Text(200, answer)
        : new Answer.Text(Integer.parseInt(answer), "");
  }

  /** The creation of a Pod by alice. */
  static JsonContext context(ScriptedCluster cluster) {
    JsonNode pod =
        tree(
            """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "data", "namespace": "app"},
             "spec": {"containers": [{"name": "c", "image": "nginx"}]}}
            """);
    ResourceKind kind = ResourceKind.of("v1", "Pod");
    JsonNode none = MAPPER.getNodeFactory().nullNode();
    AdmissionRequest request =
        new AdmissionRequest(
            "1",
            kind,
            kind,
            "pods",
            "",
            "data",
            "app",
            Operation.CREATE,
            UserInfo.of("alice", "dev"),
            pod,
            none,
            none,
            false,
            Map.of());
    return JsonContext.of(request, ClusterReader.answering(cluster::call), KyvernoConfig.DEFAULT);
  }

  void answer(String path, Answer answer) {
    answers.put(path, answer);
  }

  List<String> asked() {
    return List.copyOf(asked);
  }

  private Answer call(Call call) {
    asked.add(call.toString());
    return answers.getOrDefault(call.url(), new Answer.Text(404, ""));
  }
}
