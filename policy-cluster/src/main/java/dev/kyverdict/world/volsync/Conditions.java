package dev.kyverdict.world.volsync;

import dev.kyverdict.world.kube.Trees;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The condition Synchronizing ({@code internal/controller/statemachine/conditions.go}). */
enum Conditions {
  SYNCING("True", "SyncInProgress", "Synchronization in-progress"),
  MANUAL("False", "WaitingForManual", "Waiting for manual trigger"),
  SCHEDULED("False", "WaitingForSchedule", "Waiting for next scheduled synchronization"),
  CLEANUP("False", "CleaningUp", "Cleanup in-progress");

  private final String value;
  private final String reason;
  private final String message;

  Conditions(String value, String reason, String message) {
    this.value = value;
    this.reason = reason;
    this.message = message;
  }

  void set(ObjectNode status, Instant now) {
    set(status, now, value, reason, message);
  }

  static void error(ObjectNode status, Instant now, String message) {
    set(status, now, "False", "Error", message);
  }

  private static void set(
      ObjectNode status, Instant now, String value, String reason, String message) {
    JsonNode before = status.path("conditions").path(0);
    String since =
        Trees.text(before, "status").equals(value)
            ? Trees.text(before, "lastTransitionTime")
            : Trees.time(now);
    ObjectNode condition = status.putArray("conditions").addObject();
    condition.put("lastTransitionTime", since).put("message", message);
    condition.put("reason", reason).put("status", value).put("type", "Synchronizing");
  }
}
