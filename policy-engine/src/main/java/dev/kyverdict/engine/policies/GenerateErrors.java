package dev.kyverdict.engine.policies;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code generate} ({@code api/kyverno/v1/common_types.go}). */
record GenerateErrors(
    FieldErrors errors,
    List<String> warnings,
    boolean namespaced,
    String namespace,
    Set<String> clusterKinds) {

  private static final Pattern VARIABLE =
      Pattern.compile("(^|[^\\\\])(\\{\\{(?:\\{[^{}]*\\}|[^{}])*\\}\\})");

  void check(String path, JsonNode generate) {
    int sources = generate.has("data") ? 1 : 0;
    sources += generate.has("clone") ? 1 : 0;
    sources += generate.path("cloneList").has("kinds") ? 1 : 0;
    sources += generate.has("foreach") ? 1 : 0;
    if (sources > 1) {
      errors.forbidden(
          path,
          "only one of generate patterns(data, clone, cloneList and foreach) can be specified");
    } else if (generate.has("foreach")) {
      int i = 0;
      for (JsonNode loop : generate.path("foreach")) {
        pattern(path + ".foreach[" + i++ + "]", loop);
      }
    } else {
      pattern(path, generate);
    }
  }

  private void pattern(String path, JsonNode pattern) {
    String kind = RuleFacts.text(pattern, "kind");
    String target = RuleFacts.text(pattern, "namespace");
    String full = RuleFacts.text(pattern, "apiVersion") + "/" + kind;
    if (namespaced) {
      String mismatch = scope(pattern, full, target);
      if (!mismatch.isEmpty()) {
        errors.forbidden(
            path + ".namespace", "target resource scope mismatched: " + mismatch + " ");
      }
    }
    if (!kind.isEmpty()) {
      if (!clusterKinds.contains(full) && target.isEmpty()) {
        errors.forbidden(
            path + ".namespace", "target namespace must be set for a namespaced resource");
      } else if (clusterKinds.contains(full) && !target.isEmpty()) {
        errors.forbidden(
            path + ".namespace", "target namespace must not be set for a cluster-wide resource");
      }
    }
    if (VARIABLE.matcher(names(pattern)).find()) {
      warnings.add(
          "variables in "
              + path
              + ".clone/cloneList would lead to incorrect synchronization behavior");
    }
    if (pattern.path("cloneList").path("kinds").isEmpty()) {
      for (String field : List.of("kind", "name", "apiVersion")) {
        if (!pattern.has(field)) {
          errors.forbidden(path + "." + field, field + " can not be empty");
        }
      }
    } else {
      cloneList(path + ".cloneList", pattern.path("cloneList"));
    }
  }

  private static String names(JsonNode pattern) {
    ObjectNode names = JsonNodeFactory.instance.objectNode();
    for (String field : List.of("kind", "apiVersion", "clone", "cloneList")) {
      if (pattern.has(field)) {
        names.set(field, pattern.path(field));
      }
    }
    return GoEncoder.text(names, "GeneratePattern");
  }

  private String scope(JsonNode pattern, String full, String target) {
    if (clusterKinds.contains(full)) {
      return "the target must be a namespaced resource: " + full;
    }
    if (!target.equals(namespace)) {
      return "a namespaced policy cannot generate resources in other namespaces, expected: "
          + namespace
          + ", received: "
          + target;
    }
    String source = RuleFacts.text(pattern.path("clone"), "namespace");
    return pattern.path("clone").has("name") && !source.equals(namespace)
        ? "a namespaced policy cannot clone resources from other namespaces, expected: "
            + namespace
            + ", received: "
            + source
        : "";
  }

  private void cloneList(String path, JsonNode list) {
    List<String> kinds = RuleFacts.texts(list.path("kinds"));
    String source = RuleFacts.text(list, "namespace");
    if (namespaced) {
      for (String kind : kinds) {
        if (clusterKinds.contains(kind)) {
          errors.forbidden(
              path + ".kinds", "the source in cloneList must be a namespaced resource: " + kind);
        }
        if (!source.equals(namespace)) {
          errors.forbidden(
              path + ".namespace",
              "a namespaced policy cannot clone resources from other namespace, expected: "
                  + namespace
                  + ", received: "
                  + source);
        }
      }
    }
    boolean first = clusterKinds.contains(kinds.getFirst());
    boolean mixed = kinds.stream().anyMatch(kind -> clusterKinds.contains(kind) != first);
    if (mixed) {
      errors.forbidden(path + ".kinds", "mixed scope of target resources is forbidden");
    }
    if (!first && source.isEmpty()) {
      errors.forbidden(
          path + ".namespace", "namespace is required for namespaced target resources");
    } else if (first && !namespaced && !source.isEmpty()) {
      errors.forbidden(
          path + ".namespace", "namespace is forbidden for cluster-wide target resources");
    }
  }
}
