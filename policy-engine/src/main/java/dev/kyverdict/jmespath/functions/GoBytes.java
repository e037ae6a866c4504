package dev.kyverdict.jmespath.functions;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Go's strings are bytes, and need not be text. Within an expression a byte that is no part of a
 * character is carried as a low surrogate of its own, which no well-formed text has.
 */
public final class GoBytes {

  private static final char FIRST = '\uDC00';

  private GoBytes() {}

  /** The bytes of a string. */
  public static byte[] of(String text) {
    int from = 0;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (isByte(text, i)) {
        bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
        bytes.write(text.charAt(i) - FIRST);
        from = i + 1;
      }
    }
    return from == 0
        ? text.getBytes(StandardCharsets.UTF_8)
        : with(bytes, text.substring(from).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] with(ByteArrayOutputStream bytes, byte[] more) {
    bytes.writeBytes(more);
    return bytes.toByteArray();
  }

  private static boolean isByte(String text, int i) {
    return Character.isLowSurrogate(text.charAt(i))
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /** The string of bytes. */
  public static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : carried(bytes);
  }

  private static String carried(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int i = 0;
    while (i < bytes.length) {
      int length = characterAt(bytes, i);
      if (length == 0) {
        text.append((char) (FIRST + (bytes[i] & 0xFF)));
        i++;
      } else {
        text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
        i += length;
      }
    }
    return text.toString();
  }

  /** How many bytes the character has that begins there; 0 when none does. */
  private static int characterAt(byte[] bytes, int start) {
    int first = bytes[start] & 0xFF;
    int length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length == 0 || first > 0xF4 || start + length > bytes.length) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[start + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length > 2 && !isAllowed(first, bytes[start + 1] & 0xFF) ? 0 : length;
  }

  /** Neither longer than needed, nor half a surrogate pair, nor beyond Unicode. */
  private static boolean isAllowed(int first, int second) {
    return switch (first) {
      case 0xE0 -> second >= 0xA0;
      case 0xED -> second < 0xA0;
      case 0xF0 -> second >= 0x90;
      case 0xF4 -> second < 0x90;
      default -> true;
    };
  }
}
