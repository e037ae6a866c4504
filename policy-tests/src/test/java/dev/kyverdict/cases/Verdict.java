package dev.kyverdict.cases;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.world.kube.Trees;

/** How the admission of a claim ended. */
record Verdict(Reply reply) {

  boolean admitted() {
    return reply.ok();
  }

  /** Denied by the gate, in words for whoever waits, not by an error. */
  boolean deniedByTheGate() {
    return !admitted() && reply.message().contains("may not start empty");
  }

  /** The source that the claim has now; nothing when it is denied or starts empty. */
  String source() {
    return admitted() ? Trees.text(reply.body(), "spec/dataSourceRef/name") : "";
  }

  /** As the table of the recordings has it. */
  String inAWord() {
    return !admitted() ? "denied" : source().isEmpty() ? "allowed" : "allowed with a source";
  }

  boolean startsEmpty() {
    return admitted() && source().isEmpty();
  }
}
