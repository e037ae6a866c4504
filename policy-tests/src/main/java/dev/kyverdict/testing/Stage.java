package dev.kyverdict.testing;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.model.KyvernoPolicy;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A cluster that a scenario plays on, with what only some clusters let a test see and do. */
interface Stage extends AutoCloseable {

  /** The cluster. */
  Cluster cluster();

  /** Something is to be asked about objects of a kind. */
  default void know(Name name) {
    // a cluster knows its kinds
  }

  /** Puts an object there as if it had always been there. */
  void load(JsonNode object);

  /** Applies a policy, and comes back when it holds. */
  void apply(KyvernoPolicy policy);

  /** Something else than loading and applying happens from here on. */
  default void touched() {
    // only a cluster that can be copied makes use of it
  }

  /** Every decision that Kyverno has taken, in order; none where they cannot be seen. */
  List<Decision> decisions();

  /** Whether {@link #decisions()} tells them. */
  boolean showsDecisions();

  /** Makes calls fail. */
  void inject(Fault fault);

  /** Ends a fault. */
  void heal(Fault fault);

  /** A decision with its reasons and the nearest flip. */
  String explain(Decision decision);

  @Override
  void close();
}
