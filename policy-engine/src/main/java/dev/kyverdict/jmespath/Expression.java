package dev.kyverdict.jmespath;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * A parsed JMESPath expression, in the shape in which Kyverno's fork sees it.
 *
 * <p>The shape decides what Kyverno answers: {@code a.b[*]} is a subexpression whose right side is
 * a projection, so a missing {@code a} is an error, while in {@code a.b[]} all of {@code a.b} is
 * the left side of a projection, so it is not.
 */
public sealed interface Expression {

  /** Where the expression begins in the text, in {@code char}s. */
  default int offset() {
    return children().getFirst().offset();
  }

  /** The expressions directly below this one, in the order of the text. */
  default List<Expression> children() {
    return List.of();
  }

  /** This expression and all below it, each before its children. */
  default List<Expression> nodes() {
    List<Expression> nodes = new ArrayList<>();
    Deque<Expression> open = new ArrayDeque<>();
    open.push(this);
    while (!open.isEmpty()) {
      Expression node = open.pop();
      nodes.add(node);
      node.children().reversed().forEach(open::push);
    }
    return List.copyOf(nodes);
  }

  /** The current value, {@code @}. */
  record Current(int offset) implements Expression {}

  /** The current value where nothing is written: left of {@code [0]}, right of {@code a[*]}. */
  record Identity(int offset) implements Expression {}

  /** A key of an object. Raises Kyverno's "unknown key" where an object lacks it. */
  record Field(String name, int offset) implements Expression {}

  /**
   * JSON between backticks. As in Kyverno every number is a double. Not to be changed by callers.
   */
  record Literal(JsonNode value, int offset) implements Expression {}

  /** Text between single quotes. */
  record RawString(String value, int offset) implements Expression {}

  /**
   * An element of a list, counted from its end when negative; right side of an index expression.
   */
  record Index(long index, int offset) implements Expression {}

  /** A range of a list; right side of an index expression. */
  record Slice(OptionalLong start, OptionalLong stop, OptionalLong step, int offset)
      implements Expression {}

  /** {@code left.right}: the right side reads what the left side gives. */
  record Subexpression(Expression left, Expression right) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }
  }

  /** {@code left[0]} or, as left side of a projection, {@code left[0:1]}. */
  record IndexExpression(Expression left, Expression right) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }
  }

  /** {@code left[*]right}, {@code left[]right}, {@code left[0:1]right}: for each of a list. */
  record Projection(Expression left, Expression right) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }
  }

  /** {@code left.*right}: for each value of an object. */
  record ValueProjection(Expression left, Expression right) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }
  }

  /** {@code left[?condition]right}: for each of a list for which the condition holds. */
  record FilterProjection(Expression left, Expression condition, Expression right)
      implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(left, condition, right);
    }
  }

  /** {@code left[]}, as left side of a projection: lists in the list are opened. */
  record Flatten(Expression left) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(left);
    }
  }

  /** {@code left | right}. */
  record Pipe(Expression left, Expression right) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }
  }

  /** {@code left || right}. */
  record Or(Expression left, Expression right) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }
  }

  /** {@code left && right}. */
  record And(Expression left, Expression right) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }
  }

  /** {@code !operand}. It binds tighter than a dot: {@code !a.b} is {@code (!a).b}. */
  record Not(Expression operand, int offset) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(operand);
    }
  }

  /** {@code left == right} and its like. */
  record Comparison(Comparator comparator, Expression left, Expression right)
      implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }
  }

  /** {@code [a, b]} or {@code left.[a, b]}. */
  record MultiSelectList(List<Expression> elements, int offset) implements Expression {
    /** Copies the elements. */
    public MultiSelectList {
      elements = List.copyOf(elements);
    }

    @Override
    public List<Expression> children() {
      return elements;
    }
  }

  /** <code>{a: b}</code>; of two members with one name the last one counts. */
  record MultiSelectHash(List<Member> members, int offset) implements Expression {
    /** Copies the members. */
    public MultiSelectHash {
      members = List.copyOf(members);
    }

    @Override
    public List<Expression> children() {
      return members.stream().map(Member::value).toList();
    }
  }

  /** One {@code name: value} of a multi-select hash. */
  record Member(String name, Expression value) {}

  /**
   * {@code name(a, b)}. Neither the name nor the number of arguments is checked by the parser.
   *
   * <p>The name is whatever text stands before the parenthesis: {@code 'f'(x)} calls {@code f}, and
   * {@code f(x)(y)} calls {@code f} with {@code y} and forgets {@code x}.
   */
  record Function(String name, List<Expression> arguments, int offset) implements Expression {
    /** Copies the arguments. */
    public Function {
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Expression> children() {
      return arguments;
    }
  }

  /**
   * A call of something without a name, as {@code @(x)}: parsed, but always an evaluation error.
   */
  record NamelessFunction(List<Expression> arguments, int offset) implements Expression {
    /** Copies the arguments. */
    public NamelessFunction {
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Expression> children() {
      return arguments;
    }
  }

  /** {@code &operand}, handed to a function unevaluated. */
  record ExpressionReference(Expression operand, int offset) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(operand);
    }
  }

  /** A broken {@code [1}, which the fork's parser lets pass: always an evaluation error. */
  record Broken(int offset) implements Expression {}

  /** How a comparison compares. */
  enum Comparator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    Comparator(String symbol) {
      this.symbol = symbol;
    }

    /** As it is written in an expression. */
    public String symbol() {
      return symbol;
    }

    static Optional<Comparator> of(String symbol) {
      for (Comparator comparator : values()) {
        if (comparator.symbol.equals(symbol)) {
          return Optional.of(comparator);
        }
      }
      return Optional.empty();
    }
  }
}
