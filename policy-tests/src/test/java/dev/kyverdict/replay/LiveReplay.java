package dev.kyverdict.replay;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.live.LiveCluster;
import dev.kyverdict.twice.Slim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says what the actors of a story said to the simulated API server to a real one, in the same order
 * and as the same users; waits where Kyverno did something until the real one has done it.
 *
 * <p>Time is not waited for. Times in what is said are moved to the real clock, and the catalogue
 * is as old as in the story whenever a claim is made.
 */
final class LiveReplay {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration REACTION = Duration.ofSeconds(1);
  private static final Duration POLICIES = Duration.ofSeconds(30);

  /** One difference leads to others, each of which has to be waited for. */
  private static final int ENOUGH = 3;

  private static final String CATALOGUE =
      "/api/v1/namespaces/volsync-system/configmaps/volsync-catalogue";
  private static final String UPDATED = "volsync.backup/updated";

  private final LiveCluster cluster;
  private final Namespaces namespaces;
  private final Client admin;
  private final Translation translation;
  private final Map<String, JsonNode> versions = new HashMap<>();
  private final List<String> differences = new ArrayList<>();
  private Optional<Instant> catalogue = Optional.empty();
  private boolean policiesChanged;
  private int open;
  private int begun;
  private int mark;
  private int said;

  private LiveReplay(LiveCluster cluster, Namespaces namespaces, Translation translation) {
    this.cluster = cluster;
    this.namespaces = namespaces;
    this.translation = translation;
    this.admin = new Client(cluster, LiveCluster.ADMIN);
    this.mark = cluster.audit().size();
  }

  /** From the beginning of a story, which is now. */
  static LiveReplay of(LiveCluster cluster, Namespaces namespaces, Instant start) {
    return new LiveReplay(
        cluster, namespaces, new Translation(Duration.between(start, cluster.now())));
  }

  /** Goes on where this one is, which is now. */
  LiveReplay from(Instant moment) {
    LiveReplay next =
        new LiveReplay(
            cluster, namespaces, translation.copy(Duration.between(moment, cluster.now())));
    next.catalogue = catalogue;
    next.open = open;
    next.differences.addAll(differences);
    return next;
  }

  /** How many requests were sent. */
  int said() {
    return said;
  }

  /** Where the real cluster differs, in words. */
  List<String> differences() {
    return List.copyOf(differences);
  }

  /** Plays a part of what was recorded. */
  LiveReplay play(List<Exchange> exchanges) {
    for (Exchange exchange : exchanges) {
      if (differences.size() >= ENOUGH) {
        break;
      }
      switch (exchange.part()) {
        case NONE -> {}
        case LOADED -> load(exchange);
        case SAID -> say(exchange);
        case ENDS_NAMESPACE -> namespaces.end(exchange.path().name());
        case DONE_BY_KYVERNO -> find(exchange);
        case BEGUN_BY_KYVERNO -> {
          open++;
          begun++;
        }
        case ENDED_BY_KYVERNO -> open--;
      }
    }
    return this;
  }

  /** Waits until policies are in force. */
  LiveReplay settled() {
    if (policiesChanged) {
      cluster.settled(POLICIES);
      policiesChanged = false;
    }
    return this;
  }

  /**
   * Compares what there is at the end.
   *
   * @param generated what there is in the simulated cluster
   * @param exchanges that were played
   * @param from where they begin in the audit log
   */
  LiveReplay end(List<JsonNode> generated, List<Exchange> exchanges, int from) {
    ended();
    if (differences.isEmpty()) {
      List<List<String>> seen = new ArrayList<>();
      cluster.await(
          PATIENCE,
          () -> {
            seen.add(Generated.differences(generated, Generated.in(admin)));
            return seen.getLast().isEmpty() && quiet();
          });
      differences.addAll(seen.getLast());
      differences.addAll(
          KyvernoWrites.differences(
              KyvernoWrites.in(exchanges),
              KyvernoWrites.of(cluster.audit().stream().skip(from).toList())));
    }
    return this;
  }

