package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.actor.Work;
import tools.jackson.databind.JsonNode;

/** What the controller has still to do. */
sealed interface Task extends Work {

  /** An UpdateRequest is to be looked at. */
  record Request(String name) implements Task {}

  /** An UpdateRequest comes back to the queue after an error. */
  record RequestAgain(String name) implements Task {}

  /** A policy is new to the controller. */
  record Added(JsonNode policy) implements Task {}

  /** A policy has changed. */
  record Changed(JsonNode before, JsonNode after) implements Task {}

  /** A policy is gone. */
  record Gone(JsonNode policy) implements Task {}

  /** Existing objects are to be looked at under a policy. */
  record Policy(String key) implements Task {}

  /** A policy comes back to the queue after an error. */
  record PolicyAgain(String key) implements Task {}

  /** All policies are to be looked at again. */
  record Rescan() implements Task {}

  /** An event is to be written. */
  record Emit(JsonNode event, int failures) implements Task {}
}
