package dev.kyverdict.cluster.kyverno;

import dev.kyverdict.cluster.Caller;
import dev.kyverdict.cluster.Discovery.Resource;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.engine.UserInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Kubernetes API as one of Kyverno's processes uses it.
 *
 * @param cluster what answers
 * @param account as whom
 * @param kinds what it remembers of discovery
 */
public record Api(Caller cluster, UserInfo account, Kinds kinds) {

  /** Reads an object. */
  public Reply get(ObjectRef ref) {
    return at(ref, path -> cluster.call(Request.get(account, path)));
  }

  /** Creates an object. */
  public Reply create(JsonNode object) {
    ObjectRef ref = ObjectRef.to(object);
    return in(ref, it -> send(Method.POST, it.path(namespace(ref)), Request.JSON, object));
  }

  /** Replaces an object. */
  public Reply update(JsonNode object) {
    return update(object, "");
  }

  /**
   * Replaces an object, or a subresource of it.
   *
   * @param suffix such as {@code /status}; empty for the object itself
   */
  public Reply update(JsonNode object, String suffix) {
    return at(ObjectRef.to(object), path -> send(Method.PUT, path + suffix, Request.JSON, object));
  }

  /** Patches an object. */
  public Reply patch(ObjectRef ref, String contentType, JsonNode patch) {
    return at(ref, path -> send(Method.PATCH, path, contentType, patch));
  }

  /** Deletes an object. */
  public Reply delete(ObjectRef ref) {
    return at(ref, path -> cluster.call(Request.of(account, Method.DELETE, path)));
  }

  /**
   * Lists objects.
   *
   * @param namespace empty for those of all namespaces
   * @param labels all of which they must have
   */
  public Reply list(String apiVersion, String kind, String namespace, Map<String, String> labels) {
    String selector =
        new TreeMap<>(labels)
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    String query = labels.isEmpty() ? "" : "?labelSelector=" + encoded(selector);
    return in(
        new ObjectRef(apiVersion, kind, namespace, "", ""),
        it -> cluster.call(Request.get(account, it.path(namespace) + query)));
  }

  /** The objects of a list, which do not say their kind themselves; none when it failed. */
  public static List<JsonNode> items(Reply reply, String apiVersion, String kind) {
    return reply
        .body()
        .path("items")
        .valueStream()
        .map(item -> item.has("kind") ? item : named((ObjectNode) item, apiVersion, kind))
        .toList();
  }

  private static JsonNode named(ObjectNode item, String apiVersion, String kind) {
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    named.put("apiVersion", apiVersion).put("kind", kind);
    return named.setAll(item);
  }

  /** Whether the cluster knows a kind, and where its objects are. */
  public Optional<Resource> resource(String apiVersion, String kind) {
    return kinds.of(cluster, account, apiVersion, kind);
  }

  private Reply send(Method method, String path, String contentType, JsonNode body) {
    return cluster.call(new Request(account, method, path, contentType, body));
  }

  private Reply at(ObjectRef ref, Function<String, Reply> work) {
    return in(ref, it -> work.apply(it.path(ref.namespace(), ref.name())));
  }

  private Reply in(ObjectRef ref, Function<Resource, Reply> work) {
    return resource(ref.apiVersion(), ref.kind()).map(work).orElseGet(Api::unknown);
  }

  private static String namespace(ObjectRef ref) {
    return ref.namespace().isEmpty() ? "default" : ref.namespace();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** In the words of {@code pkg/clients/dclient}. */
  private static Reply unknown() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
    status.put("message", "the server could not find the requested resource");
    status.put("reason", "NotFound").put("code", 404);
    return new Reply.Answered(404, status, List.of());
  }
}
