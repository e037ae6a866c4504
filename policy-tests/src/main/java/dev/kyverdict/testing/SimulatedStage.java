package dev.kyverdict.testing;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.sim.Decided;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.explain.Explanation;
import dev.kyverdict.model.KyvernoPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A cluster in the JVM. */
final class SimulatedStage implements Stage {

  /** Between the word that a policy is ready and its coming into force lies another watch. */
  private static final Duration COMES_INTO_FORCE = Duration.ofMillis(100);

  private static final int MOST_SNAPSHOTS = 32;

  /**
   * Clusters in which policies were applied and nothing else happened, by what was done: tests of a
   * class begin alike, and a copy is had sooner than Kyverno has looked at a policy.
   */
  private static final Map<List<Object>, SimulatedCluster> SNAPSHOTS =
      new LinkedHashMap<>(MOST_SNAPSHOTS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, SimulatedCluster> eldest) {
          return size() > MOST_SNAPSHOTS;
        }
      };

  private final List<Object> history = new ArrayList<>();
  private SimulatedCluster cluster;
  private boolean touched;
  private final Engine engine = Engine.newest();
  private final List<KyvernoPolicy> policies = new ArrayList<>();

  SimulatedStage() {
    synchronized (SNAPSHOTS) {
      cluster = WithKinds.CLUSTER.copy();
    }
  }

  /** The one that those of all scenarios are copied from. */
  private static final class WithKinds {
    static final SimulatedCluster CLUSTER = make();

    private static SimulatedCluster make() {
      SimulatedCluster made = SimulatedCluster.start();
      OpenKinds.ALL.forEach(made::load);
      made.pass(Duration.ofSeconds(1));
      return made;
    }
  }

  @Override
  public Cluster cluster() {
    return cluster;
  }

  @Override
  public void load(JsonNode object) {
    history.add(object);
    cluster.load(object);
  }

  @Override
  public void apply(KyvernoPolicy policy) {
    policies.add(policy);
    history.add(policy);
    if (touched) {
      applyNow(policy);
      return;
    }
    List<Object> key = List.copyOf(history);
    synchronized (SNAPSHOTS) {
      SimulatedCluster known = SNAPSHOTS.get(key);
      if (known != null) {
        cluster = known.copy();
        return;
      }
    }
    applyNow(policy);
    synchronized (SNAPSHOTS) {
      SNAPSHOTS.put(key, cluster.copy());
    }
  }

  private void applyNow(KyvernoPolicy policy) {
    Policies.apply(cluster, policy);
    cluster.pass(COMES_INTO_FORCE);
  }

  @Override
  public void touched() {
    touched = true;
  }

  @Override
  public List<Decision> decisions() {
    return cluster.decisions().stream().map(Decided::decision).toList();
  }

  @Override
  public boolean showsDecisions() {
    return true;
  }

  @Override
  public void inject(Fault fault) {
    touched();
    cluster.inject(fault);
  }

  @Override
  public void heal(Fault fault) {
    touched();
    cluster.heal(fault);
  }

  @Override
  public String explain(Decision decision) {
    return Explanation.of(
        engine,
        policies.stream().map(engine::compile).toList(),
        decision,
        new LookingReader(cluster.copy(), EngineStage.KYVERNO));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
