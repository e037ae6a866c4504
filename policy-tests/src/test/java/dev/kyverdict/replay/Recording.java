package dev.kyverdict.replay;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.sim.Ear;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that was asked of a world's cluster. When the cluster is built anew, what was asked of
 * the former one is forgotten.
 */
public final class Recording implements Ear {

  private final World world;
  private final List<Exchange> exchanges;
  private SimulatedCluster cluster;

  private Recording(World world, List<Exchange> before) {
    this.world = world;
    this.exchanges = new ArrayList<>(before);
    this.cluster = world.cluster();
  }

  /** Listens from now on. */
  public static Recording of(World world) {
    return listening(world, List.of());
  }

  /** Goes on in a copy of the world. */
  public Recording copy(World copy) {
    return listening(copy, exchanges);
  }

  private static Recording listening(World world, List<Exchange> before) {
    Recording recording = new Recording(world, before);
    world.overhear(recording);
    return recording;
  }

  @Override
  public void asked(Request request) {}

  @Override
  public void answered(Request request, Reply reply) {
    if (world.cluster() != cluster) {
      cluster = world.cluster();
      exchanges.clear();
    }
    exchanges.add(new Exchange(cluster.now(), request, reply));
  }

  /** All of it, in the order of the answers. */
  public List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }
}
