package dev.kyverdict.lint;

import dev.kyverdict.jmespath.Expression;
import dev.kyverdict.jmespath.Expression.Field;
import dev.kyverdict.jmespath.JmesPathSyntaxException;
import dev.kyverdict.jmespath.Misses;
import dev.kyverdict.jmespath.Variables;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An expression in a rule.
 *
 * @param site the text in which it stands
 * @param text the expression as Kyverno reads it; inner variables are replaced
 * @param form how it stands there
 * @param partial whether the values of inner variables become part of it
 * @param expression the expression, if it parses
 * @param problem why it does not parse
 */
record Query(
    Placed<String> site,
    String text,
    Form form,
    boolean partial,
    Optional<Expression> expression,
    Optional<JmesPathSyntaxException> problem) {

  /** How an expression stands in a text. */
  enum Form {
    /** The text is the expression: {@code jmesPath} and {@code list}. */
    PLAIN,
    /** The text is one variable, whose value takes its place with its type. */
    WHOLE,
    /** A variable among other text. */
    EMBEDDED
  }

  String pointer() {
    return site.pointer();
  }

  Use use() {
    return site.use();
  }

  Scope scope() {
    return site.scope();
  }

  /** Whether it is evaluated on the context and not on the answer of a look-up. */
  boolean readsContext() {
    return form != Form.PLAIN || use() != Use.ANSWER;
  }

  /** The names that it reads from the context. */
  Set<String> roots() {
    return expression.filter(any -> readsContext()).map(Variables::roots).orElse(Set.of());
  }

  /** Each place where it reads a name from the context. */
  List<Field> rootFields() {
    return expression.filter(any -> readsContext()).map(Variables::rootFields).orElse(List.of());
  }

  /** Whether a field stands in double quotes, and no entry has its name. */
  boolean isQuoted(Field field) {
    return field.offset() < text.length()
        && text.charAt(field.offset()) == '"'
        && scope().entry(field.name()).isEmpty();
  }

  /** The fields whose absence makes it an error. */
  List<Field> misses() {
    return expression.map(Misses::of).orElse(List.of());
  }

  /** As it is written, for messages. */
  String written() {
    return form == Form.PLAIN ? site.value() : "{{ " + text + " }}";
  }
}
