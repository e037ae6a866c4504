package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Checks pods and what makes them: required fields, selectors, and what may not change. */
final class WorkloadChecks {

  private static final List<String> CONTAINERS = List.of("containers", "initContainers");
  private static final List<String> FIXED_IN_JOBS =
      List.of(
          "completions",
          "selector",
          "template",
          "completionMode",
          "podFailurePolicy",
          "backoffLimitPerIndex",
          "managedBy",
          "successPolicy");

  private WorkloadChecks() {}

  static List<FieldError> pod(JsonNode spec, String path) {
    List<FieldError> errors = new ArrayList<>();
    if (spec.path("containers").isEmpty()) {
      errors.add(FieldError.required(path + ".containers", ""));
    }
    Set<String> names = new HashSet<>();
    for (String field : CONTAINERS) {
      JsonNode containers = spec.path(field);
      for (int i = 0; i < containers.size(); i++) {
        container(containers.get(i), path + "." + field + "[" + i + "]", names, errors);
      }
    }
    return errors;
  }

  private static void container(
      JsonNode container, String path, Set<String> names, List<FieldError> errors) {
    String name = container.path("name").asString("");
    if (name.isEmpty()) {
      errors.add(FieldError.required(path + ".name", ""));
    } else {
      Names.label(name).forEach(it -> errors.add(FieldError.invalid(path + ".name", name, it)));
    }
    errors.addAll(KindChecks.required(container, "image", path + ".image"));
    if (!names.add(name)) {
      errors.add(FieldError.duplicate(path + ".name", container.path("name")));
    }
  }

  /** What differs from the pod that was, but for what may change. */
  static List<FieldError> podUpdate(JsonNode spec, JsonNode old) {
    ObjectNode now = aligned(spec, old);
    ObjectNode before = aligned(old, old);
    return Sameness.same(now, before)
        ? List.of()
        : List.of(
            FieldError.forbidden(
                "spec",
                "pod updates may not change fields other than `spec.containers[*].image`,"
                    + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
                    + "`spec.tolerations` (only additions to existing tolerations),"
                    + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was"
                    + " previously negative)"));
  }

  private static ObjectNode aligned(JsonNode spec, JsonNode old) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    if (spec instanceof ObjectNode object) {
      copy.setAll(object);
    }
    copy.remove(List.of("activeDeadlineSeconds", "tolerations"));
    for (String field : CONTAINERS) {
      JsonNode containers = copy.path(field);
      if (containers.isArray()) {
        var images = copy.putArray(field);
        for (JsonNode container : containers) {
          images.add(((ObjectNode) container.deepCopy()).put("image", ""));
        }
      }
    }
    if (!old.has("schedulingGates")) {
      return copy;
    }
    copy.remove(List.of("schedulingGates", "nodeSelector", "affinity"));
    return copy;
  }

  static List<FieldError> controller(String kind, JsonNode spec) {
    List<FieldError> errors = new ArrayList<>();
    JsonNode selector = spec.path("selector");
    String lower = kind.equals("ReplicaSet") ? "deployment" : kind.toLowerCase(Locale.ROOT);
    if (!selector.isObject()) {
      if (!kind.equals("DaemonSet")) {
        errors.add(FieldError.required("spec.selector", ""));
      }
    } else {
      errors.addAll(SelectorChecks.check(selector, "spec.selector"));
      if (selector.path("matchLabels").isEmpty() && selector.path("matchExpressions").isEmpty()) {
        errors.add(
            FieldError.invalid(
                "spec.selector", selector, "empty selector is invalid for " + lower));
      }
    }
    JsonNode labels = spec.path("template").path("metadata").path("labels");
    if (!matches(selector, labels)) {
      errors.add(
          FieldError.invalid(
              "spec.template.metadata.labels",
              labels,
              "`selector` does not match template `labels`"));
    }
    JsonNode template = spec.path("template").path("spec");
    errors.addAll(pod(template, "spec.template.spec"));
    if (!template.path("restartPolicy").asString("").equals("Always")) {
      errors.add(
          FieldError.notSupported(
              "spec.template.spec.restartPolicy",
              template.path("restartPolicy"),
              List.of("Always")));
    }
    return errors;
  }

  private static boolean matches(JsonNode selector, JsonNode labels) {
    if (!selector.isObject()) {
      return false;
    }
    for (var label : selector.path("matchLabels").properties()) {
      if (!Sameness.same(labels.path(label.getKey()), label.getValue())) {
        return false;
      }
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      if (!matchesExpression(expression, labels)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matchesExpression(JsonNode expression, JsonNode labels) {
    JsonNode value = labels.path(expression.path("key").asString(""));
    boolean listed = false;
    for (JsonNode item : expression.path("values")) {
      listed |= Sameness.same(item, value);
    }
    return switch (expression.path("operator").asString("")) {
      case "In" -> listed;
      case "NotIn" -> !listed;
      case "Exists" -> !value.isMissingNode();
      default -> value.isMissingNode();
    };
  }

  static List<FieldError> statefulSetUpdate(JsonNode spec, JsonNode old) {
    List<String> free =
        List.of(
            "replicas",
            "template",
            "updateStrategy",
            "minReadySeconds",
            "ordinals",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy");
    return Sameness.same(without(spec, free), without(old, free))
        ? List.of()
        : List.of(
            FieldError.forbidden(
                "spec",
                "updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                    + " 'template', 'updateStrategy', 'revisionHistoryLimit',"
                    + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are"
                    + " forbidden"));
  }

  private static ObjectNode without(JsonNode spec, List<String> fields) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    if (spec instanceof ObjectNode object) {
      copy.setAll(object);
    }
    copy.remove(fields);
    return copy;
  }

  static List<FieldError> job(JsonNode spec, String path) {
    JsonNode template = spec.path("template").path("spec");
    List<FieldError> errors = new ArrayList<>(pod(template, path + ".template.spec"));
    String place = path + ".template.spec.restartPolicy";
    switch (template.path("restartPolicy").asString("")) {
      case "OnFailure", "Never" -> {}
      case "", "Always" ->
          errors.add(FieldError.required(place, "valid values: \"OnFailure\", \"Never\""));
      default ->
          errors.add(
              FieldError.notSupported(
                  place, template.path("restartPolicy"), List.of("OnFailure", "Never")));
    }
    return errors;
  }

  static List<FieldError> jobUpdate(JsonNode spec, JsonNode old) {
    List<FieldError> errors = new ArrayList<>();
    boolean indexed = spec.path("completionMode").asString("").equals("Indexed");
    boolean suspended = old.path("suspend").asBoolean(false);
    for (String field : FIXED_IN_JOBS) {
      boolean free =
          (indexed && field.equals("completions")) || (suspended && field.equals("template"));
      if (!free) {
        KindChecks.fixed(spec, old, field, "spec." + field, "field is immutable", errors);
      }
    }
    return errors;
  }

  static List<FieldError> cronJob(JsonNode object) {
    JsonNode spec = object.path("spec");
    List<FieldError> errors = new ArrayList<>();
    String name = object.path("metadata").path("name").asString("");
    errors.addAll(KindChecks.required(spec, "schedule", "spec.schedule"));
    errors.addAll(job(spec.path("jobTemplate").path("spec"), "spec.jobTemplate.spec"));
    Names.ofCronJob(name).forEach(it -> errors.add(FieldError.invalid("metadata.name", name, it)));
    return errors;
  }
}
