package dev.kyverdict.engine.substitution;

import dev.kyverdict.jmespath.Variables;
import dev.kyverdict.jmespath.Variables.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One text with variables.
 *
 * <p>Basis: {@code substituteVariablesIfAny} in {@code pkg/engine/variables/vars.go}: variables are
 * looked up from left to right and replaced one by one; then the new text is read again, until
 * there are none left.
 */
final class TextTemplate {

  private final String text;
  private final String path;
  private final List<Placeholder> found;
  private final List<String> between;

  private TextTemplate(String text, String path, List<Placeholder> found, List<String> between) {
    this.text = text;
    this.path = path;
    this.found = List.copyOf(found);
    this.between = List.copyOf(between);
  }

  static TextTemplate of(String text, String path) {
    List<Placeholder> found = new ArrayList<>();
    List<String> between = new ArrayList<>();
    int from = 0;
    for (Variable variable : find(text)) {
      found.add(Placeholder.of(text, variable, path));
      between.add(text.substring(from, variable.start()));
      from = variable.end();
    }
    between.add(text.substring(from));
    return new TextTemplate(text, path, found, between);
  }

  static List<Variable> find(String text) {
    return text.contains("{{") ? Variables.firstPass(text) : List.of();
  }

  String path() {
    return path;
  }

  /** Whether there is no variable in it. */
  boolean isConstant() {
    return found.isEmpty();
  }

  /** What a text without variables becomes. */
  String constant() {
    return unescaped(text);
  }

  static String unescaped(String value) {
    return value.contains("\\{{") ? value.replace("\\{{", "{{") : value;
  }

  JsonNode substitute(Scope scope) {
    if (found.isEmpty()) {
      return JsonNodeFactory.instance.stringNode(constant());
    }
    if (found.getFirst().written().length() == text.length()) {
      return found.getFirst().resolve(scope);
    }
    List<String> values = new ArrayList<>(found.size());
    for (Placeholder placeholder : found) {
      values.add(placeholder.text(scope));
    }
    return isPlain(values)
        ? JsonNodeFactory.instance.stringNode(joined(values))
        : Rounds.from(text, found, values, path, scope);
  }

  /** What it becomes if that takes no more than queries that change nothing; empty otherwise. */
  Optional<JsonNode> quietly(Scope scope) {
    if (found.getFirst().written().length() == text.length()) {
      return found.getFirst().quietly(scope).filter(value -> !PartReader.mayHoldVariables(value));
    }
    List<String> values = new ArrayList<>(found.size());
    for (Placeholder placeholder : found) {
      Optional<String> value = placeholder.quietText(scope);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    String joined = joined(values);
    return joined.contains("{{")
        ? Optional.empty()
        : Optional.of(JsonNodeFactory.instance.stringNode(joined));
  }

  /** Whether nothing is left to find or to unescape once the values stand in their places. */
  private boolean isPlain(List<String> values) {
    return between.stream().allMatch(TextTemplate::isPlain)
        && values.stream().allMatch(TextTemplate::isPlain);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '}' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private String joined(List<String> values) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      result.append(between.get(i)).append(values.get(i));
    }
    return result.append(between.getLast()).toString();
  }
}
