package dev.kyverdict.cluster.kyverno;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.match.LabelSelectors;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.Selector;
import dev.kyverdict.values.GoNumbers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The cluster as the engine in one of Kyverno's processes asks it.
 *
 * @param api the API server
 * @param host the way to web services
 * @param globals the process's global context
 * @param inWebhook whether an API server waits for the answer; it gives up before a call without an
 *     answer does
 */
public record HostReader(Api api, Host host, GlobalContext globals, boolean inWebhook)
    implements ClusterReader {

  private static final int NOT_FOUND = 404;

  @Override
  public Answer call(Call call) {
    Method method = call.method() == ContextEntry.Method.POST ? Method.POST : Method.GET;
    Request request = new Request(api.account(), method, call.url(), Request.JSON, call.data());
    if (call.target() == Target.API_SERVER) {
      return answer(api.cluster().call(request), inWebhook);
    }
    Optional<String> refusal = Egress.refusal(call.url());
    if (refusal.isPresent()) {
      return new Answer.Broken(refusal.get());
    }
    return answer(host.fetch(request), inWebhook);
  }

  /**
   * What came back, as Kyverno's client sees it.
   *
   * @param inWebhook whether an API server waits for the answer; it gives up before a call without
   *     an answer does
   */
  public static Answer answer(Reply reply, boolean inWebhook) {
    return switch (reply) {
      case Reply.Answered(int status, JsonNode content, List<String> warnings) ->
          content.isMissingNode() ? new Answer.Text(status, "") : new Answer.Json(status, content);
      case Reply.Garbled(int status, String text) -> new Answer.Text(status, text);
      case Reply.NoAnswer(Reply.Why why) ->
          switch (why) {
            case REFUSED -> new Answer.Refused();
            case TIMED_OUT -> inWebhook ? new Answer.Hangs() : new Answer.TimedOut();
            case HANGS -> new Answer.Hangs();
          };
    };
  }

  /**
   * Kyverno asks the API server for a ConfigMap that is not labelled to be in its cache ({@code
   * pkg/engine/context/resolvers}).
   */
  @Override
  public Optional<JsonNode> configMap(String namespace, String name) {
    Optional<JsonNode> known = globals.configMap(namespace, name);
    if (known.isPresent()) {
      return known.map(GoNumbers::integers);
    }
    Reply reply = api.get(new ObjectRef("v1", "ConfigMap", namespace, name, ""));
    if (!reply.ok() && reply.status() != NOT_FOUND) {
      throw new EvaluationException(reply.message());
    }
    return Optional.of(reply)
        .filter(Reply::ok)
        .map(Reply::body)
        .filter(JsonNode::isObject)
        .map(GoNumbers::integers);
  }

  @Override
  public Global global(String name, String projection) {
    return globals.get(name, projection);
  }

  @Override
  public Optional<JsonNode> object(String apiVersion, String kind, String namespace, String name) {
    Reply reply = api.get(new ObjectRef(apiVersion, kind, namespace, name, ""));
    return Optional.of(reply)
        .filter(Reply::ok)
        .map(Reply::body)
        .filter(JsonNode::isObject)
        .map(GoNumbers::integers);
  }

  @Override
  public List<JsonNode> objects(
      String apiVersion, String kind, String namespace, Optional<Selector> selector) {
    Reply reply = api.list(apiVersion, kind, namespace, Map.of());
    return Api.items(reply, apiVersion, kind).stream()
        .filter(
            object ->
                selector.isEmpty() || LabelSelectors.matchesPlainly(selector.get(), labels(object)))
        .map(GoNumbers::integers)
        .sorted(Comparator.comparing(object -> object.path("metadata").path("name").asString("")))
        .toList();
  }

  private static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new HashMap<>();
    object
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asString("")));
    return labels;
  }
}
