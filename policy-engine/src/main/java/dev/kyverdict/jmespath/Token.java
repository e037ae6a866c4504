package dev.kyverdict.jmespath;

/** A token, its meaning without quotes and escapes, and where it begins. */
record Token(TokenType type, String text, int start) {

  /** For messages. */
  String description() {
    return switch (type) {
      case END -> "the end";
      case NUMBER, IDENTIFIER -> "'" + text + "'";
      case QUOTED_IDENTIFIER -> "\"" + text + "\"";
      case RAW_STRING, LITERAL -> type.symbol();
      default -> "'" + type.symbol() + "'";
    };
  }
}
