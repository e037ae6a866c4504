package dev.kyverdict.testing;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.live.LiveCluster;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.model.KyvernoPolicy;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A real cluster; what Kyverno decides in it shows in answers and objects only. */
final class LiveStage implements Stage {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LiveCluster cluster;
  private final Client client;

  LiveStage(LiveCluster cluster) {
    this.cluster = cluster;
    this.client = new Client(cluster, LiveCluster.ADMIN);
    cluster.clear();
  }

  @Override
  public Cluster cluster() {
    return cluster;
  }

  @Override
  public void load(JsonNode object) {
    if (object.path("kind").asString("").equals("Namespace")) {
      cluster.await(PATIENCE, () -> !isGoing(Trees.name(object)));
    }
    Reply made = client.create(object);
    boolean isThere = made.status() == 409 && object.path("kind").asString("").equals("Namespace");
    if (!made.ok() && !isThere) {
      throw new AssertionError(
          Trees.title(object) + ": the cluster does not take it: " + made.message());
    }
    if (object.has("status")) {
      ObjectNode whole = (ObjectNode) made.body().deepCopy();
      whole.set("status", object.get("status"));
      client.update(whole, "/status");
    }
  }

  /** An earlier test may have left it on its way out. */
  private boolean isGoing(String namespace) {
    return client
        .find("v1", "Namespace", "", namespace)
        .filter(object -> object.path("metadata").has("deletionTimestamp"))
        .isPresent();
  }

  @Override
  public void apply(KyvernoPolicy policy) {
    Policies.apply(cluster, policy);
    cluster.settled(PATIENCE);
  }

  @Override
  public List<Decision> decisions() {
    return List.of();
  }

  @Override
  public boolean showsDecisions() {
    return false;
  }

  @Override
  public void inject(Fault fault) {
    cluster.inject(fault);
  }

  @Override
  public void heal(Fault fault) {
    cluster.heal(fault);
  }

  @Override
  public String explain(Decision decision) {
    return "";
  }

  @Override
  public void close() {
    cluster.clear();
  }
}
