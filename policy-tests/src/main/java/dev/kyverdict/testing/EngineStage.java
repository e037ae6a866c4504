package dev.kyverdict.testing;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.engine.explain.Explanation;
import dev.kyverdict.engine.match.HelmDefaults;
import dev.kyverdict.model.KyvernoPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The engine with objects around it. */
final class EngineStage implements Stage {

  /** As whom Kyverno asks the API server. */
  static final UserInfo KYVERNO =
      UserInfo.of(
          "system:serviceaccount:kyverno:kyverno-admission-controller",
          "system:serviceaccounts",
          "system:serviceaccounts:kyverno",
          "system:authenticated");

  /** Decides about a request beside the engine, and says where it comes to something else. */
  interface Witness {

    /** Nobody else is asked. */
    Witness NONE = (policies, decision, objects, config) -> {};

    /**
     * Is asked as well.
     *
     * @throws AssertionError when it decides otherwise
     */
    void ask(
        List<KyvernoPolicy> policies,
        Decision decision,
        List<JsonNode> objects,
        Map<String, String> config);
  }

  private final Engine engine =
      Engine.behindApiServer(
          KyvernoVersion.V1_19_1, KyvernoConfig.DEFAULT.withData(HelmDefaults.CONFIG));
  private final EngineCluster cluster = new EngineCluster(this::decide);
  private final ClusterReader reader = new LookingReader(cluster, KYVERNO);
  private final List<CompiledPolicy> policies = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final Witness witness;

  EngineStage(Witness witness) {
    this.witness = witness;
  }

  private Decision decide(AdmissionRequest request) {
    Decision decision = engine.admit(List.copyOf(policies), request, reader);
    decisions.add(decision);
    if (decision.notSeen().isEmpty() && !policies.isEmpty()) {
      witness.ask(
          policies.stream().map(CompiledPolicy::policy).toList(),
          decision,
          cluster.store().all(),
          HelmDefaults.CONFIG);
    }
    return decision;
  }

  @Override
  public Cluster cluster() {
    return cluster;
  }

  @Override
  public void know(Name name) {
    cluster.store().know(ResourceKind.of(name.apiVersion(), name.kind()));
  }

  @Override
  public void load(JsonNode object) {
    cluster.store().put(object);
  }

  @Override
  public void apply(KyvernoPolicy policy) {
    policies.add(engine.compile(policy));
  }

  @Override
  public List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  @Override
  public boolean showsDecisions() {
    return true;
  }

  @Override
  public void inject(Fault fault) {
    cluster.faults().add(fault);
  }

  @Override
  public void heal(Fault fault) {
    cluster.faults().remove(fault);
  }

  @Override
  public String explain(Decision decision) {
    return Explanation.of(engine, List.copyOf(policies), decision, reader);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