  /** What the simulated Kyverno has begun and ended the real one begins and ends as well. */
  private void ended() {
    if (begun > 0 && open == 0) {
      cluster.await(REACTION, () -> KyvernoWrites.begun(log()) >= begun);
      if (!cluster.await(PATIENCE, this::quiet)) {
        differences.add("the real Kyverno does not come to an end");
      }
      begun = 0;
      mark = cluster.audit().size();
    }
  }

  /** The audit log since Kyverno had nothing to do. */
  private List<AuditEntry> log() {
    List<AuditEntry> all = cluster.audit();
    return all.subList(mark, all.size());
  }

  /** Whether Kyverno has nothing to do. */
  private boolean quiet() {
    Reply left = cluster.call(Request.get(LiveCluster.ADMIN, Kind.UPDATE_REQUESTS.path()));
    return left.ok() && left.body().path("items").isEmpty();
  }

  private void load(Exchange exchange) {
    ObjectNode object = (ObjectNode) translation.request(exchange).body();
    List<Reply> replies = new ArrayList<>();
    boolean loaded =
        cluster.await(
            PATIENCE,
            () -> {
              replies.add(admin.create(object));
              if (replies.getLast().status() == 409) {
                replies.add(admin.update(versioned(object)));
              }
              if (replies.getLast().ok() && object.has("status")) {
                replies.add(admin.update(versioned(object), "/status"));
              }
              return replies.getLast().ok();
            });
    if (!loaded) {
      differences.add("cannot be loaded: " + object + ": " + replies.getLast().message());
    }
    remember(exchange);
  }

  private JsonNode versioned(ObjectNode object) {
    Optional<JsonNode> there =
        admin.find(
            object.path("apiVersion").asString(""),
            object.path("kind").asString(""),
            object.at("/metadata/namespace").asString(""),
            object.at("/metadata/name").asString(""));
    ObjectNode copy = object.deepCopy();
    there
        .map(it -> it.at("/metadata/resourceVersion"))
        .ifPresent(it -> copy.withObject("metadata").set("resourceVersion", it));
    return copy;
  }

  private void say(Exchange exchange) {
    if (!exchange.isPolicy()) {
      settled();
    }
    if (exchange.isHeededByKyverno()) {
      ended();
    }
    if (exchange.isClaimMade() && exchange.request().body().path("metadata").has("labels")) {
      ageCatalogue(exchange.at());
    }
    said++;
    Reply reply = until(exchange);
    remember(exchange);
    translation.same(exchange.reply().body(), reply.body());
    if (exchange.isNamespaceDeleted()) {
      namespaces.deleted(exchange.path().name());
    }
    if (reply.status() != exchange.reply().status()) {
      differences.add(exchange + ", the real cluster: " + reply.status() + " " + reply.message());
    } else if (exchange.isAboutClaims() && exchange.request().method() != Request.Method.DELETE) {
      compare(exchange, exchange.reply(), reply);
    }
  }

  /**
   * A real cluster needs a moment: what its own parts refuse today may be done a moment later. What
   * Kyverno refuses, or what is done, is a decision.
   */
  private Reply until(Exchange exchange) {
    Request request = translation.request(exchange);
    List<Reply> replies = new ArrayList<>();
    cluster.await(
        PATIENCE,
        () -> {
          replies.add(sent(request));
          Reply last = replies.getLast();
          return last.status() == exchange.reply().status()
              || last.ok()
              || (exchange.isAboutClaims() && isDecided(last));
        });
    return replies.getLast();
  }

  private static boolean isDecided(Reply reply) {
    return reply.message().contains("kyverno.svc")
        && reply.message().contains("denied the request");
  }

