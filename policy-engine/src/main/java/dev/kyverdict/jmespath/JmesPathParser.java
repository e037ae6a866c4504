package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.Expression.Broken;
import dev.kyverdict.jmespath.Expression.Comparator;
import dev.kyverdict.jmespath.Expression.Comparison;
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
import dev.kyverdict.jmespath.Expression.Projection;
import dev.kyverdict.jmespath.Expression.RawString;
import dev.kyverdict.jmespath.Expression.Slice;
import dev.kyverdict.jmespath.Expression.Subexpression;
import dev.kyverdict.jmespath.Expression.ValueProjection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/**
 * Parses JMESPath as Kyverno 1.19 does: it accepts and refuses the same expressions and builds the
 * same trees, save for nesting deeper than {@link #MAX_DEPTH}.
 *
 * <p>Operator precedence parsing: a token is first asked what it means at the beginning of a value
 * ({@link #first}), later ones what they make of the value on their left ({@link #next}).
 *
 * <p>Basis: {@code kyverno/go-jmespath} at 95e59c162877, {@code parser.go}.
 */
public final class JmesPathParser {

  /**
   * How deep an expression may be nested: in the text, in its tree (a chain such as {@code a.b.c}
   * counts too) and in the JSON of a literal. Kyverno has no limit that matters; here deeper ones
   * are refused, so that whoever parses or walks a tree may recurse on a stack of 1 MiB.
   */
  public static final int MAX_DEPTH = 256;

  private final Cursor cursor;
  private int depth;

  private JmesPathParser(String expression) {
    this.cursor = new Cursor(expression);
  }

  /**
   * Parses an expression.
   *
   * @throws JmesPathSyntaxException if Kyverno would not parse it, or if it is nested too deep
   */
  public static Expression parse(String expression) {
    JmesPathParser parser = new JmesPathParser(GoText.wellFormed(expression));
    Expression parsed = parser.value(0);
    if (!parser.cursor.at(TokenType.END)) {
      throw parser.cursor.unexpected("the expression is complete");
    }
    parser.refuseDeepTree(parsed);
    return parsed;
  }

  /** A value and what follows it, as long as that binds tighter than the given power. */
  private Expression value(int power) {
    if (++depth > MAX_DEPTH) {
      throw tooDeep(cursor.current());
    }
    Expression value = first(cursor.take());
    while (power < cursor.current().type().power()) {
      value = next(cursor.take(), value);
    }
    depth--;
    return value;
  }

  private Expression first(Token token) {
    int start = token.start();
    return switch (token.type()) {
      case IDENTIFIER -> new Field(token.text(), start);
      case QUOTED_IDENTIFIER -> quotedField(token);
      case CURRENT -> new Expression.Current(start);
      case RAW_STRING -> new RawString(token.text(), start);
      case LITERAL -> literal(token);
      case NOT -> new Not(value(TokenType.NOT.power()), start);
      case REFERENCE -> new ExpressionReference(value(TokenType.REFERENCE.power()), start);
      case LEFT_PARENTHESIS -> parenthesized();
      case LEFT_BRACE -> multiSelectHash(start);
      case LEFT_BRACKET -> firstBracket(start);
      case FILTER -> filter(new Identity(start));
      case FLATTEN -> flatten(new Identity(start));
      case STAR -> {
        Expression each = cursor.at(TokenType.RIGHT_BRACKET) ? identity() : forEach(TokenType.STAR);
        yield new ValueProjection(new Identity(start), each);
      }
      case END -> throw cursor.error("the expression ends where a value must come", token);
      case SINGLE_EQUALS -> throw cursor.error("a single '='; write '=='", token);
      default -> throw cursor.error("a value must come here, not " + token.description(), token);
    };
  }

