package dev.kyverdict.replay;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.live.LiveCluster;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The real cluster before and after a story. */
final class Ground {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration LONG = Duration.ofMinutes(2);

  /** What cannot be changed is not changed back either. */
  private static final int INVALID = 422;

  /** Kyverno writes down what it has to do a moment after the end of what it heeds. */
  private static final Duration STILL = Duration.ofMillis(500);

  private static final JsonNode NO_FINALIZERS =
      JsonMapper.builder().build().readTree("{\"metadata\": {\"finalizers\": null}}");

  private final LiveCluster cluster;
  private final Namespaces namespaces;
  private boolean policiesChanged;
  private boolean impossible;
  private List<String> left = List.of();

  Ground(LiveCluster cluster, Namespaces namespaces) {
    this.cluster = cluster;
    this.namespaces = namespaces;
  }

  /**
   * What there is at a moment.
   *
   * @param objects by their paths
   */
  record Stock(Map<String, JsonNode> objects) {}

  /** What there is before all stories, as soon as what others have left there is gone. */
  Stock nothing() {
    cluster.clear();
    if (!cluster.await(LONG, () -> stock().objects().values().stream().noneMatch(Trees::goes))) {
      throw new IllegalStateException("what others have left does not go: " + stock().objects());
    }
    return stock();
  }

  /** What there is now. */
  Stock stock() {
    List<Callable<Map<String, JsonNode>>> lists = new ArrayList<>();
    Kind.ALL.forEach(kind -> lists.add(() -> list(kind)));
    Map<String, JsonNode> all = new TreeMap<>();
    together(lists).forEach(all::putAll);
    return new Stock(all);
  }

  private Map<String, JsonNode> list(Kind kind) {
    Map<String, JsonNode> objects = new TreeMap<>();
    for (JsonNode item : call(Method.GET, kind.path()).body().path("items")) {
      if (kind.isOfStories(item)) {
        objects.put(kind.path(item), item);
      }
    }
    return objects;
  }

  /**
   * Makes it as it was: what has come goes, what was changed is changed back.
   *
   * @return false when something has gone that cannot come back, or something does not go
   */
  boolean back(Stock stock) {
    Instant[] busy = {cluster.now()};
    boolean same =
        cluster.await(
            PATIENCE,
            () -> {
              Stock now = stock();
              impossible = !kept(stock, now);
              if (!impossible && !(step(stock, now) && noUpdateRequests())) {
                busy[0] = cluster.now();
              }
              return impossible || cluster.now().isAfter(busy[0].plus(STILL));
            });
    if (policiesChanged) {
      policiesChanged = !cluster.settled(PATIENCE);
    }
    if (!same || impossible) {
      System.out.println("the cluster is built anew: " + left);
    }
    return same && !impossible && !policiesChanged;
  }

  /** Gives it what a story finds. */
  void give(List<JsonNode> objects) {
    Client admin = new Client(cluster, LiveCluster.ADMIN);
    for (JsonNode object : objects) {
      List<Reply> replies = new ArrayList<>();
      boolean there =
          cluster.await(
              PATIENCE,
              () -> {
                replies.add(admin.create(object));
                return replies.getLast().ok() || isThere(admin, object);
              });
      if (!there) {
        throw new IllegalStateException(
            "cannot create " + object + ": " + replies.getLast().message());
      }
    }
    cluster.settled(PATIENCE);
  }

  private static boolean isThere(Client admin, JsonNode object) {
    return admin
        .find(
            object.path("apiVersion").asString(""),
            object.path("kind").asString(""),
            object.at("/metadata/namespace").asString(""),
            object.at("/metadata/name").asString(""))
        .isPresent();
  }

  /** Whether all that was there is there. */
  private boolean kept(Stock before, Stock now) {
    left =
        before.objects().entrySet().stream()
            .filter(it -> !isSame(it.getValue(), now.objects().get(it.getKey())))
            .map(it -> it.getKey() + " is gone")
            .toList();
    return left.isEmpty();
  }

  private static boolean isSame(JsonNode before, @Nullable JsonNode now) {
    return now != null
        && !now.path("metadata").has("deletionTimestamp")
        && now.at("/metadata/uid").equals(before.at("/metadata/uid"));
  }

  /** Whether nothing was left to be done. */
  private boolean step(Stock before, Stock now) {
    List<Callable<Reply>> work = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    now.objects()
        .forEach(
            (path, object) -> {
              int known = work.size();
              JsonNode was = before.objects().get(path);
              if (was == null) {
                work.add(() -> remove(now, path, object));
              } else if (Kind.differ(path, was, object)) {
                work.add(() -> restore(path, was, object));
              }
              if (work.size() > known) {
                paths.add(path);
                policiesChanged |= path.startsWith("/apis/kyverno.io/");
              }
            });
    impossible |= together(work).stream().anyMatch(it -> it.status() == INVALID);
    left = paths;
    return work.isEmpty();
  }

  private Reply remove(Stock now, String path, JsonNode object) {
    if (object.path("metadata").has("finalizers")) {
      call(new Request(LiveCluster.ADMIN, Method.PATCH, path, Request.MERGE_PATCH, NO_FINALIZERS));
    }
    if (path.matches("/api/v1/namespaces/[^/]*")) {
      return removeNamespace(now, path, object);
    }
    return call(Method.DELETE, path + (path.contains("/pods/") ? "?gracePeriodSeconds=0" : ""));
  }

  private Reply removeNamespace(Stock now, String path, JsonNode object) {
    String name = object.at("/metadata/name").asString();
    if (!object.path("metadata").has("deletionTimestamp")) {
      Reply reply = call(Method.DELETE, path);
      namespaces.deleted(name);
      return reply;
    }
    String within = "/namespaces/" + name + "/";
    if (now.objects().keySet().stream().noneMatch(it -> it.contains(within))) {
      namespaces.finish(name, object);
    }
    return call(Method.GET, path);
  }

  private Reply restore(String path, JsonNode was, JsonNode now) {
    Reply reply = put(path, was, now.at("/metadata/resourceVersion"));
    return reply.ok() && (was.has("status") || now.has("status"))
        ? put(path + "/status", was, reply.body().at("/metadata/resourceVersion"))
        : reply;
  }

  private Reply put(String path, JsonNode was, JsonNode version) {
    ObjectNode body = (ObjectNode) was.deepCopy();
    body.withObject("metadata").set("resourceVersion", version);
    body.withObject("metadata").remove("managedFields");
    return call(new Request(LiveCluster.ADMIN, Method.PUT, path, Request.JSON, body));
  }

  /** Kyverno's work that is left goes with the story. */
  private boolean noUpdateRequests() {
    JsonNode left = call(Method.GET, Kind.UPDATE_REQUESTS.path()).body().path("items");
    left.forEach(it -> call(Method.DELETE, Kind.UPDATE_REQUESTS.path(it)));
    return left.isEmpty();
  }

  private Reply call(Method method, String path) {
    return call(Request.of(LiveCluster.ADMIN, method, path));
  }

  private Reply call(Request request) {
    return cluster.call(request);
  }

  private static <T> List<T> together(List<Callable<T>> tasks) {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed);
    }
    return results;
  }
}
