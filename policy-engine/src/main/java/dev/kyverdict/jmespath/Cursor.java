package dev.kyverdict.jmespath;

import java.util.List;

/** Goes through the tokens of an expression, once and forward. */
final class Cursor {

  private final String expression;
  private final List<Token> tokens;
  private int position;

  Cursor(String expression) {
    this.expression = expression;
    this.tokens = Lexer.tokens(expression);
  }

  Token current() {
    return lookahead(0);
  }

  Token lookahead(int distance) {
    return tokens.get(position + distance);
  }

  boolean at(TokenType type) {
    return current().type() == type;
  }

  /** The current token; the next one becomes current. */
  Token take() {
    Token token = current();
    position++;
    return token;
  }

  /** Takes the current token if it is of that type. */
  boolean skip(TokenType type) {
    boolean here = at(type);
    if (here) {
      position++;
    }
    return here;
  }

  void expect(TokenType type) {
    if (!skip(type)) {
      throw unexpected("'" + type.symbol() + "' must come here");
    }
  }

  JmesPathSyntaxException unexpected(String expectation) {
    return error(expectation + ", not " + current().description(), current());
  }

  JmesPathSyntaxException unexpected(String expectation, String repair) {
    return error(expectation + ", not " + current().description() + "; " + repair, current());
  }

  JmesPathSyntaxException error(String problem, Token token) {
    return new JmesPathSyntaxException(problem, expression, token.start());
  }
}
