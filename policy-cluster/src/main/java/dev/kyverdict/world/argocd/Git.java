package dev.kyverdict.world.argocd;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.WebServer;
import dev.kyverdict.world.kube.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Git repository with the repo server in front of it: manifests by path, and all that ever stood
 * there.
 *
 * <ul>
 *   <li>{@code GET http://git/<path>[?revision=<n>]}: {@code {"revision": "<n>", "manifests":
 *       [...]}} of the path and all below it; 404 when there is nothing;
 *   <li>{@code PUT http://git/<path>} with {@code {"manifests": [...]}}: a commit;
 *   <li>{@code DELETE http://git/<path>}: a commit.
 * </ul>
 */
public final class Git implements WebServer {

  /** Where it is. */
  public static final String URL = "http://git/";

  private final List<Map<String, JsonNode>> revisions;

  /**
   * With one commit.
   *
   * @param manifests lists of objects by path
   */
  public Git(Map<String, JsonNode> manifests) {
    this(List.of(new TreeMap<>(manifests)));
  }

  private Git(List<Map<String, JsonNode>> revisions) {
    this.revisions = new ArrayList<>(revisions);
  }

  @Override
  public String name() {
    return "git";
  }

  @Override
  public boolean serves(String url) {
    return url.startsWith(URL);
  }

  @Override
  public Reply answer(Host host, Request request) {
    int query = request.path().indexOf('?');
    String url = query < 0 ? request.path() : request.path().substring(0, query);
    String path = url.substring(URL.length());
    if (request.method() != Method.GET) {
      Map<String, JsonNode> next = new TreeMap<>(revisions.getLast());
      if (request.method() == Method.DELETE) {
        next.remove(path);
      } else {
        next.put(path, request.body().path("manifests"));
      }
      revisions.add(next);
    }
    int wanted =
        Integer.parseInt(
            ApiPath.of(request.path()).query().getOrDefault("revision", "" + revisions.size()));
    ObjectNode answer = Trees.object().put("revision", "" + wanted);
    ArrayNode manifests = answer.putArray("manifests");
    revisions
        .get(wanted - 1)
        .forEach(
            (file, list) -> {
              if (file.equals(path) || file.startsWith(path + "/")) {
                list.forEach(manifests::add);
              }
            });
    boolean missing = request.method() == Method.GET && manifests.isEmpty();
    return new Reply.Answered(missing ? 404 : 200, answer, List.of());
  }

  @Override
  public Git copy() {
    return new Git(revisions);
  }
}
