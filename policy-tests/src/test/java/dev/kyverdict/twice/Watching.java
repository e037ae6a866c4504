package dev.kyverdict.twice;

import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Somebody in a simulated cluster who sees every state of every update request. */
final class Watching implements Actor {

  private final List<JsonNode> seen = new ArrayList<>();

  /** What was seen since the last time. */
  List<JsonNode> take() {
    List<JsonNode> taken = List.copyOf(seen);
    seen.clear();
    return taken;
  }

  @Override
  public String name() {
    return "watching";
  }

  @Override
  public boolean watches(String group, String kind) {
    return kind.equals("UpdateRequest");
  }

  @Override
  public void started(Host host) {
    seen.clear();
  }

  @Override
  public void changed(Host host, Change change) {
    seen.add(change.object());
  }

  @Override
  public void run(Host host, Work work) {
    throw new IllegalStateException("asked for no work: " + work);
  }

  @Override
  public Actor copy() {
    Watching copy = new Watching();
    copy.seen.addAll(seen);
    return copy;
  }
}
