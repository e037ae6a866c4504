package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.kyverno.Api;
import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.engine.generate.RefusedException;
import dev.kyverdict.engine.generate.RefusedException.Reason;
import dev.kyverdict.values.GoNumbers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API server as Kyverno's own client asks it ({@code pkg/clients/dclient/client.go}): an error
 * is an exception with the server's text, and whole numbers are integers.
 *
 * @param api the API server
 * @param catalogue finds kinds without a version
 */
record Calls(Api api, Catalogue catalogue) {

  private static final String UNKNOWN = "the server could not find the requested resource";

  JsonNode get(ObjectRef ref) {
    return read(send(Method.GET, path(ref), "", JsonNodeFactory.instance.missingNode()));
  }

  /** The objects of a kind; the selector is a text, empty for none. */
  List<JsonNode> list(String apiVersion, String kind, String namespace, String selector) {
    Place place = place(apiVersion, kind);
    String query =
        selector.isEmpty()
            ? ""
            : "?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
    return list(place.path(namespace) + query, place.apiVersion(), kind);
  }

  /** The objects of a kind of which something holds; what is asked does not say its kind. */
  List<JsonNode> those(
      String apiVersion, String kind, String namespace, Predicate<JsonNode> which) {
    Place place = place(apiVersion, kind);
    return list(place.path(namespace), place.apiVersion(), kind, which);
  }

  /** The objects at a path. */
  List<JsonNode> list(String path, String apiVersion, String kind) {
    return list(path, apiVersion, kind, it -> true);
  }

  private List<JsonNode> list(
      String path, String apiVersion, String kind, Predicate<JsonNode> which) {
    JsonNode list = answered(send(Method.GET, path, "", JsonNodeFactory.instance.missingNode()));
    return list.path("items")
        .valueStream()
        .filter(which)
        .map(item -> GoNumbers.integers(named(item, apiVersion, kind)))
        .toList();
  }

  private static JsonNode named(JsonNode item, String apiVersion, String kind) {
    if (item.has("kind")) {
      return item;
    }
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    named.put("apiVersion", apiVersion).put("kind", kind);
    return named.setAll((ObjectNode) item);
  }

  JsonNode create(JsonNode object) {
    ObjectRef ref = ObjectRef.to(object);
    return read(send(Method.POST, collection(ref), Request.JSON, object));
  }

  JsonNode update(JsonNode object, String suffix) {
    return read(send(Method.PUT, path(ObjectRef.to(object)) + suffix, Request.JSON, object));
  }

  JsonNode update(JsonNode object) {
    return update(object, "");
  }

  /** Replaces what stands at a path. */
  JsonNode put(String path, JsonNode object) {
    return read(send(Method.PUT, path, Request.JSON, object));
  }

  JsonNode get(String path) {
    return read(send(Method.GET, path, "", JsonNodeFactory.instance.missingNode()));
  }

  JsonNode apply(JsonNode object, String fieldManager) {
    String query = "?fieldManager=" + fieldManager + "&force=true";
    return read(
        send(Method.PATCH, path(ObjectRef.to(object)) + query, Request.APPLY_PATCH, object));
  }

  void delete(ObjectRef ref) {
    answered(send(Method.DELETE, path(ref), "", JsonNodeFactory.instance.missingNode()));
  }

  void deleteAll(String apiVersion, String kind, String namespace, String selector) {
    String query = "?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
    answered(
        send(
            Method.DELETE,
            place(apiVersion, kind).path(namespace) + query,
            "",
            JsonNodeFactory.instance.missingNode()));
  }

  private Reply send(Method method, String path, String contentType, JsonNode body) {
    return api.cluster().call(new Request(api.account(), method, path, contentType, body));
  }

  private static JsonNode read(Reply reply) {
    return GoNumbers.integers(answered(reply));
  }

  private static JsonNode answered(Reply reply) {
    if (reply.ok() && reply instanceof Reply.Answered) {
      return reply.body();
    }
    String reason = reply.body().path("reason").asString("");
    Reason why =
        reply.status() == 404
            ? Reason.NOT_FOUND
            : reason.equals("AlreadyExists") ? Reason.ALREADY_EXISTS : Reason.OTHER;
    String message = reply.message();
    throw new RefusedException(why, message.isEmpty() && reply.status() == 404 ? UNKNOWN : message);
  }

  /** Where the objects of a kind are; of an unknown kind Kyverno asks at the root. */
  private record Place(String apiVersion, String root, String plural) {

    String path(String namespace) {
      return (root + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + plural)
          .replaceFirst("/$", "");
    }
  }

  private String path(ObjectRef ref) {
    return place(ref.apiVersion(), ref.kind()).path(ref.namespace()) + "/" + ref.name();
  }

  private String collection(ObjectRef ref) {
    return place(ref.apiVersion(), ref.kind()).path(ref.namespace());
  }

  private Place place(String apiVersion, String kind) {
    if (apiVersion.isEmpty() && kind.indexOf('/') > 0) {
      int slash = kind.lastIndexOf('/');
      return place(kind.substring(0, slash), kind.substring(slash + 1));
    }
    Optional<Place> place =
        apiVersion.isEmpty()
            ? catalogue.of(api, "", kind).map(entry -> served(entry.apiVersion(), entry.plural()))
            : api.resource(apiVersion, kind)
                .map(resource -> served(resource.apiVersion(), resource.plural()));
    return place.orElse(new Place("", "/api", ""));
  }

  private static Place served(String apiVersion, String plural) {
    return new Place(
        apiVersion, (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion, plural);
  }
}