  private Expression next(Token token, Expression left) {
    return switch (token.type()) {
      case DOT -> {
        if (cursor.at(TokenType.STAR)) {
          cursor.take();
          yield new ValueProjection(left, forEach(TokenType.DOT));
        }
        yield new Subexpression(left, afterDot(TokenType.DOT));
      }
      case PIPE -> new Expression.Pipe(left, value(TokenType.PIPE.power()));
      case OR -> new Expression.Or(left, value(TokenType.OR.power()));
      case AND -> new Expression.And(left, value(TokenType.AND.power()));
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
        Comparator comparator = Comparator.of(token.text()).orElseThrow();
        yield new Comparison(comparator, left, value(token.type().power()));
      }
      case LEFT_PARENTHESIS -> call(left, token);
      case FILTER -> filter(left);
      case FLATTEN -> flatten(left);
      case LEFT_BRACKET -> nextBracket(left);
      default -> throw cursor.error(token.description() + " cannot follow a value", token);
    };
  }

  private Expression quotedField(Token token) {
    if (cursor.at(TokenType.LEFT_PARENTHESIS)) {
      throw cursor.error("the name of a function must not be quoted", token);
    }
    return new Field(token.text(), token.start());
  }

  private Expression literal(Token token) {
    try {
      return new Literal(GoJson.read(token.text()), token.start());
    } catch (GoJson.InvalidJsonException e) {
      String problem = "the literal between backticks is not JSON: " + e.getMessage();
      throw cursor.error(problem + "; a string is written 'so' or `\"so\"`", token);
    }
  }

  private Expression parenthesized() {
    Expression value = value(0);
    cursor.expect(TokenType.RIGHT_PARENTHESIS);
    return value;
  }

  /**
   * The fork forgets the error of a broken index or slice here, and only here: {@code [1} and
   * {@code [0.a} are accepted and fail when they are evaluated.
   */
  private Expression firstBracket(int start) {
    Identity left = new Identity(start);
    if (atIndexOrSlice()) {
      Optional<Expression> right = indexOrSlice();
      return right.isPresent() ? indexed(left, right.get()) : new Broken(start);
    }
    if (cursor.at(TokenType.STAR) && cursor.lookahead(1).type() == TokenType.RIGHT_BRACKET) {
      cursor.take();
      cursor.take();
      return new Projection(left, forEach(TokenType.STAR));
    }
    return multiSelectList(start);
  }

  private Expression nextBracket(Expression left) {
    if (atIndexOrSlice()) {
      Expression right =
          indexOrSlice().orElseThrow(() -> cursor.unexpected("an index or a slice must come here"));
      return indexed(left, right);
    }
    if (!cursor.at(TokenType.STAR)) {
      String repair = "write .[a, b] for a list, .name or .\"a-name\" for a key";
      throw cursor.unexpected("after '[' comes a number, ':', '*', '?' or ']'", repair);
    }
    cursor.take();
    cursor.expect(TokenType.RIGHT_BRACKET);
    return new Projection(left, forEach(TokenType.STAR));
  }

  private boolean atIndexOrSlice() {
    return cursor.at(TokenType.NUMBER) || cursor.at(TokenType.COLON);
  }

  /** Empty where it is broken; the current token is then the one that breaks it. */
  private Optional<Expression> indexOrSlice() {
    if (cursor.at(TokenType.COLON) || cursor.lookahead(1).type() == TokenType.COLON) {
      return slice();
    }
    int start = cursor.current().start();
    OptionalLong index = number(cursor.current());
    if (index.isEmpty()) {
      return Optional.empty();
    }
    cursor.take();
    return closed(new Index(index.getAsLong(), start));
  }

  /** Of two numbers without a colon between them the last one counts; a third colon is allowed. */
  private Optional<Expression> slice() {
    int start = cursor.current().start();
    List<OptionalLong> parts = new ArrayList<>();
    OptionalLong part = OptionalLong.empty();
    while (!cursor.at(TokenType.RIGHT_BRACKET) && parts.size() < 3) {
      if (cursor.at(TokenType.COLON)) {
        parts.add(part);
        part = OptionalLong.empty();
      } else if (cursor.at(TokenType.NUMBER) && number(cursor.current()).isPresent()) {
        part = number(cursor.current());
      } else {
        return Optional.empty();
      }
      cursor.take();
    }
    parts.add(part);
    OptionalLong step = parts.size() > 2 ? parts.get(2) : OptionalLong.empty();
    return closed(new Slice(parts.get(0), parts.get(1), step, start));
  }

  private Optional<Expression> closed(Expression right) {
    if (!cursor.at(TokenType.RIGHT_BRACKET)) {
      return Optional.empty();
    }
    cursor.take();
    return Optional.of(right);
  }

  private static OptionalLong number(Token token) {
    try {
      return OptionalLong.of(Long.parseLong(token.text()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private Expression indexed(Expression left, Expression right) {
    IndexExpression indexed = new IndexExpression(left, right);
    return right instanceof Slice ? new Projection(indexed, forEach(TokenType.STAR)) : indexed;
  }

  private Expression filter(Expression left) {
    Expression condition = value(0);
    cursor.expect(TokenType.RIGHT_BRACKET);
    Expression each = cursor.at(TokenType.FLATTEN) ? identity() : forEach(TokenType.FILTER);
    return new FilterProjection(left, condition, each);
  }

  private Expression flatten(Expression left) {
    return new Projection(new Flatten(left), forEach(TokenType.FLATTEN));
  }

  /** The right side of a projection. */
  private Expression forEach(TokenType projection) {
    TokenType type = cursor.current().type();
    if (type == TokenType.LEFT_BRACKET || type == TokenType.FILTER) {
      return value(projection.power());
    }
    if (type == TokenType.DOT) {
      cursor.take();
      return afterDot(projection);
    }
    if (type.power() >= 10) {
      throw cursor.unexpected("a projection cannot be followed so");
    }
    return identity();
  }

  private Expression afterDot(TokenType operator) {
    int start = cursor.current().start();
    return switch (cursor.current().type()) {
      case IDENTIFIER, QUOTED_IDENTIFIER, STAR -> value(operator.power());
      case LEFT_BRACKET -> {
        cursor.take();
        yield multiSelectList(start);
      }
      case LEFT_BRACE -> {
        cursor.take();
        yield multiSelectHash(start);
      }
      case NUMBER -> throw cursor.unexpected("after '.' comes a name", "an index is written [0]");
      default -> throw cursor.unexpected("after '.' comes a name, '*', '[' or '{'");
    };
  }

  private Expression multiSelectList(int start) {
    List<Expression> elements = new ArrayList<>();
    elements.add(value(0));
    while (!cursor.at(TokenType.RIGHT_BRACKET)) {
      cursor.expect(TokenType.COMMA);
      elements.add(value(0));
    }
    cursor.take();
    return new MultiSelectList(elements, start);
  }

  /** The fork does not miss a comma between two members, but it does mind one after the last. */
  private Expression multiSelectHash(int start) {
    List<Member> members = new ArrayList<>();
    do {
      if (!cursor.at(TokenType.IDENTIFIER) && !cursor.at(TokenType.QUOTED_IDENTIFIER)) {
        throw cursor.unexpected("a name must come here");
      }
      String name = cursor.take().text();
      cursor.expect(TokenType.COLON);
      members.add(new Member(name, value(0)));
    } while (cursor.skip(TokenType.COMMA) || !cursor.skip(TokenType.RIGHT_BRACE));
    return new MultiSelectHash(members, start);
  }

  /** The fork does not mind a missing comma between two arguments, nor one after the last. */
  private Expression call(Expression callee, Token parenthesis) {
    List<Expression> arguments = new ArrayList<>();
    while (!cursor.skip(TokenType.RIGHT_PARENTHESIS)) {
      arguments.add(value(0));
      cursor.skip(TokenType.COMMA);
    }
    String name = name(callee);
    return name == null
        ? new NamelessFunction(arguments, parenthesis.start())
        : new Function(name, arguments, callee.offset());
  }

  private static @Nullable String name(Expression callee) {
    return switch (callee) {
      case Field field -> field.name();
      case RawString string -> string.value();
      case Literal(StringNode string, int offset) -> string.stringValue();
      case Function function -> function.name();
      default -> null;
    };
  }

  private Identity identity() {
    return new Identity(cursor.current().start());
  }

  private JmesPathSyntaxException tooDeep(Token token) {
    String problem =
        "nested deeper than " + MAX_DEPTH + " levels; Kyverno may accept it, we do not";
    return cursor.error(problem, token);
  }

  private record Level(Expression node, int depth) {}

  /** Chains such as {@code a.b.c} nest in the tree, though not in the text. */
  private void refuseDeepTree(Expression root) {
    Deque<Level> open = new ArrayDeque<>();
    open.push(new Level(root, 1));
    while (!open.isEmpty()) {
      Level level = open.pop();
      if (level.depth() > MAX_DEPTH) {
        throw tooDeep(cursor.current());
      }
      for (Expression child : level.node().children()) {
        open.push(new Level(child, level.depth() + 1));
      }
    }
  }
}
