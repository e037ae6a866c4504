package dev.kyverdict.lint;

import static dev.kyverdict.lint.PolicyLint.PERMISSION_MISSING;

import dev.kyverdict.lint.RuleView.Generated;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.ContextEntry.ApiCall;
import dev.kyverdict.model.Generate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What policies read and make, beside the ClusterRoles that let Kyverno's controllers do so. */
final class Permissions {

  private static final String AGGREGATE = "rbac.kyverno.io/aggregate-to-";

  private static final String ADMISSION = "admission-controller";

  private static final String BACKGROUND = "background-controller";

  /** What the chart grants anyway: the role {@code view}, which has no Secrets. */
  private static final Set<String> VIEWED =
      Set.of("", "apps", "batch", "autoscaling", "policy", "networking.k8s.io", "discovery.k8s.io");

  private final ManifestSet set;

  private Permissions(ManifestSet set) {
    this.set = set;
  }

  static void check(ManifestSet set) {
    Permissions permissions = new Permissions(set);
    set.rules().forEach(permissions::rule);
  }

  private void rule(RuleView rule) {
    String controller = rule.action() instanceof Generate ? BACKGROUND : ADMISSION;
    for (Placed<ContextEntry> placed : rule.parts().entries()) {
      if (placed.value() instanceof ApiCall call && call.service().isEmpty()) {
        call.urlPath().flatMap(UrlPath::of).ifPresent(url -> call(rule, placed, url, controller));
      }
    }
    if (rule.action() instanceof Generate generate) {
      rule.parts().generated().forEach(placed -> generated(rule, generate, placed));
    }
  }

  private void call(RuleView rule, Placed<ContextEntry> placed, UrlPath url, String controller) {
    String verb = url.isList() ? "list" : "get";
    lacking(controller, url.group(), url.resource(), List.of(verb))
        .ifPresent(
            verbs ->
                set.report(
                    rule,
                    PERMISSION_MISSING,
                    placed.pointer() + "/apiCall/urlPath",
                    missing(controller, verbs, url.resource()),
                    repair(controller)));
  }

  private void generated(RuleView rule, Generate generate, Placed<Generated> placed) {
    List<String> verbs =
        generate.synchronize().orElse(false)
            ? List.of("get", "create", "update", "delete")
            : List.of("get", "create");
    placed
        .value()
        .target()
        .kind()
        .flatMap(Kinds::named)
        .ifPresent(
            kind ->
                lacking(BACKGROUND, kind.group(), kind.plural(), verbs)
                    .ifPresent(
                        lacking ->
                            set.report(
                                rule,
                                PERMISSION_MISSING,
                                placed.pointer() + "/kind",
                                missing(BACKGROUND, lacking, kind.plural()),
                                repair(BACKGROUND))));
  }

  /** The verbs that no role grants; empty where roles are kept elsewhere, or grant all. */
  private Optional<String> lacking(
      String controller, String group, String resource, List<String> verbs) {
    List<JsonNode> rules = rules(controller);
    if (rules.isEmpty() || VIEWED.contains(group) && !resource.equals("secrets")) {
      return Optional.empty();
    }
    List<String> lacking =
        verbs.stream()
            .filter(verb -> rules.stream().noneMatch(r -> grants(r, group, resource, verb)))
            .toList();
    return lacking.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lacking));
  }

  /** The rules of all ClusterRoles that are aggregated to a controller. */
  private List<JsonNode> rules(String controller) {
    return set.rendered("ClusterRole")
        .filter(role -> role.tree().has("metadata", "labels", AGGREGATE + controller))
        .flatMap(Permissions::rules)
        .toList();
  }

  private static Stream<JsonNode> rules(ObjectView role) {
    return role.tree().node().path("rules").valueStream();
  }

  private static boolean grants(JsonNode rule, String group, String resource, String verb) {
    boolean named = rule.path("resourceNames").size() > 0;
    return has(rule, "apiGroups", group)
        && has(rule, "resources", resource)
        && has(rule, "verbs", verb)
        && !(named && !verb.equals("get"));
  }

  private static boolean has(JsonNode rule, String list, String value) {
    return rule.path(list)
        .valueStream()
        .map(item -> item.asString(""))
        .anyMatch(item -> item.equals("*") || item.equals(value));
  }

  private static String missing(String controller, String verbs, String resource) {
    return "no ClusterRole beside it lets the " + controller + " " + verbs + " " + resource;
  }

  private static String repair(String controller) {
    return "add it to a ClusterRole with the label " + AGGREGATE + controller + ": \"true\"";
  }
}
