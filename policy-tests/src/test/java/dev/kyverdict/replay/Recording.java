package dev.kyverdict.replay;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.live.LiveCluster;
import dev.kyverdict.cluster.sim.Ear;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.replay.Exchange.Part;
import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Everything that is asked of a cluster and may change something. When a world's cluster is built
 * anew, what was asked of the former one is forgotten.
 */
public final class Recording implements Ear {

  private static final Duration REACTION = Duration.ofMillis(100);
  private static final Duration LAST_WORK = Duration.ofSeconds(10);

  private final Supplier<SimulatedCluster> clusters;
  private final List<JsonNode> objects;
  private final List<Exchange> exchanges;
  private SimulatedCluster cluster;

  private Recording(
      Supplier<SimulatedCluster> clusters, List<JsonNode> objects, List<Exchange> before) {
    this.clusters = clusters;
    this.objects = objects;
    this.exchanges = new ArrayList<>(before);
    this.cluster = clusters.get();
  }

  /** Listens to a world from now on. */
  public static Recording of(World world, Scenery scenery) {
    return new Recording(world::cluster, scenery.objects(), List.of()).listening(world);
  }

  /**
   * Listens to a cluster from now on.
   *
   * @param objects what it had from the start
   */
  public static Recording of(SimulatedCluster cluster, List<? extends JsonNode> objects) {
    return new Recording(() -> cluster, List.copyOf(objects), List.of()).listening(cluster);
  }

  /** Goes on in a copy of the world. */
  public Recording copy(World copy) {
    return new Recording(copy::cluster, objects, exchanges).listening(copy);
  }

  /** Goes on in a copy of the cluster. */
  public Recording copy(SimulatedCluster copy) {
    return new Recording(() -> copy, objects, exchanges).listening(copy);
  }

  private Recording listening(World world) {
    world.overhear(this);
    return this;
  }

  private Recording listening(SimulatedCluster heard) {
    heard.overhear(this);
    return this;
  }

  @Override
  public void asked(Request request) {}

  @Override
  public void answered(Request request, Reply reply) {
    if (clusters.get() != cluster) {
      cluster = clusters.get();
      exchanges.clear();
    }
    if (request.method() != Request.Method.GET) {
      exchanges.add(new Exchange(cluster.now(), request, reply));
    }
  }

  /** An object is put into the cluster as if it had always been there. */
  public void load(JsonNode object) {
    cluster.load(object);
    exchanges.add(Exchange.loaded(cluster.now(), object));
  }

  /** Whether Kyverno has, or will have, something to do when the story ends. */
  private boolean hasWork() {
    long begun = exchanges.stream().filter(it -> it.part() == Part.BEGUN_BY_KYVERNO).count();
    long ended = exchanges.stream().filter(it -> it.part() == Part.ENDED_BY_KYVERNO).count();
    Instant last = exchanges.isEmpty() ? Instant.EPOCH : exchanges.getLast().at();
    return begun > ended || last.plus(REACTION).isAfter(clusters.get().now());
  }

  /**
   * What there is to tell.
   *
   * @param story whose it is
   * @param world which of its worlds
   * @param whole with what is nobody's business
   */
  public Tale tale(String story, int world, boolean whole) {
    if (hasWork()) {
      clusters.get().pass(LAST_WORK);
    }
    Set<String> holders =
        exchanges.stream()
            .flatMap(it -> it.holder().stream())
            .collect(Collectors.toUnmodifiableSet());
    List<Exchange> told =
        exchanges.stream()
            .filter(it -> it.part() != Part.NONE)
            .filter(it -> whole || !it.isNobodysBusiness(holders))
            .toList();
    Client admin = new Client(clusters.get(), LiveCluster.ADMIN);
    return new Tale(story, world, objects, told, Generated.in(admin));
  }
}
