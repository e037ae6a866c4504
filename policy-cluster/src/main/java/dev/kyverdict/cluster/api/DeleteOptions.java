package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.types.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the options of a DELETE ask for. */
final class DeleteOptions {

  static final String ORPHAN = "orphan";
  static final String FOREGROUND = "foregroundDeletion";

  private static final Set<String> POLICIES = Set.of("Foreground", "Background", "Orphan");

  private DeleteOptions() {}

  /** Refuses options that make no sense. */
  static void check(JsonNode options) {
    String policy = options.path("propagationPolicy").asString("");
    if (options.has("propagationPolicy") && options.has("orphanDependents")) {
      throw invalid(
          "propagationPolicy",
          "Invalid value: \"%s\": orphanDependents and deletionPropagation cannot be both set"
              .formatted(policy));
    }
    if (options.has("propagationPolicy") && !POLICIES.contains(policy)) {
      throw invalid(
          "propagationPolicy",
          "Unsupported value: \"%s\": supported values: \"Background\", \"Foreground\", \"Orphan\""
              .formatted(policy));
    }
  }

  private static Refusal invalid(String field, String text) {
    boolean unsupported = text.startsWith("Unsupported");
    return Refusal.invalid(
        "meta.k8s.io",
        "DeleteOptions",
        "",
        field + ": " + text,
        List.of(
            new Refusal.Cause(
                unsupported ? "FieldValueNotSupported" : "FieldValueInvalid", text, field)));
  }

  static void checkPreconditions(ResourceType type, JsonNode object, JsonNode options) {
    String uid = options.path("preconditions").path("uid").asString("");
    if (!uid.isEmpty() && !uid.equals(Meta.uid(object))) {
      throw Refusal.conflict(
          type.group(),
          type.kind(),
          Meta.name(object),
          ("the UID in the precondition (%s) does not match the UID in record (%s). The object"
                  + " might have been deleted and then recreated")
              .formatted(uid, Meta.uid(object)));
    }
    String version = options.path("preconditions").path("resourceVersion").asString("");
    if (!version.isEmpty() && !version.equals(Meta.resourceVersion(object))) {
      throw Refusal.conflict(
          type.group(),
          type.kind(),
          Meta.name(object),
          ("the ResourceVersion in the precondition (%s) does not match the ResourceVersion in"
                  + " record (%s). The object might have been modified")
              .formatted(version, Meta.resourceVersion(object)));
    }
  }

  /** {@code deletionFinalizersForGarbageCollection}: events are not collected. */
  static List<String> finalizers(ResourceType type, List<String> before, JsonNode options) {
    if (type.storage().equals("/events")) {
      return before;
    }
    List<String> after = new ArrayList<>(before);
    after.removeAll(List.of(ORPHAN, FOREGROUND));
    String policy = options.path("propagationPolicy").asString("");
    JsonNode orphan = options.path("orphanDependents");
    if (orphan.isBoolean()) {
      if (orphan.asBoolean()) {
        after.add(ORPHAN);
      }
    } else if (policy.equals("Orphan") || (policy.isEmpty() && before.contains(ORPHAN))) {
      after.add(ORPHAN);
    } else if (policy.equals("Foreground") || (policy.isEmpty() && before.contains(FOREGROUND))) {
      after.add(FOREGROUND);
    }
    return after;
  }
}
