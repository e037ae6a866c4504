package dev.kyverdict.lint;

import dev.kyverdict.jmespath.Expression;
import dev.kyverdict.jmespath.JmesPathParser;
import dev.kyverdict.jmespath.JmesPathSyntaxException;
import dev.kyverdict.jmespath.Variables;
import dev.kyverdict.jmespath.Variables.Variable;
import dev.kyverdict.lint.Query.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds and parses the expressions of a rule. */
final class Queries {

  /** What stands in an expression for the value of a variable inside of it. */
  static final String PLACEHOLDER = "_variable_";

  private static final Pattern GO_TEMPLATE =
      Pattern.compile("[.$].*|(?:if|range|with|else if|template|define|block) .*", Pattern.DOTALL);

  private Queries() {}

  /** Every expression of a rule, in the order of its parts. */
  static List<Query> of(RuleView.Parts parts) {
    List<Query> queries = new ArrayList<>();
    for (Placed<String> text : parts.texts()) {
      queries.addAll(inText(text));
    }
    for (Placed<String> expression : parts.expressions()) {
      queries.addAll(inText(expression));
      queries.add(plain(expression));
    }
    return List.copyOf(queries);
  }

  /** Whether Go's templates would read it, and JMESPath would not. */
  static boolean isGoTemplate(String text) {
    return GO_TEMPLATE.matcher(text).matches();
  }

  private static List<Query> inText(Placed<String> site) {
    List<Variable> variables = Variables.all(site.value());
    List<Query> queries = new ArrayList<>();
    for (Variable variable : variables) {
      boolean partial =
          variables.stream()
              .anyMatch(other -> other.start() > variable.start() && other.end() < variable.end());
      Form form = variable.isWhole(site.value()) ? Form.WHOLE : Form.EMBEDDED;
      if (!isGoTemplate(variable.text())) {
        queries.add(parsed(site, variable.text(), form, partial));
      }
    }
    return queries;
  }

  private static Query plain(Placed<String> site) {
    String text = withoutVariables(site.value());
    return parsed(site, text, Form.PLAIN, !text.equals(site.value()));
  }

  /** The text of an expression, with a name in place of every variable. */
  static String withoutVariables(String text) {
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    for (Variable variable : Variables.firstPass(text)) {
      replaced.append(text, from, variable.start()).append(PLACEHOLDER);
      from = variable.end();
    }
    return replaced.append(text, from, text.length()).toString();
  }

  private static Query parsed(Placed<String> site, String text, Form form, boolean partial) {
    try {
      Expression expression = JmesPathParser.parse(text);
      return new Query(site, text, form, partial, Optional.of(expression), Optional.empty());
    } catch (JmesPathSyntaxException problem) {
      return new Query(site, text, form, partial, Optional.empty(), Optional.of(problem));
    }
  }
}
