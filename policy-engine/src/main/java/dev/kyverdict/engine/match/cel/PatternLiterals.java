package dev.kyverdict.engine.match.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.jmespath.functions.GoRegex;
import java.util.Optional;

/** Regular expressions that are written into an expression; Kubernetes reads them beforehand. */
final class PatternLiterals {

  private PatternLiterals() {}

  /** What is wrong with the first that cannot be read. */
  static Optional<String> problem(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(expr -> expr.getKind() == Kind.CALL)
        .flatMap(expr -> problem(expr.call(), tree).stream())
        .findFirst();
  }

  private static Optional<String> problem(CelCall call, CelAbstractSyntaxTree tree) {
    boolean matches = call.function().equals("matches");
    boolean finds = call.function().equals("find") || call.function().equals("findAll");
    if (call.args().isEmpty() || !(matches || finds)) {
      return Optional.empty();
    }
    CelExpr pattern = call.args().getLast();
    try {
      text(pattern).ifPresent(GoRegex::compile);
      return Optional.empty();
    } catch (FunctionException unreadable) {
      return Optional.of(
          matches
              ? CelIssue.formatError(place(pattern, tree.getSource()), "invalid matches argument")
                  .toDisplayString(tree.getSource())
              : "program instantiation failed: " + unreadable.text());
    }
  }

  private static CelSourceLocation place(CelExpr expr, CelSource source) {
    int offset = source.getPositionsMap().getOrDefault(expr.id(), 0);
    return source.getOffsetLocation(offset).orElse(CelSourceLocation.NONE);
  }

  private static Optional<String> text(CelExpr expr) {
    return expr.getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }
}
