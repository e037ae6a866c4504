package dev.kyverdict.lint;

import static dev.kyverdict.lint.LookUpLint.VARIABLE_LOADED_LATER;
import static dev.kyverdict.lint.LookUpLint.VARIABLE_MISSPELT;

import dev.kyverdict.jmespath.Expression.Field;
import dev.kyverdict.model.Action.VerifyImages;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that expressions read from the context. */
final class VariableNames {

  private static final Set<String> BUILT_IN =
      Set.of("request", "serviceAccountName", "serviceAccountNamespace", "images");

  /** Words that JMESPath does not know; a comparison with the missing key {@code null} works. */
  private static final Set<String> TRUTH = Set.of("true", "false");

  private static final Pattern ELEMENT = Pattern.compile("element(?:Index)?\\d*");

  /** The fields of an AdmissionRequest, and what Kyverno adds to it. */
  private static final Set<String> REQUEST =
      Set.of(
          "uid",
          "kind",
          "resource",
          "subResource",
          "requestKind",
          "requestResource",
          "requestSubResource",
          "name",
          "namespace",
          "operation",
          "userInfo",
          "object",
          "oldObject",
          "options",
          "dryRun",
          "roles",
          "clusterRoles",
          "synchronize");

  private static final Set<String> METADATA =
      Set.of(
          "name",
          "generateName",
          "namespace",
          "selfLink",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "labels",
          "annotations",
          "ownerReferences",
          "finalizers",
          "managedFields");

  private VariableNames() {}

  static void check(RuleView rule, Problems problems) {
    if (rule.action() instanceof VerifyImages) {
      return;
    }
    for (Query query : rule.queries()) {
      for (Field root : query.rootFields()) {
        if (!query.isQuoted(root)) {
          root(rule, query, root.name(), problems);
        }
      }
      if (query.readsContext() && !query.partial()) {
        fields(rule, query, problems);
      }
    }
  }

  private static void root(RuleView rule, Query query, String root, Problems problems) {
    Scope scope = query.scope();
    if (scope.comesLater(root)) {
      later(rule, query, root, problems);
    } else if (!isKnown(root, scope) && !query.partial() && !isRefused(rule, query)) {
      boolean truth = TRUTH.contains(root);
      problems.add(
          VARIABLE_MISSPELT,
          query.pointer(),
          rule.at(query.pointer()),
          "'"
              + root
              + "' in "
              + query.written()
              + " is no context entry and nothing of Kyverno's"
              + Nearest.question(root, names(scope)),
          truth ? "write `" + root + "`" : "write the name of an entry" + loaded(scope));
    }
  }

  private static void later(RuleView rule, Query query, String root, Problems problems) {
    problems.add(
        VARIABLE_LOADED_LATER,
        query.pointer(),
        rule.at(query.pointer()),
        "'" + root + "' is loaded after it",
        "move the entry '"
            + root
            + "' before "
            + rule.entryAt(query.pointer())
                .map(entry -> "'" + entry.value().name() + "'")
                .orElse("this place"));
  }

  private static boolean isKnown(String root, Scope scope) {
    return scope.entry(root).isPresent()
        || BUILT_IN.contains(root)
        || root.equals("null")
        || scope.loops() > 0 && ELEMENT.matcher(root).matches()
        || scope.target() && root.equals("target");
  }

  /** Kyverno's own check refuses it, which is reported where policies are made and read. */
  private static boolean isRefused(RuleView rule, Query query) {
    return rule.policy().problems().stream()
        .filter(problem -> problem.id().startsWith("variable-"))
        .map(Problem::pointer)
        .anyMatch(query.pointer()::startsWith);
  }

  private static void fields(RuleView rule, Query query, Problems problems) {
    query.expression().map(Paths::of).orElse(Map.of()).values().stream()
        .filter(VariableNames::isWrongField)
        .forEach(
            path ->
                problems.add(
                    VARIABLE_MISSPELT,
                    query.pointer(),
                    rule.at(query.pointer()),
                    "'"
                        + String.join(".", path.subList(0, path.size() - 1))
                        + "' has no '"
                        + path.getLast()
                        + "'"
                        + Nearest.question(path.getLast(), siblings(path)),
                    "write one of its fields in " + query.written()));
  }

  private static boolean isWrongField(List<String> path) {
    return !siblings(path).isEmpty() && !siblings(path).contains(path.getLast());
  }

  private static Set<String> siblings(List<String> path) {
    if (path.getLast().equals(Paths.ELEMENT) || !path.getFirst().equals("request")) {
      return Set.of();
    }
    boolean metadata =
        path.size() == 4
            && List.of("object", "oldObject").contains(path.get(1))
            && path.get(2).equals("metadata");
    return path.size() == 2 ? REQUEST : metadata ? METADATA : Set.of();
  }

  private static List<String> names(Scope scope) {
    List<String> names = new ArrayList<>(BUILT_IN);
    scope.loaded().stream().map(ContextEntry::name).forEach(names::add);
    if (scope.loops() > 0) {
      names.addAll(List.of("element", "elementIndex"));
    }
    if (scope.target()) {
      names.add("target");
    }
    return names;
  }

  private static String loaded(Scope scope) {
    return scope.loaded().isEmpty()
        ? ", of which there is none"
        : " (loaded: "
            + String.join(", ", scope.loaded().stream().map(ContextEntry::name).toList())
            + ")";
  }
}
