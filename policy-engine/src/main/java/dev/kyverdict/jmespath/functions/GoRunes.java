package dev.kyverdict.jmespath.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** What Go's package {@code strings} does character by character. */
public final class GoRunes {

  private static final int DOTTED_CAPITAL_I = 0x130;
  private static final int DOTLESS_SMALL_I = 0x131;

  private GoRunes() {}

  /** {@code strings.ToUpper}: each character for itself, so that {@code ß} stays. */
  public static String toUpper(String text) {
    return mapped(text, Character::toUpperCase);
  }

  /** {@code strings.ToLower}. */
  public static String toLower(String text) {
    return mapped(text, Character::toLowerCase);
  }

  private static String mapped(String text, IntUnaryOperator mapping) {
    StringBuilder mapped = new StringBuilder(text.length());
    text.codePoints().map(mapping).forEach(mapped::appendCodePoint);
    return mapped.toString();
  }

  /** {@code strings.EqualFold}. */
  public static boolean equalFold(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length() && j < right.length()) {
      int a = left.codePointAt(i);
      int b = right.codePointAt(j);
      if (a != b && (folded(a) != folded(b))) {
        return false;
      }
      i += Character.charCount(a);
      j += Character.charCount(b);
    }
    return i == left.length() && j == right.length();
  }

  /** The two Turkish letters fold to nothing but themselves. */
  private static int folded(int c) {
    return c == DOTTED_CAPITAL_I || c == DOTLESS_SMALL_I
        ? c
        : Character.toLowerCase(Character.toUpperCase(c));
  }

  /** {@code strings.Trim}. */
  public static String trim(String text, String characters) {
    int start = 0;
    int end = text.length();
    while (start < end && characters.indexOf(text.codePointAt(start)) >= 0) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (end > start && characters.indexOf(text.codePointBefore(end)) >= 0) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  /** {@code strings.Split}: at nothing it splits between all characters. */
  public static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    if (separator.isEmpty()) {
      text.codePoints().mapToObj(Character::toString).forEach(parts::add);
      return parts;
    }
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** {@code strings.Replace}: fewer than no times is always; nothing is between all characters. */
  public static String replace(String text, String old, String with, long times) {
    long left = times < 0 ? Long.MAX_VALUE : times;
    StringBuilder result = new StringBuilder(text.length());
    int from = 0;
    int at = text.indexOf(old);
    while (at >= 0 && left-- > 0) {
      result.append(text, from, at).append(with);
      from = at + old.length();
      if (!old.isEmpty()) {
        at = text.indexOf(old, from);
      } else if (from < text.length()) {
        at = text.offsetByCodePoints(from, 1);
      } else {
        break;
      }
    }
    return result.append(text, from, text.length()).toString();
  }
}
