package dev.kyverdict.yaml;

import java.util.Locale;

/** Strings on one line: without quotes where that is safe, else in the quotes that escape least. */
final class ScalarText {

  private static final String NOT_FIRST = "?:,[]{}#&*!|>'\"%@`";
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private ScalarText() {}

  /** The text as YAML; it must be {@linkplain #isUnicode Unicode}. */
  static String of(String text) {
    if (isPlainSafe(text)) {
      return text;
    }
    boolean escapes = text.indexOf('"') >= 0 || text.indexOf('\\') >= 0;
    return escapes && isVisible(text) && text.indexOf('\'') < 0 ? "'" + text + "'" : quoted(text);
  }

  /** Whether no half of a surrogate pair stands alone. */
  static boolean isUnicode(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** Whether each character shows what it is, so that none needs an escape. */
  static boolean isVisible(String text) {
    return text.codePoints().allMatch(ScalarText::isVisible);
  }

  /** By fixed ranges: Java's own tables grow with each Unicode version, the text must not. */
  static boolean isVisible(int c) {
    if (c < 0xa1) {
      return c >= ' ' && c < 0x7f;
    }
    boolean space = c >= 0x2000 && c <= 0x200f || c == 0x1680 || c == 0x3000 || c == 0x180e;
    boolean format =
        c == 0xad || c >= 0x2028 && c <= 0x202f || c >= 0x205f && c <= 0x206f || c == 0x61c;
    boolean special = c == BYTE_ORDER_MARK || c >= 0xfff0 && c <= 0xffff && c != 0xfffd;
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    boolean beyond = c >= 0xe0000 || (c & 0xfffe) == 0xfffe;
    return !(space || format || special || surrogate || beyond);
  }

  private static boolean isPlainSafe(String text) {
    return ScalarTypes.isTextToAll(text)
        && startsPlain(text)
        && !text.endsWith(":")
        && !text.endsWith(" ")
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains("{{")
        && !text.contains("}}")
        && isVisible(text);
  }

  private static boolean startsPlain(String text) {
    if (text.charAt(0) == '-') {
      return text.length() > 1 && text.charAt(1) != ' ' && !text.startsWith("---");
    }
    return text.charAt(0) != ' '
        && NOT_FIRST.indexOf(text.charAt(0)) < 0
        && !text.startsWith("...");
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> quoted.append(escaped(c)));
    return quoted.append('"').toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> {
        if (isVisible(c)) {
          yield Character.toString(c);
        }
        String format = c <= 0xff ? "\\x%02x" : c <= 0xffff ? "\\u%04x" : "\\U%08x";
        yield String.format(Locale.ROOT, format, c);
      }
    };
  }
}
