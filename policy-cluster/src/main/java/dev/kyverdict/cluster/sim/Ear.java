package dev.kyverdict.cluster.sim;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;

/** Who hears the calls of a simulated cluster. What is heard must not be answered by calls. */
@FunctionalInterface
public interface Ear {

  /** A call before it is sent, in the order in which faults count them. */
  void asked(Request request);

  /** A call of the Kubernetes API with its answer: calls that it led to were answered before. */
  default void answered(Request request, Reply reply) {}
}
