package dev.kyverdict.chainsaw.tree;

import dev.kyverdict.jmespath.Expression;
import dev.kyverdict.jmespath.Expression.Comparator;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Evaluates expressions ({@code pkg/interpreter/interpreter.go} of jmespath-community).
 *
 * @param bindings what {@code $name} means
 */
record Evaluation(Bindings bindings) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonNode NULL = NullNode.getInstance();

  /** The result of an expression for a value. */
  JsonNode of(Expression expression, JsonNode value) {
    return switch (expression) {
      case Expression.Current current -> value;
      case Expression.Identity identity -> value;
      case Expression.Field field -> field(field.name(), value);
      case Expression.Literal literal -> literal.value();
      case Expression.RawString text -> StringNode.valueOf(text.value());
      case Expression.Index index -> index(index.index(), value);
      case Expression.Slice slice -> slice(slice, value);
      case Expression.Subexpression it -> chained(it.left(), it.right(), value);
      case Expression.IndexExpression it -> chained(it.left(), it.right(), value);
      case Expression.Projection it -> each(of(it.left(), value), it.right());
      case Expression.ValueProjection it -> each(values(of(it.left(), value)), it.right());
      case Expression.FilterProjection it ->
          each(filtered(of(it.left(), value), it.condition()), it.right());
      case Expression.Flatten it -> flattened(of(it.left(), value));
      case Expression.Pipe it -> of(it.right(), of(it.left(), value));
      case Expression.Not it -> BooleanNode.valueOf(isFalse(of(it.operand(), value)));
      case Expression.Or it -> {
        JsonNode left = of(it.left(), value);
        yield isFalse(left) ? of(it.right(), value) : left;
      }
      case Expression.And it -> {
        JsonNode left = of(it.left(), value);
        yield isFalse(left) ? left : of(it.right(), value);
      }
      case Expression.Comparison it ->
          compared(it.comparator(), of(it.left(), value), of(it.right(), value));
      case Expression.MultiSelectList it -> {
        ArrayNode list = NODES.arrayNode();
        it.elements().forEach(element -> list.add(of(element, value)));
        yield list;
      }
      case Expression.MultiSelectHash it -> {
        ObjectNode object = NODES.objectNode();
        it.members().forEach(member -> object.set(member.name(), of(member.value(), value)));
        yield object;
      }
      case Expression.Function call -> call(call, value);
      case Expression.NamelessFunction call -> throw new TreeException("invalid function call");
      case Expression.Broken broken -> throw new TreeException("invalid index");
      case Expression.ExpressionReference reference ->
          throw new OutOfReachException("an expression reference outside of a function");
    };
  }

  private JsonNode field(String name, JsonNode value) {
    if (name.length() > 1 && name.charAt(0) == Query.BINDING) {
      return bindings.get(name.substring(1));
    }
    return value.isObject() && value.has(name) ? value.path(name) : NULL;
  }

  private JsonNode chained(Expression left, Expression right, JsonNode value) {
    JsonNode between = of(left, value);
    return between.isNull() ? NULL : of(right, between);
  }

  private JsonNode each(JsonNode list, Expression right) {
    if (!list.isArray()) {
      return list.isString() ? list : NULL;
    }
    ArrayNode results = NODES.arrayNode();
    for (JsonNode item : list) {
      JsonNode result = of(right, item);
      if (!result.isNull()) {
        results.add(result);
      }
    }
    return results;
  }

  private JsonNode filtered(JsonNode list, Expression condition) {
    if (!list.isArray()) {
      return NULL;
    }
    ArrayNode kept = NODES.arrayNode();
    for (JsonNode item : list) {
      if (!isFalse(of(condition, item))) {
        kept.add(item);
      }
    }
    return kept;
  }

  private JsonNode call(Expression.Function call, JsonNode value) {
    boolean refers =
        call.arguments().stream().anyMatch(Expression.ExpressionReference.class::isInstance);
    if (refers) {
      return referring(call, value);
    }
    List<JsonNode> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(of(argument, value)));
    return Calls.of(call.name(), arguments);
  }

  private JsonNode referring(Expression.Function call, JsonNode value) {
    List<Expression> arguments = call.arguments();
    if (call.name().equals("map")
        && arguments.size() == 2
        && arguments.getFirst() instanceof Expression.ExpressionReference reference) {
      ArrayNode results = NODES.arrayNode();
      of(arguments.getLast(), value).forEach(item -> results.add(of(reference.operand(), item)));
      return results;
    }
    throw new OutOfReachException("the function " + call.name() + " with an expression reference");
  }

  private static JsonNode index(long index, JsonNode value) {
    long at = index < 0 ? index + value.size() : index;
    return value.isArray() && at >= 0 && at < value.size() ? value.get((int) at) : NULL;
  }

  private static JsonNode values(JsonNode object) {
    if (!object.isObject()) {
      return NULL;
    }
    ArrayNode values = NODES.arrayNode();
    object.forEach(values::add);
    return values;
  }

  private static JsonNode flattened(JsonNode list) {
    if (!list.isArray()) {
      return NULL;
    }
    ArrayNode flat = NODES.arrayNode();
    for (JsonNode item : list) {
      if (item instanceof ArrayNode inner) {
        inner.forEach(flat::add);
      } else {
        flat.add(item);
      }
    }
    return flat;
  }

  private static JsonNode slice(Expression.Slice slice, JsonNode value) {
    int size = value.isString() ? value.stringValue().length() : value.size();
    if (!value.isString() && !value.isArray()) {
      return NULL;
    }
    long step = slice.step().orElse(1);
    if (step == 0) {
      throw new TreeException("invalid slice, step cannot be 0");
    }
    long start = bound(slice.start(), step > 0 ? 0 : size - 1, size, step);
    long stop = bound(slice.stop(), step > 0 ? size : -1, size, step);
    StringBuilder text = new StringBuilder();
    ArrayNode items = NODES.arrayNode();
    for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
      if (value.isString()) {
        text.append(value.stringValue().charAt((int) i));
      } else {
        items.add(value.get((int) i));
      }
    }
    return value.isString() ? StringNode.valueOf(text.toString()) : items;
  }

  private static long bound(OptionalLong written, long unwritten, long size, long step) {
    if (written.isEmpty()) {
      return unwritten;
    }
    long at = written.getAsLong();
    if (at < 0) {
      return Math.max(at + size, step < 0 ? -1 : 0);
    }
    return at >= size ? (step < 0 ? size - 1 : size) : at;
  }

  private static JsonNode compared(Comparator comparator, JsonNode left, JsonNode right) {
    if (comparator == Comparator.EQUAL || comparator == Comparator.NOT_EQUAL) {
      return BooleanNode.valueOf(left.equals(right) == (comparator == Comparator.EQUAL));
    }
    if (!left.isNumber() || !right.isNumber()) {
      return NULL;
    }
    int order = Double.compare(left.doubleValue(), right.doubleValue());
    return BooleanNode.valueOf(
        switch (comparator) {
          case LESS -> order < 0;
          case LESS_OR_EQUAL -> order <= 0;
          case GREATER -> order > 0;
          default -> order >= 0;
        });
  }

  private static boolean isFalse(JsonNode value) {
    return switch (value) {
      case BooleanNode truth -> !truth.booleanValue();
      case StringNode text -> text.stringValue().isEmpty();
      default -> value.isNull() || (value.isContainer() && value.isEmpty());
    };
  }
}
