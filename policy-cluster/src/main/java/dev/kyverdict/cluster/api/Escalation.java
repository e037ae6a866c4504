package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.api.Rbac.Wish;
import dev.kyverdict.cluster.types.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Nobody grants what he does not have ({@code k8s.io/kubernetes/pkg/registry/rbac}: the policy
 * based storages, and {@code ConfirmNoEscalation}).
 */
final class Escalation {

  private static final String GROUP = "rbac.authorization.k8s.io";

  private final World world;
  private final Rbac rbac;

  Escalation(World world, Rbac rbac) {
    this.world = world;
    this.rbac = rbac;
  }

  /** A right to do one thing with one sort of object. */
  private record Right(String verb, String group, String resource, String name, String url) {}

  /**
   * Refuses a change that grants more than its author has; owners and finalizers may change.
   *
   * @param old the object as it was
   */
  void check(Call call, ResourceType type, JsonNode object, JsonNode old) {
    if (type.group().equals(GROUP) && !bare(object).equals(bare(old))) {
      check(call, type, object);
    }
  }

  private static JsonNode bare(JsonNode object) {
    ObjectNode copy = Meta.copy(object);
    Meta.of(copy).remove(List.of("ownerReferences", "finalizers", "managedFields"));
    return copy;
  }

  /** Refuses a role or a binding that grants more than its author has. */
  void check(Call call, ResourceType type, JsonNode object) {
    if (!type.group().equals(GROUP) || call.user().groups().contains(Authentication.MASTERS)) {
      return;
    }
    boolean binds = object.has("roleRef");
    String role = object.path("roleRef").path("name").asString("");
    String plural =
        object.path("roleRef").path("kind").asString("").equals("ClusterRole")
            ? "clusterroles"
            : "roles";
    boolean free =
        binds
            ? may(call, "bind", plural, role)
            : may(call, "escalate", type.plural(), call.path().name());
    if (free) {
      return;
    }
    JsonNode rules = binds ? rules(call, plural, role) : object.path("rules");
    List<Right> missing = missing(call, rules);
    if (!missing.isEmpty()) {
      throw Refusal.forbidden(GROUP, type.plural(), Meta.name(object), sentence(call, missing));
    }
    if (!object.path("aggregationRule").path("clusterRoleSelectors").isEmpty()
        && !has(call, new Right("*", "*", "*", "", ""))) {
      throw Refusal.forbidden(
          GROUP,
          type.plural(),
          Meta.name(object),
          "must have cluster-admin privileges to use the aggregationRule");
    }
  }

  private boolean may(Call call, String verb, String plural, String name) {
    return rbac.decide(
            new Wish(call.user(), verb, GROUP, plural, "", call.path().namespace(), name, ""))
        .allowed();
  }

  private JsonNode rules(Call call, String plural, String name) {
    String namespace = plural.equals("roles") ? call.path().namespace() : "";
    return world
        .store()
        .get(GROUP + "/" + plural, namespace, name)
        .map(it -> it.path("rules"))
        .orElseThrow(() -> Refusal.notFound(GROUP, plural, name));
  }

  private List<Right> missing(Call call, JsonNode rules) {
    List<Right> missing = new ArrayList<>();
    for (JsonNode rule : rules) {
      for (Right right : rights(rule)) {
        if (!has(call, right)) {
          missing.add(right);
        }
      }
    }
    return missing;
  }

  /** {@code BreakdownRule}. */
  private static List<Right> rights(JsonNode rule) {
    List<Right> rights = new ArrayList<>();
    for (JsonNode verb : rule.path("verbs")) {
      String does = verb.asString("");
      for (JsonNode group : rule.path("apiGroups")) {
        for (JsonNode resource : rule.path("resources")) {
          JsonNode names =
              rule.path("resourceNames").isEmpty()
                  ? JsonNodeFactory.instance.arrayNode().add("")
                  : rule.path("resourceNames");
          names.forEach(
              name ->
                  rights.add(
                      new Right(
                          does, group.asString(""), resource.asString(""), name.asString(""), "")));
        }
      }
      rule.path("nonResourceURLs")
          .forEach(url -> rights.add(new Right(does, "", "", "", url.asString(""))));
    }
    return rights;
  }

  private boolean has(Call call, Right right) {
    int slash = right.resource().indexOf('/');
    String resource = slash < 0 ? right.resource() : right.resource().substring(0, slash);
    String part = slash < 0 ? "" : right.resource().substring(slash + 1);
    return rbac.decide(
            new Wish(
                call.user(),
                right.verb(),
                right.group(),
                resource,
                part,
                call.path().namespace(),
                right.name(),
                right.url()))
        .allowed();
  }

  private static String sentence(Call call, List<Right> missing) {
    String groups =
        call.user().groups().stream()
            .map(it -> '"' + it + '"')
            .collect(Collectors.joining(" ", "[", "]"));
    return "user \"%s\" (groups=%s) is attempting to grant RBAC permissions not currently held:\n%s"
        .formatted(call.user().username(), groups, String.join("\n", compact(missing)));
  }

  /** Verbs of the same objects in one line ({@code CompactRules}, {@code CompactString}). */
  private static Set<String> compact(List<Right> missing) {
    Map<Right, List<String>> verbs = new LinkedHashMap<>();
    for (Right right : missing) {
      Right what = new Right("", right.group(), right.resource(), right.name(), right.url());
      List<String> list = verbs.computeIfAbsent(what, it -> new ArrayList<>());
      if (!list.contains(right.verb())) {
        list.add(right.verb());
      }
    }
    Set<String> lines = new TreeSet<>();
    verbs.forEach((what, list) -> lines.add(line(what, list)));
    return lines;
  }

  private static String line(Right what, List<String> verbs) {
    List<String> parts = new ArrayList<>();
    if (what.url().isEmpty()) {
      parts.add("APIGroups:[\"%s\"]".formatted(what.group()));
      parts.add("Resources:[\"%s\"]".formatted(what.resource()));
      if (!what.name().isEmpty()) {
        parts.add("ResourceNames:[\"%s\"]".formatted(what.name()));
      }
    } else {
      parts.add("NonResourceURLs:[\"%s\"]".formatted(what.url()));
    }
    parts.add(
        verbs.stream().map(it -> '"' + it + '"').collect(Collectors.joining(" ", "Verbs:[", "]")));
    return "{" + String.join(", ", parts) + "}";
  }
}
