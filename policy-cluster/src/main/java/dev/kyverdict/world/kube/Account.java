package dev.kyverdict.world.kube;

import dev.kyverdict.cluster.Caller;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.engine.UserInfo;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whoever asks the API server: every call goes with this user's rights.
 *
 * @param user the user
 */
public record Account(UserInfo user) {

  /** A user in groups. */
  public static Account of(String name, String... groups) {
    return new Account(UserInfo.of(name, groups));
  }

  /** A service account, with the groups that its token gives it. */
  public static Account serviceAccount(String namespace, String name) {
    return of(
        "system:serviceaccount:" + namespace + ":" + name,
        "system:serviceaccounts",
        "system:serviceaccounts:" + namespace,
        "system:authenticated");
  }

  /** A controller of Kubernetes' controller manager. */
  public static Account controller(String name) {
    return serviceAccount("kube-system", name);
  }

  /** Reads an object or a list. */
  public Reply get(Caller cluster, String path) {
    return cluster.call(Request.get(user, path));
  }

  /**
   * The objects of a list; none when it cannot be had. A list does not say what its items are, so
   * they are told.
   */
  public List<JsonNode> list(Caller cluster, String path, String apiVersion, String kind) {
    return get(cluster, path)
        .body()
        .path("items")
        .valueStream()
        .map(item -> named(item, apiVersion, kind))
        .toList();
  }

  /** Creates an object in a collection. */
  public Reply create(Caller cluster, String collection, JsonNode object) {
    return send(cluster, Method.POST, collection, Request.JSON, object);
  }

  /** Replaces an object. */
  public Reply replace(Caller cluster, String path, JsonNode object) {
    return send(cluster, Method.PUT, path, Request.JSON, object);
  }

  /** Patches an object with a merge patch. */
  public Reply merge(Caller cluster, String path, JsonNode patch) {
    return send(cluster, Method.PATCH, path, Request.MERGE_PATCH, patch);
  }

  /** Deletes an object. */
  public Reply delete(Caller cluster, String path) {
    return cluster.call(Request.of(user, Method.DELETE, path));
  }

  /** Deletes an object, and what it owns after it or before it. */
  public Reply delete(Caller cluster, String path, String propagation) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("kind", "DeleteOptions").put("apiVersion", "v1");
    return send(
        cluster, Method.DELETE, path, Request.JSON, options.put("propagationPolicy", propagation));
  }

  private Reply send(
      Caller cluster, Method method, String path, String contentType, JsonNode body) {
    return cluster.call(new Request(user, method, path, contentType, body));
  }

  private static JsonNode named(JsonNode item, String apiVersion, String kind) {
    if (item.has("kind")) {
      return item;
    }
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    named.put("apiVersion", apiVersion).put("kind", kind);
    item.properties().forEach(it -> named.set(it.getKey(), it.getValue()));
    return named;
  }
}
