package dev.kyverdict.replay;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.live.LiveCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ends of namespaces. The namespace controller lets five seconds pass before it looks at one;
 * nobody waits for that here, unless it may be looking right now: what it has begun it would go on
 * with in a new namespace of that name.
 */
final class Namespaces {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOKS_SOON = Duration.ofMillis(3500);
  private static final Duration HAS_LOOKED = Duration.ofMillis(5500);

  private final LiveCluster cluster;
  private final Map<String, List<Instant>> deleted = new HashMap<>();

  Namespaces(LiveCluster cluster) {
    this.cluster = cluster;
  }

  /** Somebody has deleted one. */
  void deleted(String name) {
    deleted.computeIfAbsent(name, it -> new ArrayList<>()).add(cluster.now());
  }

  /** Deletes what is in one that goes, and lets it go; tells whether it is gone. */
  boolean end(String name) {
    return cluster.await(
        PATIENCE,
        () -> {
          JsonNode namespace = get(name).body();
          if (!namespace.path("metadata").has("deletionTimestamp")) {
            return true;
          }
          return !isSeen(name) && emptied(name) && finish(name, namespace);
        });
  }

  /** Lets one go in which nothing is left, if nobody else does. */
  boolean finish(String name, JsonNode namespace) {
    if (isSeen(name)) {
      return get(name).status() == 404;
    }
    ObjectNode end = (ObjectNode) namespace.deepCopy();
    end.put("apiVersion", "v1").put("kind", "Namespace");
    end.withObject("spec").putArray("finalizers");
    String path = path(name) + "/finalize";
    return cluster.call(new Request(LiveCluster.ADMIN, Method.PUT, path, Request.JSON, end)).ok();
  }

  /** Whether the controller may be looking at it now, or soon: then it is left to it. */
  private boolean isSeen(String name) {
    List<Instant> moments = deleted.getOrDefault(name, List.of());
    Instant now = cluster.now();
    return moments.stream()
        .anyMatch(
            it ->
                now.isAfter(it.plus(LOOKS_SOON))
                    && moments.getLast().isBefore(it.plus(HAS_LOOKED)));
  }

  private boolean emptied(String name) {
    boolean empty = true;
    for (Kind kind : Kind.ALL) {
      String path = kind.within(name);
      if (!path.isEmpty() && !call(Method.GET, path).body().path("items").isEmpty()) {
        call(Method.DELETE, path);
        empty = false;
      }
    }
    return empty;
  }

  private Reply get(String name) {
    return call(Method.GET, path(name));
  }

  private Reply call(Method method, String path) {
    return cluster.call(Request.of(LiveCluster.ADMIN, method, path));
  }

  private static String path(String name) {
    return "/api/v1/namespaces/" + name;
  }
}
