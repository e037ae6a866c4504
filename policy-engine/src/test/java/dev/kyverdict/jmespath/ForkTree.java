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
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a tree as the recorder writes that of the fork: kind, value, children. */
final class ForkTree {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Map<String, String> COMPARATORS =
      Map.of("==", "tEQ", "!=", "tNE", "<", "tLT", "<=", "tLTE", ">", "tGT", ">=", "tGTE");

  private ForkTree() {}

  static ArrayNode of(Expression expression) {
    return switch (expression) {
      case Current current -> list("CurrentNode");
      case Identity identity -> list("Identity");
      case Broken broken -> list("Empty");
      case Field field -> list("Field").add(field.name());
      case RawString string -> list("Literal").add(string.value());
      case Literal literal -> list("Literal").add(literal.value());
      case Index index -> list("Index").add(Long.toString(index.index()));
      case Slice slice -> slice(slice);
      case Subexpression(Expression left, Expression right) -> list("Subexpression", left, right);
      case IndexExpression(Expression left, Expression right) ->
          list("IndexExpression", left, right);
      case Projection(Expression left, Expression right) -> list("Projection", left, right);
      case ValueProjection(Expression left, Expression right) ->
          list("ValueProjection", left, right);
      case FilterProjection(Expression left, Expression condition, Expression right) ->
          list("FilterProjection", left, right, condition);
      case Flatten(Expression left) -> list("Flatten", left);
      case Pipe(Expression left, Expression right) -> list("Pipe", left, right);
      case Or(Expression left, Expression right) -> list("OrExpression", left, right);
      case And(Expression left, Expression right) -> list("AndExpression", left, right);
      case Not not -> list("NotExpression", not.operand());
      case Comparison comparison -> comparison(comparison);
      case MultiSelectList multi -> children(list("MultiSelectList"), multi.elements());
      case MultiSelectHash multi -> hash(multi);
      case Function function -> call(function.name(), function.arguments());
      case NamelessFunction function -> call(null, function.arguments());
      case ExpressionReference reference -> list("ExpRef", reference.operand());
    };
  }

  private static ArrayNode list(String kind, Expression... children) {
    return children(NODES.arrayNode().add(kind), List.of(children));
  }

  private static ArrayNode children(ArrayNode list, List<Expression> children) {
    children.forEach(child -> list.add(of(child)));
    return list;
  }

  private static ArrayNode slice(Slice slice) {
    ArrayNode parts = NODES.arrayNode();
    for (OptionalLong part : List.of(slice.start(), slice.stop(), slice.step())) {
      parts.add(part.isPresent() ? Long.toString(part.getAsLong()) : null);
    }
    return list("Slice").add(parts);
  }

  private static ArrayNode comparison(Comparison comparison) {
    String comparator = COMPARATORS.get(comparison.comparator().symbol());
    ArrayNode list = list("Comparator").add(comparator);
    return children(list, List.of(comparison.left(), comparison.right()));
  }

  private static ArrayNode hash(MultiSelectHash hash) {
    ArrayNode list = list("MultiSelectHash");
    for (Member member : hash.members()) {
      list.add(list("KeyValPair").add(member.name()).add(of(member.value())));
    }
    return list;
  }

  private static ArrayNode call(@Nullable String name, List<Expression> arguments) {
    return children(list("FunctionExpression").add(name), arguments);
  }

  /** Every number as a double, as Go reads them. */
  static JsonNode doubles(JsonNode node) {
    return switch (node) {
      case ArrayNode list -> {
        ArrayNode copy = NODES.arrayNode();
        list.forEach(element -> copy.add(doubles(element)));
        yield copy;
      }
      case ObjectNode object -> {
        ObjectNode copy = NODES.objectNode();
        object
            .properties()
            .forEach(member -> copy.set(member.getKey(), doubles(member.getValue())));
        yield copy;
      }
      default -> node.isNumber() ? NODES.numberNode(node.asDouble()) : node;
    };
  }
}
