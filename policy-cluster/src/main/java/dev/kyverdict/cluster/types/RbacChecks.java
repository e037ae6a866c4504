package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Checks roles and bindings: {@code pkg/apis/rbac/validation/validation.go}. */
final class RbacChecks {

  private static final String GROUP = "rbac.authorization.k8s.io";

  private RbacChecks() {}

  static List<FieldError> rules(JsonNode role, boolean namespaced) {
    List<FieldError> errors = new ArrayList<>();
    JsonNode rules = role.path("rules");
    for (int i = 0; i < rules.size(); i++) {
      rule(rules.get(i), "rules[" + i + "]", namespaced, errors);
    }
    JsonNode aggregation = role.path("aggregationRule");
    if (aggregation.isObject() && aggregation.path("clusterRoleSelectors").isEmpty()) {
      errors.add(
          FieldError.required(
              "aggregationRule.clusterRoleSelectors",
              "at least one clusterRoleSelector required if aggregationRule is non-nil"));
    }
    return errors;
  }

  private static void rule(
      JsonNode rule, String path, boolean namespaced, List<FieldError> errors) {
    if (rule.path("verbs").isEmpty()) {
      errors.add(FieldError.required(path + ".verbs", "verbs must contain at least one value"));
    }
    JsonNode urls = rule.path("nonResourceURLs");
    if (!urls.isEmpty()) {
      String place = path + ".nonResourceURLs";
      if (namespaced) {
        errors.add(
            FieldError.invalid(place, urls, "namespaced rules cannot apply to non-resource URLs"));
      }
      if (!rule.path("apiGroups").isEmpty()
          || !rule.path("resources").isEmpty()
          || !rule.path("resourceNames").isEmpty()) {
        errors.add(
            FieldError.invalid(
                place, urls, "rules cannot apply to both regular resources and non-resource URLs"));
      }
      return;
    }
    if (rule.path("apiGroups").isEmpty()) {
      errors.add(
          FieldError.required(
              path + ".apiGroups", "resource rules must supply at least one api group"));
    }
    if (rule.path("resources").isEmpty()) {
      errors.add(
          FieldError.required(
              path + ".resources", "resource rules must supply at least one resource"));
    }
  }

  static List<FieldError> binding(JsonNode binding, boolean namespaced) {
    List<FieldError> errors = new ArrayList<>();
    JsonNode role = binding.path("roleRef");
    group(role, "roleRef", GROUP, errors);
    List<String> kinds = namespaced ? List.of("Role", "ClusterRole") : List.of("ClusterRole");
    if (!kinds.contains(role.path("kind").asString(""))) {
      errors.add(FieldError.notSupported("roleRef.kind", role.path("kind"), kinds));
    }
    String name = role.path("name").asString("");
    if (name.isEmpty()) {
      errors.add(FieldError.required("roleRef.name", ""));
    } else {
      Names.pathSegment(name)
          .forEach(it -> errors.add(FieldError.invalid("roleRef.name", name, it)));
    }
    JsonNode subjects = binding.path("subjects");
    for (int i = 0; i < subjects.size(); i++) {
      subject(subjects.get(i), "subjects[" + i + "]", namespaced, errors);
    }
    return errors;
  }

  private static void group(JsonNode holder, String path, String group, List<FieldError> errors) {
    if (!holder.path("apiGroup").asString("").equals(group)) {
      errors.add(
          FieldError.notSupported(path + ".apiGroup", holder.path("apiGroup"), List.of(group)));
    }
  }

  private static void subject(
      JsonNode subject, String path, boolean namespaced, List<FieldError> errors) {
    String name = subject.path("name").asString("");
    if (name.isEmpty()) {
      errors.add(FieldError.required(path + ".name", ""));
    }
    switch (subject.path("kind").asString("")) {
      case "ServiceAccount" -> {
        if (!name.isEmpty()) {
          Names.subdomain(name)
              .forEach(it -> errors.add(FieldError.invalid(path + ".name", name, it)));
        }
        group(subject, path, "", errors);
        if (!namespaced && subject.path("namespace").asString("").isEmpty()) {
          errors.add(FieldError.required(path + ".namespace", ""));
        }
      }
      case "User", "Group" -> group(subject, path, GROUP, errors);
      default ->
          errors.add(
              FieldError.notSupported(
                  path + ".kind",
                  subject.path("kind"),
                  List.of("ServiceAccount", "User", "Group")));
    }
  }
}
