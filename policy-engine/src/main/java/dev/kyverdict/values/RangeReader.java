package dev.kyverdict.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a range of versions apart. */
final class RangeReader {

  private RangeReader() {}

  /** The groups between {@code ||}, empty when one of them stands first or last. */
  static Optional<List<List<String>>> groups(String text) {
    List<List<String>> groups = new ArrayList<>();
    List<String> group = new ArrayList<>();
    boolean first = true;
    boolean open = false;
    for (String part : parts(text)) {
      open = !part.equals("||");
      if (open) {
        group.add(part);
      } else if (first) {
        return Optional.empty();
      } else {
        groups.add(group);
        group = new ArrayList<>();
      }
      first = false;
    }
    groups.add(group);
    return open ? Optional.of(groups) : Optional.empty();
  }

  /** Where a part's version begins; -1 when it has no digit. */
  static int firstDigit(String part) {
    for (int i = 0; i < part.length(); i += Character.charCount(part.codePointAt(i))) {
      if (Character.isDigit(part.codePointAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Splits at spaces that do not follow a comparison; parts of one byte are lost, as upstream. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    char last = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ') {
        last = c;
      } else if (last != '>' && last != '<' && last != '=') {
        add(parts, text.substring(start, i));
        start = i + 1;
      }
    }
    add(parts, text.substring(start));
    return parts;
  }

  private static void add(List<String> parts, String part) {
    if (part.length() > 1 || (part.length() == 1 && part.charAt(0) >= 0x80)) {
      parts.add(part.replace(" ", ""));
    }
  }
}
