package dev.kyverdict.engine.policies;

import com.google.re2j.Pattern;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.engine.match.MatchConditions;
import dev.kyverdict.engine.match.MatchConditions.Outcome;
import dev.kyverdict.engine.match.MatchConditions.View;
import dev.kyverdict.engine.match.cel.CelMatchConditions;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Spec.MatchCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Whether match conditions can be compiled. What is wrong with them is said in the words of another
 * compiler than Kyverno's.
 */
final class MatchConditionCheck {

  private static final AdmissionRequest ANY = request();

  /** What the parser says, which Kyverno's marks as such. */
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?m)^(ERROR: <input>:[0-9]+:[0-9]+: )"
              + "(mismatched input|extraneous input|no viable alternative|token recognition"
              + "|missing )");

  private MatchConditionCheck() {}

  static void check(JsonNode conditions) {
    List<String> problems = new ArrayList<>();
    for (JsonNode condition : conditions) {
      MatchCondition one =
          new MatchCondition(RuleFacts.name(condition), RuleFacts.text(condition, "expression"));
      if (compiled(one).test(ANY, View.API_SERVER) instanceof Outcome.Errs(var name, var error)) {
        if (error.contains("ERROR: <input>")) {
          problems.add(
              "compilation failed: " + SYNTAX.matcher(error).replaceAll("$1Syntax error: $2"));
        } else if (error.startsWith("must evaluate to bool")
            || error.startsWith("program instantiation failed")) {
          problems.add(error);
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new Refusal(
          "match conditions compilation errors: [" + String.join(" ", problems) + "]");
    }
  }

  private static MatchConditions compiled(MatchCondition condition) {
    try {
      return CelMatchConditions.of(List.of(condition));
    } catch (IllegalArgumentException unknownFunction) {
      return MatchConditions.NONE;
    }
  }

  private static AdmissionRequest request() {
    JsonNode none = JsonNodeFactory.instance.nullNode();
    ResourceKind kind = new ResourceKind("", "v1", "ConfigMap");
    return new AdmissionRequest(
        "",
        kind,
        kind,
        "configmaps",
        "",
        "",
        "",
        Operation.CREATE,
        UserInfo.of(""),
        none,
        none,
        none,
        false,
        Map.of());
  }
}
