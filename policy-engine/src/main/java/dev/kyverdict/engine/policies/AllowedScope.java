package dev.kyverdict.engine.policies;

import com.google.re2j.Pattern;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.substitution.Query;
import dev.kyverdict.engine.substitution.Scope;
import dev.kyverdict.values.GoStrings;
import dev.kyverdict.values.Wildcard;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Variables without values: only which of them may be asked is known ({@code
 * pkg/engine/context/mock_context.go}).
 *
 * @param names what a query may contain, unless it matches one of the patterns
 * @param patterns what a query may be
 */
record AllowedScope(Pattern names, List<String> patterns) implements Scope {

  /** Stands before a text that Kyverno does not put behind the place of the variable. */
  private static final char BARE = '\uE000';

  AllowedScope {
    patterns = List.copyOf(patterns);
  }

  @Override
  public JsonNode query(String expression) {
    String query = GoStrings.trimSpace(expression);
    if (query.isEmpty()) {
      throw new EvaluationException("invalid query (nil)");
    }
    Optional<String> syntax = Query.of(query).syntaxError();
    if (syntax.isPresent()) {
      throw new EvaluationException(
          "invalid JMESPath query " + query + ": " + SyntaxText.of(syntax.get()));
    }
    String plain = query.replace("\"", "");
    if (names.matcher(plain).find()
        || patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, plain))) {
      return NullNode.getInstance();
    }
    throw new EvaluationException(
        BARE
            + "variable "
            + plain
            + " must match regex \""
            + names.pattern()
            + "\" or patterns ["
            + String.join(" ", patterns)
            + "]");
  }

  @Override
  public boolean deleting() {
    return false;
  }

  /** The text of an error as Kyverno writes it. */
  static String text(EvaluationException error) {
    return error.text().substring(error.text().indexOf(BARE) + 1);
  }
}
