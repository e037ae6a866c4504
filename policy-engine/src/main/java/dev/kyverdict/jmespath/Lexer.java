package dev.kyverdict.jmespath;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an expression into tokens as the fork does.
 *
 * <p>Basis: {@code kyverno/go-jmespath} at 95e59c162877, {@code lexer.go}.
 */
final class Lexer {

  /**
   * The fork's test for the end of a name looks one character too far: U+0080 ends it and yet
   * becomes part of it.
   */
  private static final char ENDS_A_NAME_AS_ITS_PART = '\u0080';

  private final String expression;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private Lexer(String expression) {
    this.expression = expression;
  }

  /** All tokens; the last one is the end. */
  static List<Token> tokens(String expression) {
    Lexer lexer = new Lexer(expression);
    while (lexer.position < expression.length()) {
      lexer.next(expression.charAt(lexer.position));
    }
    lexer.tokens.add(new Token(TokenType.END, "", expression.length()));
    return lexer.tokens;
  }

  private void next(char first) {
    switch (first) {
      case ' ', '\t', '\n', '\r' -> position++;
      case '.' -> symbol(TokenType.DOT);
      case '*' -> symbol(TokenType.STAR);
      case ',' -> symbol(TokenType.COMMA);
      case ':' -> symbol(TokenType.COLON);
      case '{' -> symbol(TokenType.LEFT_BRACE);
      case '}' -> symbol(TokenType.RIGHT_BRACE);
      case ']' -> symbol(TokenType.RIGHT_BRACKET);
      case '(' -> symbol(TokenType.LEFT_PARENTHESIS);
      case ')' -> symbol(TokenType.RIGHT_PARENTHESIS);
      case '@' -> symbol(TokenType.CURRENT);
      case '[' -> symbol(TokenType.FILTER, TokenType.FLATTEN, TokenType.LEFT_BRACKET);
      case '|' -> symbol(TokenType.OR, TokenType.PIPE);
      case '&' -> symbol(TokenType.AND, TokenType.REFERENCE);
      case '=' -> symbol(TokenType.EQUAL, TokenType.SINGLE_EQUALS);
      case '!' -> symbol(TokenType.NOT_EQUAL, TokenType.NOT);
      case '<' -> symbol(TokenType.LESS_OR_EQUAL, TokenType.LESS);
      case '>' -> symbol(TokenType.GREATER_OR_EQUAL, TokenType.GREATER);
      case '"' -> quotedIdentifier();
      case '\'' -> rawString();
      case '`' -> literal();
      default -> word(first);
    }
  }

  /** Adds the first of the symbols that stands here. */
  private void symbol(TokenType... longestFirst) {
    for (TokenType type : longestFirst) {
      if (expression.startsWith(type.symbol(), position)) {
        add(type, type.symbol());
        position += type.symbol().length();
        return;
      }
    }
    throw new IllegalStateException("no symbol at " + position + " of " + expression);
  }

  private void word(char first) {
    if (isLetter(first)) {
      add(TokenType.IDENTIFIER, identifier());
    } else if (first == '-' || isDigit(first)) {
      add(TokenType.NUMBER, expression.substring(position, digitsEnd(position + 1)));
    } else {
      String character = Character.toString(expression.codePointAt(position));
      throw error("unknown character '" + character + "'" + repair(first), position);
    }
    position += tokens.getLast().text().length();
  }

  private static String repair(char unknown) {
    return switch (unknown) {
      case '/' -> "; a name with '/' needs double quotes";
      case '+', '%' -> "; there are no arithmetic operators, call add(), modulo() and so on";
      case '$' -> "; the current value is '@'";
      case '\\' -> "; a backslash may stand in quotes only";
      default -> "";
    };
  }

  private String identifier() {
    int end = position + 1;
    while (end < expression.length()
        && (isLetter(expression.charAt(end)) || isDigit(expression.charAt(end)))) {
      end++;
    }
    boolean oddEnd = end < expression.length() && expression.charAt(end) == ENDS_A_NAME_AS_ITS_PART;
    return expression.substring(position, oddEnd ? end + 1 : end);
  }

  private int digitsEnd(int start) {
    int end = start;
    while (end < expression.length() && isDigit(expression.charAt(end))) {
      end++;
    }
    return end;
  }

  private void quotedIdentifier() {
    int start = position;
    String content = delimited('"');
    try {
      String name = GoJson.read('"' + content + '"').stringValue();
      tokens.add(new Token(TokenType.QUOTED_IDENTIFIER, name, start));
    } catch (GoJson.InvalidJsonException e) {
      throw error("the quoted name is not a JSON string: " + e.getMessage(), start);
    }
  }

  private void literal() {
    int start = position;
    String json = delimited('`').replace("\\`", "`");
    tokens.add(new Token(TokenType.LITERAL, json, start));
  }

  /** The text up to an unescaped delimiter, escapes included. */
  private String delimited(char delimiter) {
    int start = position;
    for (int i = start + 1; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == delimiter) {
        position = i + 1;
        return expression.substring(start + 1, i);
      }
      if (c == '\\') {
        i++;
      }
    }
    throw error("the opening " + delimiter + " is never closed", start);
  }

  /** In a raw string a backslash has a meaning before a single quote only, and always there. */
  private void rawString() {
    int start = position;
    StringBuilder value = new StringBuilder();
    for (int i = start + 1; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\'') {
        tokens.add(new Token(TokenType.RAW_STRING, value.toString(), start));
        position = i + 1;
        return;
      }
      boolean escape = c == '\\' && expression.startsWith("'", i + 1);
      value.append(escape ? '\'' : c);
      i += escape ? 1 : 0;
    }
    String repair = expression.endsWith("\\'") ? "; a backslash before a ' escapes it" : "";
    throw error("the opening ' is never closed" + repair, start);
  }

  private void add(TokenType type, String text) {
    tokens.add(new Token(type, text, position));
  }

  private JmesPathSyntaxException error(String problem, int offset) {
    return new JmesPathSyntaxException(problem, expression, offset);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
