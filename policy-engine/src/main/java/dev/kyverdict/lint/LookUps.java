package dev.kyverdict.lint;

import static dev.kyverdict.lint.LookUpLint.CALL_OUTSIDE_NAMESPACE;
import static dev.kyverdict.lint.LookUpLint.DEFAULT_HIDES_BAD_PATH;
import static dev.kyverdict.lint.LookUpLint.DEFAULT_IS_LITERAL;
import static dev.kyverdict.lint.LookUpLint.ENTRY_DECLARED_TWICE;
import static dev.kyverdict.lint.LookUpLint.ENTRY_NAME_UNREADABLE;
import static dev.kyverdict.lint.LookUpLint.URL_PATH_NOT_A_PATH;

import dev.kyverdict.jmespath.Variables;
import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.jmespath.functions.GoRegex;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.ContextEntry.ApiCall;
import dev.kyverdict.model.ContextEntry.GlobalReference;
import dev.kyverdict.model.Policy;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Context entries, each by itself. */
final class LookUps {

  private static final Pattern IN_NAMESPACE =
      Pattern.compile("^/api(s)?/.*?/namespaces/([^/]+)/?.*$");

  private LookUps() {}

  static void check(RuleView rule, Problems problems) {
    for (Placed<ContextEntry> placed : rule.parts().entries()) {
      twice(rule, placed, problems);
      unreadable(rule, placed, problems);
      switch (placed.value()) {
        case ApiCall call -> call(rule, placed.with(call), problems);
        case GlobalReference global -> global(rule, placed, problems);
        default -> {}
      }
    }
  }

  private static void call(RuleView rule, Placed<ApiCall> placed, Problems problems) {
    ApiCall call = placed.value();
    if (call.service().isEmpty()) {
      path(rule, placed, call.urlPath().orElse(""), problems);
    }
    if (call.defaultValue().filter(LookUps::holdsVariable).isPresent()) {
      problems.add(
          DEFAULT_IS_LITERAL,
          placed.pointer() + "/apiCall/default",
          where(rule, placed),
          "default holds a variable, which Kyverno does not fill in",
          "write a plain value");
    }
    outside(rule, placed, problems);
  }

  private static void path(RuleView rule, Placed<ApiCall> placed, String path, Problems problems) {
    boolean url = path.startsWith("http://") || path.startsWith("https://");
    if (!url && UrlPath.begins(path, "/")) {
      return;
    }
    boolean hidden = placed.value().defaultValue().isPresent() && !url;
    problems.add(
        hidden ? DEFAULT_HIDES_BAD_PATH : URL_PATH_NOT_A_PATH,
        placed.pointer() + "/apiCall" + (placed.value().urlPath().isPresent() ? "/urlPath" : ""),
        where(rule, placed),
        (path.isEmpty() ? "urlPath is empty" : "urlPath '" + path + "' is no path")
            + ", so the call always fails"
            + (hidden ? " and default takes its place" : ""),
        url
            ? "move it to service.url, or give the path of the API server alone"
            : "write the whole path, such as /api/v1/namespaces/…");
  }

  private static boolean holdsVariable(JsonNode value) {
    return value.isString()
        ? !Variables.firstPass(value.stringValue()).isEmpty()
        : value.valueStream().anyMatch(LookUps::holdsVariable);
  }

  private static void twice(RuleView rule, Placed<ContextEntry> placed, Problems problems) {
    String name = placed.value().name();
    if (placed.scope().later().stream().anyMatch(later -> later.name().equals(name))) {
      problems.add(
          ENTRY_DECLARED_TWICE,
          placed.pointer() + "/name",
          where(rule, placed),
          "another entry after it has the same name",
          "give it a name of its own");
    }
  }

  private static void unreadable(RuleView rule, Placed<ContextEntry> placed, Problems problems) {
    try {
      GoRegex.compile(placed.value().name());
    } catch (FunctionException unreadable) {
      problems.add(
          ENTRY_NAME_UNREADABLE,
          placed.pointer() + "/name",
          where(rule, placed),
          "Kyverno takes the name for a regular expression, and it is none",
          "name it with letters, digits and underscores");
    }
  }

  private static void outside(RuleView rule, Placed<ApiCall> placed, Problems problems) {
    if (!(rule.policy() instanceof Policy policy)) {
      return;
    }
    String path = placed.value().urlPath().orElse("");
    Optional<String> own = policy.metadata().namespace();
    Matcher matcher = IN_NAMESPACE.matcher(path);
    boolean inside = matcher.matches() && mayBe(matcher.group(2), own.orElse("default"));
    if (!inside) {
      problems.add(
          CALL_OUTSIDE_NAMESPACE,
          placed.pointer() + "/apiCall",
          where(rule, placed),
          "a Policy of namespace '" + own.orElse("default") + "' may call nothing outside of it",
          "call a path below /namespaces/" + own.orElse("default") + "/, or use a ClusterPolicy");
    }
  }

  private static boolean mayBe(String written, String namespace) {
    return written.contains("{{") || written.equals(namespace);
  }

  private static void global(RuleView rule, Placed<ContextEntry> placed, Problems problems) {
    if (rule.policy() instanceof Policy) {
      problems.add(
          CALL_OUTSIDE_NAMESPACE,
          placed.pointer() + "/globalReference",
          where(rule, placed),
          "a Policy may not read a global entry",
          "use a ClusterPolicy, or call the API with apiCall");
    }
  }

  /** How a message names a context entry. */
  static String where(RuleView rule, Placed<? extends ContextEntry> placed) {
    return rule.name() + ", context entry '" + placed.value().name() + "'";
  }
}
