package dev.kyverdict.testing.coverage;

import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.ContextEntry.ApiCall;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Rule;
import dev.kyverdict.render.Manifests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What there is in a rule that can go one way or another.
 *
 * @param rule {@code policy/rule}
 * @param excludes whether it has an exclude
 * @param conditions its conditions, as text, wherever they stand
 * @param calls its API calls: the name of the entry with what its paths look like
 */
record PolicyShape(
    String rule, boolean excludes, Set<String> conditions, Map<String, Pattern> calls) {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{.*?}}");

  static List<PolicyShape> of(KyvernoPolicy policy) {
    JsonNode rules = Manifests.tree(policy).path("spec").path("rules");
    List<Rule> written = policy.spec().rules();
    List<PolicyShape> shapes = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      Set<String> conditions = conditions(rules.path(i));
      Rule rule = written.get(i);
      shapes.add(
          new PolicyShape(
              policy.metadata().name() + "/" + rule.name(),
              !rule.exclude().isEmpty(),
              conditions,
              calls(rule)));
    }
    return shapes;
  }

  private static Set<String> conditions(JsonNode rule) {
    Set<String> texts = new LinkedHashSet<>();
    for (String list : ConditionLists.pointers(rule)) {
      for (JsonNode one : rule.at(list)) {
        texts.add(text(one.path("key"), one.path("operator").asString(""), one.path("value")));
      }
    }
    return texts;
  }

  private static Map<String, Pattern> calls(Rule rule) {
    Map<String, Pattern> calls = new LinkedHashMap<>();
    for (ContextEntry entry : rule.context()) {
      if (entry instanceof ApiCall call) {
        String path = call.urlPath().orElseGet(() -> call.service().orElseThrow().url());
        calls.put(call.name(), pattern(path));
      }
    }
    return calls;
  }

  /** A path in which any variable may have become anything. */
  private static Pattern pattern(String path) {
    StringBuilder pattern = new StringBuilder();
    int done = 0;
    for (var found : VARIABLE.matcher(path).results().toList()) {
      pattern.append(Pattern.quote(path.substring(done, found.start()))).append(".*");
      done = found.end();
    }
    return Pattern.compile(pattern.append(Pattern.quote(path.substring(done))).toString());
  }

  /**
   * A condition as text. That of a rule derived for pod controllers reads the same as the original.
   */
  static String text(JsonNode key, String operator, JsonNode value) {
    return (operand(key) + " " + operator + " " + operand(value))
        .replace(".spec.jobTemplate.spec.template.", ".")
        .replace(".spec.template.", ".");
  }

  private static String operand(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? "null" : node.toString();
  }
}
