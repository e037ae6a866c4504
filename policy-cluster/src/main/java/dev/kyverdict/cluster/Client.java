package dev.kyverdict.cluster;

import dev.kyverdict.cluster.Discovery.Resource;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.engine.UserInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The verbs of the Kubernetes API, as one user. */
public final class Client {

  private final Caller cluster;
  private final UserInfo user;
  private final Discovery discovery;

  /** Of a cluster, as a user. */
  public Client(Caller cluster, UserInfo user) {
    this.cluster = cluster;
    this.user = user;
    this.discovery = new Discovery(cluster, user);
  }

  /** The same as somebody else. */
  public Client as(UserInfo somebody) {
    return new Client(cluster, somebody);
  }

  /** Creates an object. */
  public Reply create(JsonNode object) {
    return create(object, "");
  }

  /**
   * Creates an object.
   *
   * @param query such as {@code ?dryRun=All}; empty for none
   */
  public Reply create(JsonNode object, String query) {
    return of(object)
        .map(it -> send(Method.POST, collection(it, object) + query, Request.JSON, object))
        .orElseGet(() -> unknown(object));
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
    return of(object)
        .map(it -> send(Method.PUT, path(it, object) + suffix, Request.JSON, object))
        .orElseGet(() -> unknown(object));
  }

  /** Applies an object, server-side. */
  public Reply serverSideApply(JsonNode object, String fieldManager, boolean force) {
    String query = "?fieldManager=" + fieldManager + (force ? "&force=true" : "");
    return of(object)
        .map(it -> send(Method.PATCH, path(it, object) + query, Request.APPLY_PATCH, object))
        .orElseGet(() -> unknown(object));
  }

  /**
   * Patches an object.
   *
   * @param suffix such as {@code /status} or {@code ?dryRun=All}; empty for none
   */
  public Reply patch(
      String apiVersion,
      String kind,
      String namespace,
      String name,
      String suffix,
      String contentType,
      JsonNode patch) {
    return discovery
        .of(apiVersion, kind)
        .map(it -> send(Method.PATCH, it.path(namespace, name) + suffix, contentType, patch))
        .orElseGet(() -> unknown(apiVersion, kind));
  }

  /** Deletes an object. */
  public Reply delete(String apiVersion, String kind, String namespace, String name) {
    return discovery
        .of(apiVersion, kind)
        .map(it -> call(Request.of(user, Method.DELETE, it.path(namespace, name))))
        .orElseGet(() -> unknown(apiVersion, kind));
  }

  /** Reads an object. */
  public Reply get(String apiVersion, String kind, String namespace, String name) {
    return discovery
        .of(apiVersion, kind)
        .map(it -> call(Request.get(user, it.path(namespace, name))))
        .orElseGet(() -> unknown(apiVersion, kind));
  }

  /** The object, when it is there. */
  public Optional<JsonNode> find(String apiVersion, String kind, String namespace, String name) {
    return Optional.of(get(apiVersion, kind, namespace, name)).filter(Reply::ok).map(Reply::body);
  }

  /**
   * The objects of a kind.
   *
   * @param namespace empty for those of all namespaces
   * @param query such as {@code ?labelSelector=a%3Db}; empty for none
   */
  public List<JsonNode> list(String apiVersion, String kind, String namespace, String query) {
    List<JsonNode> items = new ArrayList<>();
    discovery
        .of(apiVersion, kind)
        .map(it -> call(Request.get(user, it.path(namespace) + query)))
        .ifPresent(
            reply ->
                reply
                    .body()
                    .path("items")
                    .forEach(item -> items.add(named(item, apiVersion, kind))));
    return items;
  }

  /** Items of built-in lists do not say what they are; client-go adds it as well. */
  private static JsonNode named(JsonNode item, String apiVersion, String kind) {
    if (item.has("kind")) {
      return item;
    }
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    named.put("apiVersion", apiVersion).put("kind", kind);
    item.properties().forEach(it -> named.set(it.getKey(), it.getValue()));
    return named;
  }

  /** Sends a request with a body. */
  public Reply send(Method method, String path, String contentType, JsonNode body) {
    return call(new Request(user, method, path, contentType, body));
  }

  private Reply call(Request request) {
    return cluster.call(request);
  }

  private Optional<Resource> of(JsonNode object) {
    return discovery.of(object.path("apiVersion").asString(""), object.path("kind").asString(""));
  }

  private static String collection(Resource resource, JsonNode object) {
    String namespace = object.path("metadata").path("namespace").asString("");
    return resource.path(namespace.isEmpty() ? "default" : namespace);
  }

  private static String path(Resource resource, JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return resource.path(
        metadata.path("namespace").asString(""), metadata.path("name").asString(""));
  }

  private static Reply unknown(JsonNode object) {
    return unknown(object.path("apiVersion").asString(""), object.path("kind").asString(""));
  }

  /** What kubectl says of it, in the shape of an answer. */
  private static Reply unknown(String apiVersion, String kind) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
    status.put(
        "message", "no matches for kind \"%s\" in version \"%s\"".formatted(kind, apiVersion));
    status.put("reason", "NotFound").put("code", 404);
    return new Reply.Answered(404, status, List.of());
  }
}
