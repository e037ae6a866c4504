package dev.kyverdict.jmespath;

/** Kinds of tokens, with how strongly each binds to the value on its left (0: not at all). */
enum TokenType {
  PIPE("|", 1),
  OR("||", 2),
  AND("&&", 3),
  EQUAL("==", 5),
  NOT_EQUAL("!=", 5),
  LESS("<", 5),
  LESS_OR_EQUAL("<=", 5),
  GREATER(">", 5),
  GREATER_OR_EQUAL(">=", 5),
  FLATTEN("[]", 9),
  STAR("*", 20),
  FILTER("[?", 21),
  DOT(".", 40),
  NOT("!", 45),
  LEFT_BRACE("{", 50),
  LEFT_BRACKET("[", 55),
  LEFT_PARENTHESIS("(", 60),
  RIGHT_BRACE("}", 0),
  RIGHT_BRACKET("]", 0),
  RIGHT_PARENTHESIS(")", 0),
  COMMA(",", 0),
  COLON(":", 0),
  CURRENT("@", 0),
  REFERENCE("&", 0),
  SINGLE_EQUALS("=", 0),
  NUMBER("a number", 0),
  IDENTIFIER("a name", 0),
  QUOTED_IDENTIFIER("a name in double quotes", 0),
  RAW_STRING("a string", 0),
  LITERAL("a literal", 0),
  END("the end of the expression", 0);

  private final String symbol;
  private final int power;

  TokenType(String symbol, int power) {
    this.symbol = symbol;
    this.power = power;
  }

  String symbol() {
    return symbol;
  }

  int power() {
    return power;
  }
}
