package dev.kyverdict.engine.validate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.substitution.Scope;
import dev.kyverdict.engine.substitution.Template;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The messages of a validate rule, in Kyverno's words. */
final class ViolationTexts {

  private final String rule;
  private final String message;
  private final Template template;

  ViolationTexts(String rule, String message) {
    this.rule = rule;
    this.message = message;
    this.template = Template.of(StringNode.valueOf(message));
  }

  String passed() {
    return "validation rule '%s' passed.".formatted(rule);
  }

  String anyPassed(int index) {
    return "validation rule '%s' anyPattern[%d] passed.".formatted(rule, index);
  }

  String own() {
    return message;
  }

  String rule() {
    return rule;
  }

  /** Of a deny that denies. A variable in it that fails leaves the conditions' message alone. */
  String denied(Scope scope, String conditions) {
    if (message.isEmpty() && conditions.isEmpty()) {
      return "validation error: rule %s failed".formatted(rule);
    }
    Template text =
        conditions.isEmpty()
            ? template
            : Template.of(
                StringNode.valueOf(message.isEmpty() ? conditions : message + "; " + conditions));
    try {
      JsonNode substituted = text.substitute(scope);
      return substituted.isString()
          ? substituted.asString()
          : "the produced message didn't resolve to a string, check your policy definition.";
    } catch (EvaluationException failed) {
      return conditions;
    }
  }

  /**
   * Of a pattern that does not match.
   *
   * @param path where it does not; empty for an error
   */
  String violated(Scope scope, String error, String path) {
    String ending =
        path.isEmpty()
            ? "rule %s execution error: %s".formatted(rule, error)
            : "rule %s failed at path %s".formatted(rule, path);
    if (message.isEmpty()) {
      return "validation error: " + ending;
    }
    try {
      String text = template.substitute(scope).asString();
      return "validation error: %s %s".formatted(text.endsWith(".") ? text : text + ".", ending);
    } catch (EvaluationException failed) {
      return unsubstituted(error);
    }
  }

  /** Of patterns of which none matches. */
  String noneMatched(Scope scope, List<String> errors) {
    String all = String.join(" ", errors);
    if (message.isEmpty()) {
      return "validation error: " + all;
    }
    try {
      String text = template.substitute(scope).asString();
      return "validation error: %s %s".formatted(text.endsWith(".") ? text : text + ".", all);
    } catch (EvaluationException failed) {
      return unsubstituted(all);
    }
  }

  private String unsubstituted(String error) {
    return "validation error: variables substitution error in rule %s execution error: %s"
        .formatted(rule, error);
  }
}
