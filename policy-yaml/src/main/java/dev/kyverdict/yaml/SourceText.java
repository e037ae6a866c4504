package dev.kyverdict.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * The text of one file: what Kyverno would stumble over before it parses, and excerpts for errors.
 */
final class SourceText {

  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}\\x{feff}&&[^\\t]]");
  private static final int EXCERPT_WIDTH = 100;

  private final String file;
  private final String text;
  private int knownCodePoints;
  private int knownOffset;

  /** A byte order mark at the very start is no part of the text. */
  SourceText(String file, String text) {
    this.file = file;
    this.text = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  static SourceText decoded(String file, byte[] utf8) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(utf8);
    CharBuffer chars = CharBuffer.allocate(utf8.length);
    CoderResult result = decoder.decode(bytes, chars, true);
    SourceText source = new SourceText(file, chars.flip().toString());
    if (result.isError()) {
      throw source.problem(
          source.end(),
          String.format("byte 0x%02X is not UTF-8", utf8[bytes.position()]),
          "save the file as UTF-8");
    }
    return source;
  }

  SourceText withText(String other) {
    return new SourceText(file, other);
  }

  String text() {
    return text;
  }

  /** The index of the n-th code point; quick when asked in ascending order. */
  int offset(int codePoints) {
    knownOffset = text.offsetByCodePoints(knownOffset, codePoints - knownCodePoints);
    knownCodePoints = codePoints;
    return knownOffset;
  }

  /** The place of a character, both counted from 0. */
  Place place(int line, int column) {
    return new Place(file, line + 1, column + 1);
  }

  Place place(Mark mark) {
    return place(mark.getLine(), mark.getColumn());
  }

  YamlException problem(Place place, String problem, String repair) {
    return new YamlException(place, problem, repair, excerpt(place));
  }

  /** Refuses characters that go-yaml refuses or that it alone takes for line breaks. */
  void checkCharacters() {
    int line = 0;
    int column = 0;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      if (!isReadable(character)) {
        throw problem(
            place(line, column),
            "character " + name(character) + " is not allowed here",
            isEscapable(character)
                ? "write it as an escape in double quotes, or remove it"
                : "remove it");
      }
      at += Character.charCount(character);
      column++;
      if (character == '\n'
          || character == '\r' && (at == text.length() || text.charAt(at) != '\n')) {
        line++;
        column = 0;
      }
    }
  }

  /** Refuses lines that Kyverno's splitter takes for something else than YAML does. */
  void checkSeparators() {
    int line = 0;
    for (int start = 0; start < text.length(); line++) {
      int end = endOfLine(start);
      if (text.startsWith("---", start) && !isSeparator(text.substring(start + 3, end))) {
        throw problem(
            place(line, 3),
            "text after '---' on one line makes Kyverno drop the rest of the file",
            "move it to the next line");
      }
      if (text.charAt(start) == '%') {
        throw problem(
            place(line, 0),
            "Kyverno cannot read a line that starts with '%'",
            "remove or indent it");
      }
      start = end + 1;
    }
  }

  private static boolean isSeparator(String rest) {
    String content = rest.strip();
    boolean blankFirst = rest.isEmpty() || Character.isWhitespace(rest.charAt(0));
    return content.isEmpty() || blankFirst && content.charAt(0) == '#';
  }

  private static boolean isReadable(int c) {
    boolean ascii = c >= 0x20 && c < 0x7f || c == '\t' || c == '\n' || c == '\r';
    boolean breaksLines = c == '\u2028' || c == '\u2029';
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    boolean other = c >= 0xa0 && c != BYTE_ORDER_MARK && c != 0xfffe && c != 0xffff;
    return ascii || other && !breaksLines && !surrogate;
  }

  private static boolean isEscapable(int c) {
    return c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE;
  }

  private static String name(int character) {
    return String.format("U+%04X", character);
  }

  private Place end() {
    int line = (int) text.lines().count() - (text.isEmpty() || text.endsWith("\n") ? 0 : 1);
    int start = text.lastIndexOf('\n') + 1;
    return place(line, text.codePointCount(start, text.length()));
  }

  private int endOfLine(int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }

  private String excerpt(Place place) {
    String line = text.lines().skip(place.line() - 1).findFirst().orElse("");
    int column = Math.min(place.column() - 1, line.codePointCount(0, line.length()));
    int caret = line.offsetByCodePoints(0, column);
    int from = Math.max(0, caret - EXCERPT_WIDTH / 2);
    String shown = line.substring(from, Math.min(line.length(), from + EXCERPT_WIDTH));
    String padding = line.substring(from, caret).replaceAll("[^\t]", " ");
    return INVISIBLE.matcher(shown).replaceAll("?") + "\n" + padding + "^";
  }
}
