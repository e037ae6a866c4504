package dev.kyverdict.jmespath.functions;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of PEM.
 *
 * @param type what stands behind BEGIN
 * @param bytes what it holds
 */
record PemBlock(String type, byte[] bytes) {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final Pattern SPACE = Pattern.compile("[ \t\r\n]++");
  private static final Pattern HEADERS = Pattern.compile("(?:[^\n:]*+:[^\n]*+\n)++\\s*+");

  /** The first block of a text; {@code encoding/pem}. */
  static Optional<PemBlock> first(String text) {
    int begin = text.startsWith(BEGIN) ? 0 : after(text, "\n" + BEGIN, 0) - BEGIN.length();
    while (begin >= 0) {
      int lineEnd = text.indexOf('\n', begin);
      String line = text.substring(begin, lineEnd < 0 ? text.length() : lineEnd).stripTrailing();
      if (lineEnd >= 0 && line.endsWith(DASHES) && line.length() >= BEGIN.length() + 5) {
        String type = line.substring(BEGIN.length(), line.length() - DASHES.length());
        Optional<PemBlock> block = block(type, text.substring(lineEnd + 1));
        if (block.isPresent()) {
          return block;
        }
      }
      begin = after(text, "\n" + BEGIN, begin) - BEGIN.length();
    }
    return Optional.empty();
  }

  private static int after(String text, String what, int from) {
    int at = text.indexOf(what, from);
    return at < 0 ? -1 : at + what.length();
  }

  private static Optional<PemBlock> block(String type, String rest) {
    int end = rest.startsWith(END) ? 0 : rest.indexOf("\n" + END);
    if (end < 0 || !rest.startsWith(END + type + DASHES, end == 0 ? 0 : end + 1)) {
      return Optional.empty();
    }
    String body = rest.substring(0, end == 0 ? 0 : end + 1);
    Matcher headers = HEADERS.matcher(body);
    String encoded = headers.lookingAt() ? body.substring(headers.end()) : body;
    try {
      return Optional.of(
          new PemBlock(type, GoBase64.decode(SPACE.matcher(encoded).replaceAll(""))));
    } catch (FunctionException notBase64) {
      return Optional.empty();
    }
  }
}
