package dev.kyverdict.judge;

import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.match.LabelSelectors;
import dev.kyverdict.model.Selector;
import dev.kyverdict.values.GoNumbers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster as a case describes it: {@code api} answers calls, a list successive ones, {@code "*"}
 * all others, 404 the rest; {@code configMaps} and {@code globals} hold what their names say.
 */
public final class ScriptedCluster implements ClusterReader {

  private final JsonNode question;
  private final Map<String, Integer> used = new HashMap<>();

  /** The cluster of a case. */
  public ScriptedCluster(JsonNode question) {
    this.question = question;
  }

  @Override
  public Answer call(Call call) {
    JsonNode api = question.path("api");
    String key = api.has(call.toString()) ? call.toString() : "*";
    if (!api.has(key)) {
      return new Answer.Text(404, "");
    }
    List<JsonNode> answers =
        api.get(key).isArray() ? List.copyOf(api.get(key).values()) : List.of(api.get(key));
    int index = Math.min(used.merge(key, 1, Integer::sum), answers.size()) - 1;
    return answer(answers.get(index));
  }

  private static Answer answer(JsonNode answer) {
    String error = answer.path("error").asString("");
    int status = answer.path("status").asInt(200);
    return switch (error) {
      case "" ->
          answer.has("raw")
              ? new Answer.Text(status == 0 ? 200 : status, answer.get("raw").asString(""))
              : body(status == 0 ? 200 : status, answer);
      case "timeout" -> new Answer.TimedOut();
      case "refused" -> new Answer.Refused();
      case "hang" -> new Answer.Hangs();
      default -> new Answer.Broken(error);
    };
  }

  private static Answer body(int status, JsonNode answer) {
    return answer.has("body")
        ? new Answer.Json(status, answer.get("body"))
        : new Answer.Text(status, "");
  }

  @Override
  public Optional<JsonNode> configMap(String namespace, String name) {
    JsonNode found = question.path("configMaps").path(namespace + "/" + name);
    if (!(found instanceof ObjectNode object)) {
      return Optional.empty();
    }
    ObjectNode named = object.deepCopy();
    ObjectNode metadata =
        named.get("metadata") instanceof ObjectNode there ? there : named.putObject("metadata");
    metadata.put("name", name).put("namespace", namespace);
    return Optional.of(named);
  }

  @Override
  public Global global(String name, String projection) {
    JsonNode entry = question.path("globals").path(name);
    if (!entry.isObject()) {
      return new Global.Absent();
    }
    String error = entry.path("error").asString("");
    if (!error.isEmpty()) {
      return new Global.Failed(error);
    }
    if (projection.isEmpty()) {
      return new Global.Data(entry.path("data"));
    }
    return entry.path("projections").has(projection)
        ? new Global.Data(entry.path("projections").get(projection))
        : new Global.Failed("projection \"" + projection + "\" not found");
  }

  @Override
  public Optional<JsonNode> object(String apiVersion, String kind, String namespace, String name) {
    return there(apiVersion, kind, namespace)
        .filter(object -> object.path("metadata").path("name").asString("").equals(name))
        .findFirst();
  }

  @Override
  public List<JsonNode> objects(
      String apiVersion, String kind, String namespace, Optional<Selector> selector) {
    return there(apiVersion, kind, namespace)
        .filter(object -> selector.isEmpty() || selected(selector.get(), object))
        .sorted(Comparator.comparing(object -> object.path("metadata").path("name").asString("")))
        .toList();
  }

  private static boolean selected(Selector selector, JsonNode object) {
    return LabelSelectors.matchesPlainly(
        selector, RequestReader.labels(object.path("metadata").path("labels")));
  }

  private Stream<JsonNode> there(String apiVersion, String kind, String namespace) {
    return GoNumbers.integers(question.path("objects")).values().stream()
        .filter(object -> object.path("kind").asString("").equals(kind))
        .filter(object -> object.path("apiVersion").asString("").equals(apiVersion))
        .filter(
            object ->
                namespace.isEmpty()
                    || object.path("metadata").path("namespace").asString("").equals(namespace));
  }
}
