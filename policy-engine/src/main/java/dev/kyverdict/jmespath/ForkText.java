package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.Expression.And;
import dev.kyverdict.jmespath.Expression.Broken;
import dev.kyverdict.jmespath.Expression.Comparison;
import dev.kyverdict.jmespath.Expression.Current;
import dev.kyverdict.jmespath.Expression.ExpressionReference;
import dev.kyverdict.jmespath.Expression.Field;
import dev.kyverdict.jmespath.Expression.FilterProjection;
import dev.kyverdict.jmespath.Expression.Flatten;
import dev.kyverdict.jmespath.Expression.Function;
import dev.kyverdict.jmespath.Expression.Identity;
import dev.kyverdict.jmespath.Expression.Index;
import dev.kyverdict.jmespath.Expression.IndexExpression;
import dev.kyverdict.jmespath.Expression.Literal;
import dev.kyverdict.jmespath.Expression.Member;
import dev.kyverdict.jmespath.Expression.MultiSelectHash;
import dev.kyverdict.jmespath.Expression.MultiSelectList;
import dev.kyverdict.jmespath.Expression.NamelessFunction;
import dev.kyverdict.jmespath.Expression.Not;
import dev.kyverdict.jmespath.Expression.Or;
import dev.kyverdict.jmespath.Expression.Pipe;
import dev.kyverdict.jmespath.Expression.Projection;
import dev.kyverdict.jmespath.Expression.RawString;
import dev.kyverdict.jmespath.Expression.Slice;
import dev.kyverdict.jmespath.Expression.Subexpression;
import dev.kyverdict.jmespath.Expression.ValueProjection;
import dev.kyverdict.values.GoFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The fork's tree as Go prints it with {@code %v}: number of the kind of node, value, children.
 * Such a text comes into messages about an expression reference where another value must be. Where
 * Go would print addresses, those of the parts of a slice, this prints the numbers themselves.
 */
final class ForkText {

  private static final String NIL = "<nil>";

  private ForkText() {}

  static String of(Expression expression) {
    return switch (expression) {
      case Broken broken -> node(0, NIL);
      case Comparison comparison ->
          node(1, token(comparison.comparator()), comparison.left(), comparison.right());
      case Current current -> node(2, NIL);
      case ExpressionReference reference -> node(3, NIL, reference.operand());
      case Function function -> node(4, function.name(), list(function.arguments()));
      case NamelessFunction function -> node(4, NIL, list(function.arguments()));
      case Field field -> node(5, field.name());
      case FilterProjection(Expression left, Expression condition, Expression right) ->
          node(6, NIL, left, right, condition);
      case Flatten(Expression left) -> node(7, NIL, left);
      case Identity identity -> node(8, NIL);
      case Index index -> node(9, Long.toString(index.index()));
      case IndexExpression(Expression left, Expression right) -> node(10, NIL, left, right);
      case Literal literal -> node(12, GoFormat.v(literal.value()));
      case RawString string -> node(12, string.value());
      case MultiSelectHash hash -> node(13, NIL, members(hash));
      case MultiSelectList list -> node(14, NIL, list(list.elements()));
      case Or(Expression left, Expression right) -> node(15, NIL, left, right);
      case And(Expression left, Expression right) -> node(16, NIL, left, right);
      case Not not -> node(17, NIL, not.operand());
      case Pipe(Expression left, Expression right) -> node(18, NIL, left, right);
      case Projection(Expression left, Expression right) -> node(19, NIL, left, right);
      case Subexpression(Expression left, Expression right) -> node(20, NIL, left, right);
      case Slice slice -> node(21, slice.start() + " " + slice.stop() + " " + slice.step());
      case ValueProjection(Expression left, Expression right) -> node(22, NIL, left, right);
    };
  }

  private static String node(int kind, String value, Expression... children) {
    return node(kind, value, list(List.of(children)));
  }

  private static String node(int kind, String value, String children) {
    return "{" + kind + " " + value + " [" + children + "]}";
  }

  private static String list(List<Expression> expressions) {
    return expressions.stream().map(ForkText::of).collect(Collectors.joining(" "));
  }

  private static String members(MultiSelectHash hash) {
    return hash.members().stream().map(ForkText::member).collect(Collectors.joining(" "));
  }

  private static String member(Member member) {
    return node(11, member.name(), member.value());
  }

  /** The fork's number of the token. */
  private static String token(Expression.Comparator comparator) {
    return switch (comparator) {
      case LESS -> "18";
      case LESS_OR_EQUAL -> "19";
      case GREATER -> "20";
      case GREATER_OR_EQUAL -> "21";
      case EQUAL -> "22";
      case NOT_EQUAL -> "23";
    };
  }
}
