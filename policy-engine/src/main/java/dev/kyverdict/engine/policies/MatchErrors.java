package dev.kyverdict.engine.policies;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** {@code match} and {@code exclude} ({@code api/kyverno/v1/match_resources_types.go}). */
record MatchErrors(FieldErrors errors, boolean namespaced, Set<String> clusterKinds) {

  private static final String ACCOUNT = "ServiceAccount";

  void check(String path, JsonNode block) {
    if (!block.path("any").isEmpty() && !block.path("all").isEmpty()) {
      errors.invalid(path, block, "MatchResources", "Can't specify any and all together");
    }
    for (String part : List.of("any", "all")) {
      int i = 0;
      for (JsonNode filter : block.path(part)) {
        filter(path + "." + part + "[" + i++ + "]", filter);
      }
    }
    filter(path, block);
  }

  private void filter(String path, JsonNode filter) {
    user(path, filter);
    resources(path, filter.path("resources"));
  }

  /** Who makes the request. */
  void user(String path, JsonNode filter) {
    int i = 0;
    for (JsonNode subject : filter.path("subjects")) {
      subject(path + ".subjects[" + i++ + "]", subject);
    }
    i = 0;
    for (String role : RuleFacts.texts(filter.path("roles"))) {
      if (role.split(":", -1).length != 2) {
        errors.invalid(
            path + ".roles[" + i + "]",
            FieldErrors.quoted(role),
            "Role is expected to be in namespace:name format");
      }
      i++;
    }
  }

  private void subject(String path, JsonNode subject) {
    String kind = RuleFacts.text(subject, "kind");
    if (kind.isEmpty()) {
      errors.required(path + ".kind", "");
    } else if (!List.of("User", "Group", ACCOUNT).contains(kind)) {
      errors.invalid(
          path + ".kind",
          FieldErrors.quoted(kind),
          "kind must be 'User', 'Group', or 'ServiceAccount'");
    }
    if (RuleFacts.text(subject, "name").isEmpty()) {
      errors.required(path + ".name", "");
    }
    if (kind.equals(ACCOUNT) && RuleFacts.text(subject, "namespace").isEmpty()) {
      errors.required(path + ".namespace", "namespace is required when Kind is " + ACCOUNT);
    }
  }

  private void resources(String path, JsonNode resources) {
    if (resources.has("name") && !resources.path("names").isEmpty()) {
      errors.invalid(
          path,
          resources,
          "ResourceDescription",
          "Both name and names can not be specified together");
    }
    SelectorErrors.check(path + ".selector", resources.path("selector"), errors);
    if (!namespaced) {
      return;
    }
    if (!resources.path("namespaces").isEmpty()) {
      errors.forbidden(
          path + ".namespaces", "Filtering namespaces not allowed in namespaced policies");
    }
    int i = 0;
    for (String kind : RuleFacts.texts(resources.path("kinds"))) {
      if (clusterKinds.contains(kind)) {
        errors.forbidden(
            path + ".kinds[" + i + "]",
            "Cluster wide resource '" + kind + "' not allowed in namespaced policy");
      }
      i++;
    }
  }
}
