package dev.kyverdict.lint;

import static dev.kyverdict.lint.TextLint.GO_TEMPLATE_IN_POLICY;
import static dev.kyverdict.lint.TextLint.LABEL_FROM_LONG_NAME;
import static dev.kyverdict.lint.TextLint.LABEL_IS_NOT_TEXT;
import static dev.kyverdict.lint.TextLint.SHELL_REFERENCE_IN_DATA;
import static dev.kyverdict.lint.TextLint.VARIABLE_NOT_CLOSED;

import dev.kyverdict.jmespath.Expression;
import dev.kyverdict.jmespath.Expression.Comparison;
import dev.kyverdict.jmespath.Expression.Function;
import dev.kyverdict.jmespath.Expression.Literal;
import dev.kyverdict.jmespath.Expression.Not;
import dev.kyverdict.jmespath.Functions;
import dev.kyverdict.jmespath.Functions.Type;
import dev.kyverdict.jmespath.Variables;
import dev.kyverdict.jmespath.Variables.Variable;
import dev.kyverdict.lint.Query.Form;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of a rule: what Kyverno takes for a variable or a reference, and what it does not. */
final class Texts {

  /** {@code pkg/engine/variables/regex/vars.go}, for names of variables of a shell. */
  private static final Pattern SHELL = Pattern.compile("(?:^|[^\\\\])(\\$\\([A-Za-z_][^ )]*\\))");

  private static final Pattern OPEN = Pattern.compile("(?:^|[^\\\\])\\{\\{");

  private static final Pattern LABEL =
      Pattern.compile(".*/(?:\\+\\()?metadata\\)?/(?:\\+\\()?(labels|annotations)\\)?/[^/]+");

  private static final Set<List<String>> NAMES =
      Set.of(List.of("request", "name"), List.of("request", "object", "metadata", "name"));

  private static final Set<String> SHORT_NAMES = Set.of("Namespace", "Service", "Job", "CronJob");

  private Texts() {}

  static void check(RuleView rule, Problems problems) {
    for (Placed<String> text : rule.parts().texts()) {
      if (text.use() != Use.MESSAGE) {
        goTemplates(rule, text, problems);
        references(rule, text, problems);
        braces(rule, text, problems);
      }
    }
    for (Query query : rule.queries()) {
      Matcher place = LABEL.matcher(query.pointer());
      if (place.matches() && (query.use() == Use.PATCH || query.use() == Use.GENERATED)) {
        label(rule, query, place.group(1).equals("labels"), problems);
      }
    }
  }

  private static void goTemplates(RuleView rule, Placed<String> text, Problems problems) {
    Variables.all(text.value()).stream()
        .map(Variable::text)
        .filter(Queries::isGoTemplate)
        .findFirst()
        .ifPresent(
            template ->
                problems.add(
                    GO_TEMPLATE_IN_POLICY,
                    text.pointer(),
                    rule.at(text.pointer()),
                    "Kyverno takes the Go template {{ " + template + " }} for a variable",
                    "write \\{{ " + template + " }}"));
  }

  private static void references(RuleView rule, Placed<String> text, Problems problems) {
    Matcher matcher = SHELL.matcher(text.value());
    if (matcher.find()) {
      String reference = matcher.group(1);
      problems.add(
          SHELL_REFERENCE_IN_DATA,
          text.pointer(),
          rule.at(text.pointer()),
          "Kyverno takes " + reference + " for a reference to another place of the policy",
          "write \\" + reference);
    }
  }

  private static void braces(RuleView rule, Placed<String> text, Problems problems) {
    String rest = text.value();
    for (List<Variable> found = Variables.firstPass(rest);
        !found.isEmpty();
        found = Variables.firstPass(rest)) {
      Variable first = found.getFirst();
      rest = rest.substring(0, first.start()) + "null" + rest.substring(first.end());
    }
    if (OPEN.matcher(rest).find()) {
      problems.add(
          VARIABLE_NOT_CLOSED,
          text.pointer(),
          rule.at(text.pointer()),
          "'{{' begins no variable, so the text stays as it is",
          "close it with '}}', move braces inside of it into a context entry, or write '\\{{'");
    }
  }

  private static void label(RuleView rule, Query query, boolean label, Problems problems) {
    if (query.form() == Form.WHOLE && query.expression().filter(Texts::givesNoText).isPresent()) {
      problems.add(
          LABEL_IS_NOT_TEXT,
          query.pointer(),
          rule.at(query.pointer()),
          query.written() + " is no text, and a label or annotation must be one",
          "write {{ to_string(" + query.text() + ") }}");
    }
    Optional<List<String>> path = query.expression().flatMap(Paths::whole);
    if (label && path.filter(NAMES::contains).isPresent() && mayBeLong(rule)) {
      problems.add(
          LABEL_FROM_LONG_NAME,
          query.pointer(),
          rule.at(query.pointer()),
          query.written() + " may have 253 characters, and a label 63",
          "write {{ truncate(" + query.text() + ", `63`) }}, or use an annotation");
    }
  }

  private static boolean givesNoText(Expression expression) {
    return switch (expression) {
      case Comparison truth -> true;
      case Not truth -> true;
      case Literal(var value, int offset) -> value.isNumber() || value.isBoolean();
      case Function function ->
          Functions.named(function.name())
              .map(Functions.Signature::result)
              .filter(result -> Set.of(Type.NUMBER, Type.BOOLEAN).containsAll(result))
              .isPresent();
      default -> false;
    };
  }

  private static boolean mayBeLong(RuleView rule) {
    return rule.rule().match().filters().stream()
        .flatMap(filter -> filter.resources().kinds().stream())
        .anyMatch(kind -> !SHORT_NAMES.contains(Kinds.name(kind)));
  }
}
