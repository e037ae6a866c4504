package dev.kyverdict.engine.substitution;

import dev.kyverdict.jmespath.Variables.Variable;
import dev.kyverdict.values.EndlessException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads a text again and again until it has no variables, as values may bring new ones. */
final class Rounds {

  /** No sensible text needs more: nested variables take one round for each level. */
  private static final int MAX_ROUNDS = 500;

  /** Far longer than any text that ends: a request has 3 MB at most, its context 2 MB. */
  private static final int MOST_LENGTH = 16 * 1024 * 1024;

  /** Characters that all rounds together read in search of variables. */
  private static final long MOST_READ = 4L * 1024 * 1024;

  /** Characters that are copied, and read again where values look like variables. */
  private static final long MOST_COPIED = 32L * 1024 * 1024;

  private final Scope scope;
  private final String path;
  private final Set<String> seen = new HashSet<>();
  private long read;
  private long copied;

  private Rounds(String path, Scope scope) {
    this.path = path;
    this.scope = scope;
  }

  /** Goes on after the first variables of a text are resolved. */
  static JsonNode from(
      String text, List<Placeholder> found, List<String> values, String path, Scope scope) {
    Rounds rounds = new Rounds(path, scope);
    Replacement replacement = new Replacement(text);
    for (int i = 0; i < found.size(); i++) {
      rounds.replace(replacement, found.get(i), values.get(i));
    }
    String value = replacement.text();
    return found.getLast().shallow() ? text(value) : rounds.rest(value);
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.stringNode(TextTemplate.unescaped(value));
  }

  private JsonNode rest(String text) {
    String value = text;
    List<Variable> variables = TextTemplate.find(value);
    while (!variables.isEmpty()) {
      read += value.length();
      if (!seen.add(value) || seen.size() > MAX_ROUNDS || read > MOST_READ) {
        throw endless();
      }
      List<Placeholder> found = new ArrayList<>();
      for (Variable variable : variables) {
        found.add(Placeholder.of(value, variable, path));
      }
      if (found.getFirst().written().length() == value.length()) {
        return found.getFirst().resolve(scope);
      }
      Replacement replacement = new Replacement(value);
      for (Placeholder placeholder : found) {
        replace(replacement, placeholder, placeholder.text(scope));
      }
      value = replacement.text();
      variables = found.getLast().shallow() ? List.of() : TextTemplate.find(value);
    }
    return text(value);
  }

  /** Replaces the first place with the same text, which may be one that came out of a value. */
  private void replace(Replacement replacement, Placeholder placeholder, String value) {
    long before = replacement.work();
    replacement.replace(placeholder.before() + placeholder.written(), placeholder.before() + value);
    copied += replacement.work() - before;
    if (copied > MOST_COPIED || replacement.length() > MOST_LENGTH) {
      throw endless();
    }
  }

  private EndlessException endless() {
    return new EndlessException("a variable at path " + path + " contains itself");
  }
}
