package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.tree.OutOfReachException;
import dev.kyverdict.chainsaw.tree.TreeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whether a test can be run at all: which of its steps needs what there is not. */
final class Reach {

  /** What Kyverno's other controllers and engines do, by API group or kind. */
  private static final List<Need> NEEDS =
      List.of(
          new Need("CEL policies", "policies\\.kyverno\\.io/.*", ".*"),
          new Need("exceptions", "kyverno\\.io/.*", "PolicyException"),
          new Need("cleanup policies", "kyverno\\.io/.*", "(Cluster)?CleanupPolicy"),
          new Need("reports", "(wgpolicyk8s|openreports|reports\\.kyverno)\\.io/.*", ".*"),
          new Need("reports", ".*", "(Cluster)?(EphemeralReport|PolicyReport)"),
          new Need(
              "admission policies of the API server",
              "admissionregistration\\.k8s\\.io/.*",
              "(Validating|Mutating)AdmissionPolicy(Binding)?"));

  /** What rules of policies may hold. */
  private static final List<Part> PARTS =
      List.of(
          new Part("CEL", "/validate/cel"),
          new Part("CEL", "/celPreconditions"),
          new Part("image verification", "/verifyImages"),
          new Part("signed manifests", "/validate/manifests"),
          new Part("pod security", "/validate/podSecurity"));

  /** What contexts may ask, at any depth of a rule. */
  private static final List<String> SOURCES = List.of("imageRegistry");

  private static final Set<String> RUNNING =
      Set.of("Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob");

  private static final Set<String> SHOWING = Set.of("podLogs", "events", "describe", "get");

  private Reach() {}

  private record Need(String what, String version, String kind) {
    boolean is(JsonNode object) {
      return Manifest.version(object).matches(version) && Manifest.kind(object).matches(kind);
    }
  }

  private record Part(String what, String pointer) {}

  /**
   * A step that cannot be run.
   *
   * @param where its name and line
   * @param what it needs
   */
  record Gap(String where, String what) {}

  /** The first step that cannot be run. */
  static Optional<Gap> gap(ChainsawTest test, Scope scope) {
    for (Step step : test.steps()) {
      for (List<Operation> list : List.of(step.trying(), step.ending(), step.cleaning())) {
        for (Operation operation : list) {
          Optional<String> need = need(operation, step, scope);
          if (need.isPresent()) {
            return Optional.of(new Gap(where(step, operation), need.get()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** As it is named in reports. */
  static String where(Step step, Operation operation) {
    return "step '%s', %s at %s:%d"
        .formatted(
            step.name(), operation.kind(), operation.place().file(), operation.place().line());
  }

  private static Optional<String> need(Operation operation, Step step, Scope scope) {
    try {
      if (step.spec().has("cluster") || operation.body().has("cluster")) {
        return Optional.of("a second cluster");
      }
      return switch (operation.kind()) {
        case "apply", "create", "update", "patch", "assert", "error" ->
            ofObjects(operation, scope.with(step.bindings()));
        case "delete", "sleep" -> Optional.empty();
        case "command", "script" -> ofFiles(Commands.script(operation).files(), scope);
        case "wait" -> {
          Waits.demandReach(operation.body());
          yield Optional.empty();
        }
        default -> Optional.of("the operation " + operation.kind());
      };
    } catch (OutOfReachException out) {
      return Optional.of(out.what());
    } catch (TreeException unknownYet) {
      return Optional.empty();
    }
  }

  /** Whether an operation only shows something after a failure. */
  static boolean isForShow(Operation operation) {
    return SHOWING.contains(operation.kind());
  }

  private static Optional<String> ofObjects(Operation operation, Scope scope) {
    try {
      List<JsonNode> objects =
          scope.with(operation.body().path("bindings")).objects(operation.body(), false);
      boolean waits = operation.kind().equals("assert");
      return objects.stream()
          .flatMap(object -> need(object).or(() -> needOfNode(object, waits)).stream())
          .findFirst();
    } catch (OperationFailedException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> ofFiles(List<String> files, Scope scope) {
    for (String file : files) {
      try {
        for (JsonNode object : ResourceFiles.load(scope.folder(), file, false)) {
          Optional<String> need = need(object);
          if (need.isPresent()) {
            return need;
          }
        }
      } catch (OperationFailedException unreadable) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Nothing runs pods: what waits for their status, or for Kyverno's own, waits for ever. */
  private static Optional<String> needOfNode(JsonNode object, boolean waits) {
    boolean isOfKyverno = Manifest.namespace(object).equals("kyverno");
    boolean isRunning =
        waits
            && RUNNING.contains(Manifest.kind(object))
            && (isOfKyverno || !object.path("status").isEmpty());
    return isRunning
        ? Optional.of("pods that run (" + Manifest.kind(object) + ")")
        : Optional.empty();
  }

  private static Optional<String> need(JsonNode object) {
    for (Need need : NEEDS) {
      if (need.is(object)) {
        return Optional.of(need.what + " (" + Manifest.kind(object) + ")");
      }
    }
    if (object.path("reportingComponent").asString("").equals("kyverno-scan")) {
      return Optional.of("background scans of the reports controller (Event)");
    }
    if (object.path("metadata").path("labels").has("cleanup.kyverno.io/ttl")) {
      return Optional.of("time to live (cleanup.kyverno.io/ttl)");
    }
    for (JsonNode rule : object.path("spec").path("rules")) {
      for (Part part : PARTS) {
        if (!rule.at(part.pointer).isMissingNode()) {
          return Optional.of(part.what + " (" + part.pointer.substring(1) + ")");
        }
      }
      for (String source : SOURCES) {
        if (rule.findValue(source) != null) {
          return Optional.of("a context of Kyverno's surroundings (" + source + ")");
        }
      }
    }
    return Optional.empty();
  }
}
