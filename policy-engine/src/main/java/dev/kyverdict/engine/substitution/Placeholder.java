package dev.kyverdict.engine.substitution;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.jmespath.Variables.Variable;
import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.GoPanicException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A variable at its place in a text.
 *
 * @param before the character before it, which Kyverno replaces together with it
 * @param written the variable with its braces
 * @param query what is asked
 * @param onDelete what is asked when the request deletes
 * @param current of <code>{{ @ }}</code>, the place in the object that it stands for
 * @param shallow whether variables in its value are left alone
 * @param path the place of the text, for errors
 */
record Placeholder(
    String before,
    String written,
    Query query,
    Query onDelete,
    Optional<CurrentPath> current,
    boolean shallow,
    String path) {

  static Placeholder of(String text, Variable variable, String path) {
    return new Placeholder(
        variable.start() == 0 ? "" : text.substring(variable.start() - 1, variable.start()),
        text.substring(variable.start(), variable.end()),
        Query.of(variable.text()),
        Query.of(onDelete(variable.text())),
        variable.text().equals("@") ? Optional.of(CurrentPath.of(path)) : Optional.empty(),
        variable.shallow(),
        path);
  }

  /** The value of the variable. */
  JsonNode resolve(Scope scope) {
    Query asked = asked(scope);
    try {
      return scope.query(asked);
    } catch (EvaluationException e) {
      throw e.within("failed to resolve " + asked.text() + " at path " + path);
    }
  }

  /** The value of the variable as it is written into a longer text. */
  String text(Scope scope) {
    JsonNode value = resolve(scope);
    if (value.isString()) {
      String text = value.stringValue();
      return shallow ? text.replace("{{", "\\{{") : text;
    }
    if (shallow && !value.isNull()) {
      throw new GoPanicException(
          "interface conversion: interface {} is " + GoFormat.type(value) + ", not string");
    }
    return EmbeddedJson.of(value);
  }

  /** The value if the query changes nothing; what it is of {@code @} is not looked at. */
  Optional<JsonNode> quietly(Scope scope) {
    return current.isPresent() ? Optional.empty() : scope.quietly(asked(scope));
  }

  /** The value as it is written into a longer text, if the query changes nothing. */
  Optional<String> quietText(Scope scope) {
    return shallow
        ? Optional.empty()
        : quietly(scope)
            .map(value -> value.isString() ? value.stringValue() : EmbeddedJson.of(value));
  }

  private Query asked(Scope scope) {
    if (current.isPresent()) {
      return current.get().query(scope);
    }
    return scope.deleting() ? onDelete : query;
  }

  static String onDelete(String query) {
    return query.replace("request.object", "request.oldObject");
  }
}
