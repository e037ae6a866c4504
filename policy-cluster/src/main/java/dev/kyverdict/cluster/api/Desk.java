package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.engine.UserInfo;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A controller of Kubernetes at the API server, as its own service account. */
final class Desk {

  private final UserInfo user;
  private final Map<String, Place> places;

  /**
   * Where objects of a kind are.
   *
   * @param root the path of the group and version
   * @param plural the name in paths
   * @param namespaced whether they live in namespaces
   * @param collects whether a collection can be deleted at once
   * @param deletes whether they can be deleted
   */
  record Place(String root, String plural, boolean namespaced, boolean collects, boolean deletes) {

    String path(String namespace) {
      return namespaced && !namespace.isEmpty()
          ? root + "/namespaces/" + namespace + "/" + plural
          : root + "/" + plural;
    }
  }

  Desk(String controller) {
    this(UserInfo.of("system:serviceaccount:kube-system:" + controller), new HashMap<>());
  }

  private Desk(UserInfo user, Map<String, Place> places) {
    this.user = user;
    this.places = places;
  }

  Desk copy() {
    return new Desk(user, new HashMap<>(places));
  }

  /** Kinds may have come or gone. */
  void forget() {
    places.clear();
  }

  Reply get(Host host, String path) {
    return host.call(Request.get(user, path));
  }

  Reply send(Host host, Method method, String path, JsonNode body) {
    return host.call(new Request(user, method, path, Request.JSON, body));
  }

  Reply patch(Host host, String path, String contentType, JsonNode body) {
    return host.call(new Request(user, Method.PATCH, path, contentType, body));
  }

  /** The path of an object; empty when nobody serves its kind. */
  Optional<String> path(Host host, Errand.Reference object) {
    return place(host, object.apiVersion(), object.kind())
        .map(it -> it.path(object.namespace()) + "/" + object.name());
  }

  Optional<Place> place(Host host, String apiVersion, String kind) {
    String key = apiVersion + "/" + kind;
    if (!places.containsKey(key)) {
      places.putAll(page(host, apiVersion));
    }
    return Optional.ofNullable(places.get(key));
  }

  /** All places, each kind in the preferred version of its group. */
  Map<String, Place> all(Host host) {
    Map<String, Place> all = new LinkedHashMap<>(page(host, "v1"));
    for (JsonNode group : get(host, "/apis").body().path("groups")) {
      all.putAll(page(host, group.path("preferredVersion").path("groupVersion").asString("")));
    }
    places.putAll(all);
    return all;
  }

  private Map<String, Place> page(Host host, String apiVersion) {
    String root = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    Map<String, Place> found = new LinkedHashMap<>();
    for (JsonNode resource : get(host, root).body().path("resources")) {
      String name = resource.path("name").asString("");
      if (!name.contains("/")) {
        found.put(
            apiVersion + "/" + resource.path("kind").asString(""),
            new Place(
                root,
                name,
                resource.path("namespaced").asBoolean(false),
                can(resource, "deletecollection"),
                can(resource, "delete")));
      }
    }
    return found;
  }

  private static boolean can(JsonNode resource, String verb) {
    for (JsonNode entry : resource.path("verbs")) {
      if (entry.asString("").equals(verb)) {
        return true;
      }
    }
    return false;
  }

  static ObjectNode object(String apiVersion, String kind) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    return object.put("kind", kind).put("apiVersion", apiVersion);
  }
}