  private Reply sent(Request request) {
    Reply reply = cluster.call(current(request));
    if (reply.status() == 409 && request.method() == Request.Method.PUT) {
      versions.remove(place(request.path()));
      reply = cluster.call(current(request));
    }
    JsonNode version = reply.body().at("/metadata/resourceVersion");
    String name = reply.body().at("/metadata/name").asString("");
    if (reply.ok() && !name.isEmpty() && version.isString()) {
      String path = place(request.path());
      versions.put(path.endsWith("/" + name) ? path : path + "/" + name, version);
    }
    return reply;
  }

  /** Who replaces an object has read it before. */
  private Request current(Request request) {
    if (request.method() == Request.Method.PUT
        && request.body().get("metadata") instanceof ObjectNode metadata) {
      metadata.set("resourceVersion", versions.computeIfAbsent(place(request.path()), this::read));
    }
    return request;
  }

  private JsonNode read(String path) {
    return cluster
        .call(Request.get(LiveCluster.ADMIN, path))
        .body()
        .at("/metadata/resourceVersion")
        .asStringOpt()
        .<JsonNode>map(JsonNodeFactory.instance::stringNode)
        .orElseGet(JsonNodeFactory.instance::nullNode);
  }

  /** Without subresource and query. */
  private static String place(String path) {
    return path.replaceAll("[?].*", "").replaceAll("/status$", "");
  }

  private void remember(Exchange exchange) {
    policiesChanged |= exchange.isPolicy();
    JsonNode updated = exchange.reply().body().at("/metadata/annotations").path(UPDATED);
    if (updated.isString() && exchange.reply().ok()) {
      catalogue = Optional.of(Instant.parse(updated.asString()));
    }
  }

  private void ageCatalogue(Instant now) {
    catalogue.ifPresent(
        updated -> {
          String moved = Translation.shifted(updated, Duration.between(now, cluster.now()));
          ObjectNode patch = JsonNodeFactory.instance.objectNode();
          patch.putObject("metadata").putObject("annotations").put(UPDATED, moved);
          admin.send(Request.Method.PATCH, CATALOGUE, Request.MERGE_PATCH, patch);
          versions.remove(CATALOGUE);
        });
  }

  private void compare(Exchange exchange, Reply simulated, Reply real) {
    if (simulated.ok()) {
      same(simulated.body(), real.body())
          .forEach(difference -> differences.add(exchange + " " + difference));
    } else if (!Slim.text(simulated.message()).equals(Slim.text(real.message()))) {
      differences.add(exchange + ": expected " + simulated.message() + ", got " + real.message());
    }
  }

  private void find(Exchange exchange) {
    String path = found(exchange);
    boolean gone = exchange.request().method() == Request.Method.DELETE;
    Predicate<Reply> there =
        reply -> gone ? reply.status() == 404 || goes(reply) : reply.ok() && !goes(reply);
    List<Reply> replies = new ArrayList<>();
    cluster.await(
        PATIENCE,
        () -> {
          replies.add(cluster.call(Request.get(LiveCluster.ADMIN, translation.text(path))));
          return there.test(replies.getLast())
              && (gone || same(exchange.reply().body(), replies.getLast().body()).isEmpty());
        });
    Reply last = replies.getLast();
    if (!there.test(last)) {
      differences.add(exchange + ", the real Kyverno did not: " + last.status());
    } else if (!gone) {
      translation.same(exchange.reply().body(), last.body());
      same(exchange.reply().body(), last.body())
          .forEach(difference -> differences.add(exchange + " " + difference));
    }
  }

  private static boolean goes(Reply reply) {
    return reply.body().path("metadata").has("deletionTimestamp");
  }

  private static String found(Exchange exchange) {
    String path = exchange.request().path().replaceAll("[?].*", "");
    return exchange.request().method() == Request.Method.POST
        ? path + "/" + exchange.reply().body().at("/metadata/name").asString("")
        : path;
  }

  private static List<String> same(JsonNode simulated, JsonNode real) {
    return Slim.differences("", Generated.shape(simulated), Generated.shape(real));
  }
}
