package dev.kyverdict.lint;

import static dev.kyverdict.lint.TextLint.JMESPATH_SYNTAX;
import static dev.kyverdict.lint.TextLint.UNKNOWN_FUNCTION;

import dev.kyverdict.jmespath.Expression;
import dev.kyverdict.jmespath.Expression.Function;
import dev.kyverdict.jmespath.Functions;
import dev.kyverdict.jmespath.JmesPathParser;
import dev.kyverdict.jmespath.JmesPathSyntaxException;
import dev.kyverdict.lint.Tree.Known;
import tools.jackson.databind.JsonNode;

/** The queries of GlobalContextEntries. */
final class Projections {

  private Projections() {}

  static void check(ObjectView object, Problems problems) {
    if (object.kind().equals("GlobalContextEntry")
        && object.tree().at("spec", "projections") instanceof Known(JsonNode list)) {
      for (int i = 0; i < list.size(); i++) {
        String field = "/spec/projections/" + i + "/jmesPath";
        projection(object, list.path(i).path("jmesPath").asString(""), field, problems);
      }
    }
  }

  private static void projection(ObjectView object, String text, String field, Problems problems) {
    try {
      for (Expression node : JmesPathParser.parse(text).nodes()) {
        if (node instanceof Function function && Functions.named(function.name()).isEmpty()) {
          object.report(
              problems,
              UNKNOWN_FUNCTION,
              field,
              "Kyverno has no function '" + function.name() + "'",
              "use one of Kyverno's functions");
        }
      }
    } catch (JmesPathSyntaxException problem) {
      object.report(
          problems,
          JMESPATH_SYNTAX,
          field,
          problem.problem() + ", at column " + (problem.offset() + 1) + " of " + text,
          "correct the expression");
    }
  }
}
