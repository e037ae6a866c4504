package dev.kyverdict.twice;

import dev.kyverdict.cluster.Reply.Why;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import java.time.Duration;

/** What is around a simulated cluster: calls that others answer. */
final class SimulatedSurroundings implements Surroundings {

  private final SimulatedCluster cluster;

  SimulatedSurroundings(SimulatedCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public void inject(Fault fault) {
    cluster.inject(fault);
  }

  @Override
  public String web(String name, Answer answer) {
    String url = "http://127.0.0.1:8080/" + name;
    cluster.inject(Fault.at(url, effect(answer)));
    return url;
  }

  @Override
  public void settle() {
    cluster.pass(Duration.ofSeconds(2));
  }

  private static Effect effect(Answer answer) {
    return switch (answer) {
      case Answer.Says(int status, String body) -> new Effect.Garbles(status, body);
      case Answer.Hangs() -> new Effect.Loses(Why.HANGS);
    };
  }
}
