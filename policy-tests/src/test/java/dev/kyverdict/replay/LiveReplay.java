package dev.kyverdict.replay;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.live.LiveCluster;
import dev.kyverdict.twice.Slim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
public final class LiveReplay {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLICIES = Duration.ofSeconds(30);

  /** One difference leads to others, each of which has to be waited for. */
  private static final int ENOUGH = 3;

  private static final String CATALOGUE =
      "/api/v1/namespaces/volsync-system/configmaps/volsync-catalogue";
  private static final String UPDATED = "volsync.backup/updated";

  private final LiveCluster cluster;
  private final Client admin;
  private final Translation translation;
  private final List<String> differences = new ArrayList<>();
  private Optional<Instant> catalogue = Optional.empty();
  private boolean policiesChanged;
  private int claims;
  private int generated;
  private int said;

  private LiveReplay(LiveCluster cluster, Instant start) {
    this.cluster = cluster;
    this.translation = new Translation(Duration.between(start, cluster.now()));
    this.admin = new Client(cluster, LiveCluster.ADMIN);
  }

  /**
   * What came of it.
   *
   * @param said how many requests were sent
   * @param claims how many of them asked for a claim
   * @param generated how many writes of Kyverno were found again
   * @param differences from the story, in words
   */
  public record Result(int said, int claims, int generated, List<String> differences) {}

  /**
   * Plays what was recorded.
   *
   * @param exchanges all of a cluster, from its beginning
   */
  public static Result play(List<Exchange> exchanges, LiveCluster cluster) {
    LiveReplay replay = new LiveReplay(cluster, exchanges.getFirst().at());
    for (Exchange exchange : exchanges) {
      if (replay.differences.size() >= ENOUGH) {
        break;
      }
      switch (exchange.part()) {
        case NONE -> {}
        case SAID -> replay.say(exchange);
        case DONE_BY_KYVERNO -> replay.find(exchange);
      }
    }
    return new Result(replay.said, replay.claims, replay.generated, replay.differences);
  }

  private void say(Exchange exchange) {
    if (policiesChanged && !exchange.isPolicy()) {
      cluster.settled(POLICIES);
      policiesChanged = false;
    }
    if (exchange.isClaimMade()) {
      claims++;
      ageCatalogue(exchange.at());
    }
    said++;
    Reply reply = until(exchange.reply().status(), exchange);
    remember(exchange);
    translation.same(exchange.reply().body(), reply.body());
    if (reply.status() != exchange.reply().status()) {
      differences.add(exchange + ", the real cluster: " + reply.status() + " " + reply.message());
    } else if (exchange.isClaimMade()) {
      compare(exchange, exchange.reply(), reply);
    }
  }

  /** A real cluster needs a moment: what is refused today may be done a moment later. */
  private Reply until(int status, Exchange exchange) {
    List<Reply> replies = new ArrayList<>();
    cluster.await(
        PATIENCE,
        () -> {
          replies.add(cluster.call(current(translation.request(exchange))));
          return replies.getLast().status() == status || replies.getLast().ok();
        });
    return replies.getLast();
  }

  /** Who replaces an object has read it before. */
  private Request current(Request request) {
    if (request.method() != Request.Method.PUT) {
      return request;
    }
    Reply there = cluster.call(Request.get(LiveCluster.ADMIN, request.path()));
    JsonNode version = there.body().at("/metadata/resourceVersion");
    if (version.isString() && request.body().get("metadata") instanceof ObjectNode metadata) {
      metadata.set("resourceVersion", version);
    }
    return request;
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
        });
  }

  private void compare(Exchange exchange, Reply simulated, Reply real) {
    if (simulated.ok()) {
      for (String difference : Slim.differences("", shape(simulated.body()), shape(real.body()))) {
        differences.add(exchange + " " + difference);
      }
    } else if (!Slim.text(simulated.message()).equals(Slim.text(real.message()))) {
      differences.add(exchange + ": expected " + simulated.message() + ", got " + real.message());
    }
  }

  private void find(Exchange exchange) {
    generated++;
    String path = place(exchange);
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

  private static String place(Exchange exchange) {
    String path = exchange.request().path().replaceAll("[?].*", "");
    return exchange.request().method() == Request.Method.POST
        ? path + "/" + exchange.reply().body().at("/metadata/name").asString("")
        : path;
  }

  private static List<String> same(JsonNode simulated, JsonNode real) {
    return Slim.differences("", shape(simulated), shape(real));
  }

  /** What somebody asked for; what becomes of it is for others to say. */
  private static JsonNode shape(JsonNode object) {
    ObjectNode shape = (ObjectNode) Slim.object(object);
    shape.remove("status");
    return shape;
  }
}
