package dev.kyverdict.clicases;

import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.match.LabelSelectors;
import dev.kyverdict.model.Selector;
import dev.kyverdict.values.GoNumbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The cluster that a test describes: its objects, its answers to calls and its entries of the
 * global context ({@code pkg/clients/dclient/client.go}, {@code store/mock.go}).
 */
final class TestCluster implements ClusterReader {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final List<ObjectNode> objects;
  private final boolean serves;
  private final JsonNode responses;
  private final Map<String, JsonNode> globals;

  /**
   * A cluster.
   *
   * @param objects its objects
   * @param serves whether it answers calls with them
   * @param responses {@code apiCallResponses}
   * @param globals the data of the global context
   */
  TestCluster(
      List<ObjectNode> objects, boolean serves, JsonNode responses, Map<String, JsonNode> globals) {
    this.objects = List.copyOf(objects);
    this.serves = serves;
    this.responses = responses;
    this.globals = Map.copyOf(globals);
  }

  /** One that holds objects and answers no calls. */
  static TestCluster of(List<ObjectNode> objects) {
    return new TestCluster(objects, false, NODES.arrayNode(), Map.of());
  }

  @Override
  public Answer call(Call call) {
    for (JsonNode response : responses) {
      if (answers(response, call)) {
        return new Answer.Json(
            response.path("response").path("statusCode").asInt(OK),
            GoNumbers.floats(response.path("response").path("body")));
      }
    }
    return serves && call.target() == Target.API_SERVER
        ? found(call.url())
        : new Answer.Text(NOT_FOUND, "");
  }

  private static boolean answers(JsonNode response, Call call) {
    String url = response.path("url").asString(response.path("urlPath").asString(""));
    String method = response.path("method").asString("").toUpperCase(Locale.ROOT);
    return url.equals(call.url()) && (method.isEmpty() || method.equals(call.method().name()));
  }

  /** What stands at a path; queries are not understood. */
  private Answer found(String path) {
    List<String> parts = List.of(path.replaceFirst("^/", "").split("/", -1));
    int rest = parts.getFirst().equals("apis") ? 3 : 2;
    if (parts.size() <= rest) {
      return new Answer.Text(NOT_FOUND, "");
    }
    String apiVersion = String.join("/", parts.subList(1, rest));
    boolean within = parts.get(rest).equals("namespaces") && parts.size() > rest + 1;
    String namespace = within ? parts.get(rest + 1) : "";
    int plural = within ? rest + 2 : rest;
    if (parts.size() <= plural) {
      return new Answer.Text(NOT_FOUND, "");
    }
    List<ObjectNode> there =
        objects.stream()
            .filter(object -> object.path("apiVersion").asString("").equals(apiVersion))
            .filter(object -> CliObjects.kind(object).plural().equals(parts.get(plural)))
            .filter(object -> namespace.isEmpty() || isIn(object, namespace))
            .toList();
    return parts.size() == plural + 1
        ? new Answer.Json(OK, list(there, apiVersion))
        : there.stream()
            .filter(object -> CliObjects.name(object).equals(parts.get(plural + 1)))
            .findFirst()
            .<Answer>map(object -> new Answer.Json(OK, object))
            .orElse(new Answer.Text(NOT_FOUND, ""));
  }

  private static ObjectNode list(List<ObjectNode> there, String apiVersion) {
    ObjectNode list = NODES.objectNode();
    list.put("apiVersion", apiVersion);
    ArrayNode items = list.putArray("items");
    items.addAll(there);
    list.put(
        "kind", there.isEmpty() ? "List" : there.getFirst().path("kind").asString("") + "List");
    list.putObject("metadata").put("resourceVersion", "");
    return list;
  }

  private static boolean isIn(ObjectNode object, String namespace) {
    return CliObjects.namespace(object).equals(namespace);
  }

  @Override
  public Optional<JsonNode> configMap(String namespace, String name) {
    return object("v1", "ConfigMap", namespace, name);
  }

  @Override
  public Global global(String name, String projection) {
    if (!globals.containsKey(name)) {
      return new Global.Absent();
    }
    JsonNode data = globals.get(name);
    if (projection.isEmpty()) {
      return new Global.Data(data);
    }
    return data.has(projection)
        ? new Global.Data(data.get(projection))
        : new Global.Failed("global context mock: projection \"" + projection + "\" not found");
  }

  @Override
  public Optional<JsonNode> object(String apiVersion, String kind, String namespace, String name) {
    return there(apiVersion, kind, namespace)
        .filter(object -> CliObjects.name(object).equals(name))
        .findFirst()
        .map(JsonNode.class::cast);
  }

  @Override
  public List<JsonNode> objects(
      String apiVersion, String kind, String namespace, Optional<Selector> selector) {
    return there(apiVersion, kind, namespace)
        .filter(object -> selector.isEmpty() || selects(selector.get(), object))
        .map(JsonNode.class::cast)
        .toList();
  }

  private static boolean selects(Selector selector, ObjectNode object) {
    Map<String, String> labels = new LinkedHashMap<>();
    object
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
    return LabelSelectors.matchesPlainly(selector, labels);
  }

  private Stream<ObjectNode> there(String apiVersion, String kind, String namespace) {
    ResourceKind asked = ResourceKind.of(apiVersion, kind);
    return objects.stream()
        .filter(object -> CliObjects.kind(object).equals(asked))
        .filter(object -> namespace.isEmpty() || isIn(object, namespace));
  }
}
