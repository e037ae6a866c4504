package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Checks that only some built-in kinds have: {@code pkg/apis/…/validation/validation.go}. */
final class KindChecks {

  private static final String IMMUTABLE = "field is immutable when `immutable` is set";

  private KindChecks() {}

  static List<FieldError> create(ResourceType type, JsonNode object) {
    return switch (type.qualifiedKind()) {
      case "PersistentVolumeClaim" -> ClaimChecks.spec(object.path("spec"), "spec", false);
      default -> always(type, object);
    };
  }

  /** What is checked on creation and on every update. */
  private static List<FieldError> always(ResourceType type, JsonNode object) {
    JsonNode spec = object.path("spec");
    return switch (type.qualifiedKind()) {
      case "ConfigMap", "Secret" -> DataChecks.check(type.kind(), object);
      case "Service" -> ServiceChecks.check(spec);
      case "Pod" -> WorkloadChecks.pod(spec, "spec");
      case "Deployment.apps", "ReplicaSet.apps", "StatefulSet.apps", "DaemonSet.apps" ->
          WorkloadChecks.controller(type.kind(), spec);
      case "Job.batch" -> WorkloadChecks.job(spec, "spec");
      case "CronJob.batch" -> WorkloadChecks.cronJob(object);
      case "Role.rbac.authorization.k8s.io" -> RbacChecks.rules(object, true);
      case "ClusterRole.rbac.authorization.k8s.io" -> RbacChecks.rules(object, false);
      case "RoleBinding.rbac.authorization.k8s.io" -> RbacChecks.binding(object, true);
      case "ClusterRoleBinding.rbac.authorization.k8s.io" -> RbacChecks.binding(object, false);
      case "PersistentVolume" -> volume(spec);
      case "Ingress.networking.k8s.io" -> ingress(spec);
      case "StorageClass.storage.k8s.io" -> required(object, "provisioner", "provisioner");
      case "CustomResourceDefinition.apiextensions.k8s.io" -> definition(object);
      default -> List.of();
    };
  }

  static List<FieldError> required(JsonNode holder, String field, String path) {
    return holder.path(field).asString("").isEmpty()
        ? List.of(FieldError.required(path, ""))
        : List.of();
  }

  private static List<FieldError> volume(JsonNode spec) {
    List<FieldError> errors = new ArrayList<>();
    if (spec.path("accessModes").isEmpty()) {
      errors.add(FieldError.required("spec.accessModes", ""));
    }
    if (spec.path("capacity").isEmpty()) {
      errors.add(FieldError.required("spec.capacity", ""));
    }
    return errors;
  }

  private static List<FieldError> ingress(JsonNode spec) {
    return spec.path("rules").isEmpty() && !spec.has("defaultBackend")
        ? List.of(
            FieldError.invalid(
                "spec",
                NullNode.getInstance(),
                "either `defaultBackend` or `rules` must be specified"))
        : List.of();
  }

  private static List<FieldError> definition(JsonNode object) {
    String name = object.path("metadata").path("name").asString("");
    JsonNode spec = object.path("spec");
    String plural = spec.path("names").path("plural").asString("");
    return name.equals(plural + "." + spec.path("group").asString(""))
        ? List.of()
        : List.of(
            FieldError.invalid(
                "metadata.name", name, "must be spec.names.plural+\".\"+spec.group"));
  }

  static List<FieldError> update(ResourceType type, JsonNode object, JsonNode old) {
    JsonNode spec = object.path("spec");
    JsonNode before = old.path("spec");
    List<FieldError> errors = new ArrayList<>();
    switch (type.qualifiedKind()) {
      case "PersistentVolumeClaim" -> {
        return ClaimChecks.update(object, old);
      }
      case "ConfigMap" -> immutable(object, old, List.of("data", "binaryData"), errors);
      case "Secret" -> {
        fixed(object, old, "type", "type", "field is immutable", errors);
        immutable(object, old, List.of("data"), errors);
      }
      case "Service" -> errors.addAll(ServiceChecks.update(spec, before));
      case "Pod" -> errors.addAll(WorkloadChecks.podUpdate(spec, before));
      case "Deployment.apps", "DaemonSet.apps", "ReplicaSet.apps" ->
          fixed(spec, before, "selector", "spec.selector", "field is immutable", errors);
      case "StatefulSet.apps" -> errors.addAll(WorkloadChecks.statefulSetUpdate(spec, before));
      case "Job.batch" -> errors.addAll(WorkloadChecks.jobUpdate(spec, before));
      case "RoleBinding.rbac.authorization.k8s.io",
          "ClusterRoleBinding.rbac.authorization.k8s.io" ->
          fixed(object, old, "roleRef", "roleRef", "cannot change roleRef", errors);
      case "StorageClass.storage.k8s.io" -> storageClass(object, old, errors);
      default -> {}
    }
    errors.addAll(always(type, object));
    return errors;
  }

  /** A field that may not change. */
  static void fixed(
      JsonNode object,
      JsonNode old,
      String field,
      String path,
      String text,
      List<FieldError> errors) {
    if (!Sameness.same(object.path(field), old.path(field))) {
      errors.add(FieldError.invalid(path, object.path(field), text));
    }
  }

  private static void immutable(
      JsonNode object, JsonNode old, List<String> fields, List<FieldError> errors) {
    if (!old.path("immutable").asBoolean(false)) {
      return;
    }
    if (!object.path("immutable").asBoolean(false)) {
      errors.add(FieldError.forbidden("immutable", IMMUTABLE));
    }
    for (String field : fields) {
      if (!Sameness.same(object.path(field), old.path(field))) {
        errors.add(FieldError.forbidden(field, IMMUTABLE));
      }
    }
  }

  private static void storageClass(JsonNode object, JsonNode old, List<FieldError> errors) {
    for (String field : List.of("parameters", "provisioner", "reclaimPolicy")) {
      if (!Sameness.same(object.path(field), old.path(field))) {
        errors.add(FieldError.forbidden(field, "updates to " + field + " are forbidden."));
      }
    }
    fixed(object, old, "volumeBindingMode", "volumeBindingMode", "field is immutable", errors);
  }

  static List<FieldError> updateStatus(ResourceType type, JsonNode object) {
    if (!type.qualifiedKind().equals("Namespace")) {
      return List.of();
    }
    boolean going = object.path("metadata").has("deletionTimestamp");
    JsonNode phase = object.path("status").path("phase");
    String wanted = going ? "Terminating" : "Active";
    return phase.asString("").equals(wanted)
        ? List.of()
        : List.of(
            FieldError.invalid(
                "status.Phase",
                phase,
                "may only be '%s' if `deletionTimestamp` is %sempty"
                    .formatted(wanted, going ? "not " : "")));
  }
}
