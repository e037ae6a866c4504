package dev.kyverdict.chainsaw;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Discovery;
import dev.kyverdict.cluster.Discovery.Resource;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.engine.UserInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What chainsaw asks an API server, by objects ({@code pkg/client} of chainsaw). */
final class Api {

  private final Cluster cluster;
  private final UserInfo user;
  private final Discovery discovery;

  Api(Cluster cluster, UserInfo user) {
    this.cluster = cluster;
    this.user = user;
    this.discovery = new Discovery(cluster, user);
  }

  Cluster cluster() {
    return cluster;
  }

  UserInfo user() {
    return user;
  }

  Api as(UserInfo somebody) {
    return new Api(cluster, somebody);
  }

  /**
   * Where the objects of that kind are.
   *
   * @throws ApiException when nobody knows the kind
   */
  Resource resource(JsonNode object) {
    String version = Manifest.version(object);
    String kind = Manifest.kind(object);
    return discovery
        .of(version, kind)
        .orElseThrow(
            () ->
                ApiException.of(
                    "no matches for kind \"%s\" in version \"%s\"".formatted(kind, version)));
  }

  JsonNode get(JsonNode object) {
    String name = Manifest.name(object);
    Resource resource = resource(object);
    if (name.isEmpty()) {
      throw ApiException.of("resource name may not be empty");
    }
    return body(call(Method.GET, resource.path(Manifest.namespace(object), name)));
  }

  /** The objects of that kind, in that namespace and with those labels, if it has some. */
  List<JsonNode> list(JsonNode object) {
    String labels =
        object.at("/metadata/labels").properties().stream()
            .map(label -> label.getKey() + "=" + label.getValue().asString(""))
            .sorted()
            .collect(Collectors.joining(","));
    String query =
        labels.isEmpty()
            ? ""
            : "?labelSelector=" + URLEncoder.encode(labels, StandardCharsets.UTF_8);
    Resource resource = resource(object);
    JsonNode list = body(call(Method.GET, resource.path(Manifest.namespace(object)) + query));
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      items.add(Manifest.typed(item, Manifest.version(object), Manifest.kind(object)));
    }
    return items;
  }

  JsonNode create(JsonNode object, boolean dryRun) {
    String path = resource(object).path(orDefault(Manifest.namespace(object)));
    return body(send(Method.POST, path + query(dryRun), Request.JSON, object));
  }

  JsonNode update(JsonNode object, boolean dryRun) {
    return body(send(Method.PUT, path(object) + query(dryRun), Request.JSON, object));
  }

  JsonNode patch(JsonNode object, String contentType, JsonNode patch, boolean dryRun) {
    return body(send(Method.PATCH, path(object) + query(dryRun), contentType, patch));
  }

  void delete(JsonNode object, String propagation) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("kind", "DeleteOptions").put("apiVersion", "v1");
    options.put("propagationPolicy", propagation);
    body(send(Method.DELETE, path(object), Request.JSON, options));
  }

  /** Sends a request without a body. */
  Reply call(Method method, String path) {
    return cluster.call(Request.of(user, method, path));
  }

  /** Sends a request with a body. */
  Reply send(Method method, String path, String contentType, JsonNode content) {
    return cluster.call(new Request(user, method, path, contentType, content));
  }

  /** The path of an object. */
  String path(JsonNode object) {
    return resource(object).path(Manifest.namespace(object), Manifest.name(object));
  }

  /** The object with the namespace that it needs ({@code pkg/engine/namespacer}). */
  JsonNode placed(JsonNode object, String namespace) {
    boolean lacksOne = Manifest.namespace(object).isEmpty() && resource(object).namespaced();
    return lacksOne ? Manifest.with(object, Map.of("namespace", namespace)) : object;
  }

  static JsonNode body(Reply reply) {
    if (!reply.ok()) {
      throw ApiException.of(reply);
    }
    return reply.body();
  }

  private static String orDefault(String namespace) {
    return namespace.isEmpty() ? "default" : namespace;
  }

  private static String query(boolean dryRun) {
    return dryRun ? "?dryRun=All" : "";
  }
}
