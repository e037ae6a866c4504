package dev.kyverdict.chainsaw.shell;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.engine.UserInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The kinds that kubectl knows by plural, singular and short names.
 *
 * @param cluster whose they are
 * @param user who asks
 */
record Kinds(Cluster cluster, UserInfo user) {

  /**
   * A kind.
   *
   * @param root of the paths of its version
   * @param plural its name in paths
   */
  record Kind(String root, String group, String plural, String kind, boolean namespaced) {
    String path(String namespace) {
      return namespaced && !namespace.isEmpty()
          ? root + "/namespaces/" + namespace + "/" + plural
          : root + "/" + plural;
    }

    /** As kubectl calls an object when it tells what it did. */
    String title(String name) {
      String singular = kind.toLowerCase(Locale.ROOT);
      return (group.isEmpty() ? singular : singular + "." + group) + "/" + name;
    }
  }

  /** The kind that a word of a command line means. */
  Optional<Kind> named(String word) {
    for (String root : roots()) {
      for (JsonNode resource : get(root).path("resources")) {
        if (isCalled(resource, root, word)) {
          return Optional.of(kind(root, resource));
        }
      }
    }
    return Optional.empty();
  }

  /** The kind of an object. */
  Optional<Kind> of(JsonNode object) {
    String version = object.path("apiVersion").asString("");
    String root = (version.contains("/") ? "/apis/" : "/api/") + version;
    for (JsonNode resource : get(root).path("resources")) {
      boolean isIt =
          resource.path("kind").asString("").equals(object.path("kind").asString(""))
              && !resource.path("name").asString("").contains("/");
      if (isIt) {
        return Optional.of(kind(root, resource));
      }
    }
    return Optional.empty();
  }

  private List<String> roots() {
    List<String> roots = new ArrayList<>(List.of("/api/v1"));
    for (JsonNode group : get("/apis").path("groups")) {
      String version = group.at("/preferredVersion/groupVersion").asString("");
      roots.add("/apis/" + version);
    }
    return roots;
  }

  private static boolean isCalled(JsonNode resource, String root, String word) {
    String plural = resource.path("name").asString("");
    if (plural.contains("/")) {
      return false;
    }
    String wanted = word.toLowerCase(Locale.ROOT);
    List<String> names = new ArrayList<>(List.of(plural));
    names.add(plural + "." + group(root));
    names.add(resource.path("singularName").asString(""));
    names.add(resource.path("kind").asString("").toLowerCase(Locale.ROOT));
    resource.path("shortNames").forEach(name -> names.add(name.asString("")));
    return names.contains(wanted);
  }

  private static Kind kind(String root, JsonNode resource) {
    return new Kind(
        root,
        group(root),
        resource.path("name").asString(""),
        resource.path("kind").asString(""),
        resource.path("namespaced").asBoolean(false));
  }

  private static String group(String root) {
    return root.startsWith("/apis/") ? root.replaceAll("^/apis/|/[^/]*$", "") : "";
  }

  private JsonNode get(String path) {
    return cluster.call(Request.get(user, path)).body();
  }
}
