package dev.kyverdict.engine.mutate;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A JSON pointer. As in Kyverno, what stands before its first slash is ignored, and without a slash
 * it points nowhere.
 *
 * @param text as it was written
 * @param written the segments as they were written
 * @param keys the segments with {@code ~1} and {@code ~0} replaced
 */
record PatchPath(String text, List<String> written, List<String> keys) {

  private static final int MOST_DIGITS = 9;

  static PatchPath of(String text) {
    List<String> written = Stream.of(text.split("/", -1)).skip(1).toList();
    return new PatchPath(text, written, written.stream().map(PatchPath::decoded).toList());
  }

  private static String decoded(String segment) {
    return segment.indexOf('~') < 0 ? segment : segment.replace("~1", "/").replace("~0", "~");
  }

  /** Whether it stands for the whole document. */
  boolean isRoot() {
    return text.isEmpty();
  }

  /** Go's {@code strconv.Atoi}; empty when the segment is no index, or one with ten digits. */
  static OptionalInt index(String segment) {
    int start = !segment.isEmpty() && "+-".indexOf(segment.charAt(0)) >= 0 ? 1 : 0;
    int length = segment.length() - start;
    if (length == 0 || length > MOST_DIGITS) {
      return OptionalInt.empty();
    }
    int number = 0;
    for (int i = start; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalInt.empty();
      }
      number = number * 10 + c - '0';
    }
    return OptionalInt.of(segment.charAt(0) == '-' ? -number : number);
  }
}
