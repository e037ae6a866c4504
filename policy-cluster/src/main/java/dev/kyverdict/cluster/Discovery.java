package dev.kyverdict.cluster;

import dev.kyverdict.engine.UserInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Where the objects of a kind are to be found, as the API server's discovery says. */
public final class Discovery {

  private final Caller cluster;
  private final UserInfo user;
  private final Map<String, Resource> known = new HashMap<>();

  /** Of a cluster, asked by a user. */
  public Discovery(Caller cluster, UserInfo user) {
    this.cluster = cluster;
    this.user = user;
  }

  /**
   * A resource.
   *
   * @param apiVersion group and version
   * @param plural its name in paths
   * @param namespaced whether its objects live in namespaces
   */
  public record Resource(String apiVersion, String plural, boolean namespaced) {

    /**
     * The path of its objects.
     *
     * @param namespace empty for those of all namespaces
     */
    public String path(String namespace) {
      String root = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
      return namespaced && !namespace.isEmpty()
          ? root + "/namespaces/" + namespace + "/" + plural
          : root + "/" + plural;
    }

    /**
     * The path of one object.
     *
     * @param namespace empty stands for {@code default} where the object needs one
     */
    public String path(String namespace, String name) {
      return path(namespace.isEmpty() ? "default" : namespace) + "/" + name;
    }
  }

  /** The resource of a kind; empty when the cluster does not know it. */
  public Optional<Resource> of(String apiVersion, String kind) {
    String key = apiVersion + "/" + kind;
    Resource there = known.get(key);
    if (there == null) {
      String root = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
      for (JsonNode resource : cluster.call(Request.get(user, root)).body().path("resources")) {
        String name = resource.path("name").asString("");
        if (!name.contains("/")) {
          known.put(
              apiVersion + "/" + resource.path("kind").asString(""),
              new Resource(apiVersion, name, resource.path("namespaced").asBoolean(false)));
        }
      }
      there = known.get(key);
    }
    return Optional.ofNullable(there);
  }
}
