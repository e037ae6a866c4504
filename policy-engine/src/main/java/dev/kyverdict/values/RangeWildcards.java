package dev.kyverdict.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Replaces {@code 1.2.x} and {@code 1.x} in ranges by comparisons of whole versions. */
final class RangeWildcards {

  private RangeWildcards() {}

  static Optional<List<List<String>>> expand(List<List<String>> groups) {
    List<List<String>> expanded = new ArrayList<>();
    for (List<String> group : groups) {
      List<String> parts = new ArrayList<>();
      for (String part : group) {
        if (!part.contains("x")) {
          parts.add(part);
        } else if (!expand(part, parts)) {
          return Optional.empty();
        }
      }
      expanded.add(parts);
    }
    return Optional.of(expanded);
  }

  private static boolean expand(String part, List<String> parts) {
    int digit = RangeReader.firstDigit(part);
    if (digit < 0) {
      return false;
    }
    String version = part.substring(digit);
    String flat = flat(version);
    switch (GoStrings.trimSpace(part.substring(0, digit))) {
      case ">" -> parts.add(">=" + next(version, flat));
      case ">=" -> parts.add(">=" + flat);
      case "<" -> parts.add("<" + flat);
      case "<=" -> parts.add("<" + next(version, flat));
      case "", "=", "==" -> {
        parts.add(">=" + flat);
        parts.add("<" + next(version, flat));
      }
      case "!", "!=" -> {
        parts.add("<" + flat);
        parts.add(">=" + next(version, flat));
      }
      // Upstream forgets an operator that it does not know.
      default -> parts.add(flat);
    }
    return true;
  }

  private static String flat(String version) {
    String flat = replaceFirst(replaceFirst(version, ".x.x", ".x"), ".x", ".0");
    return flat.split("\\.", -1).length == 2 ? flat + ".0" : flat;
  }

  private static String replaceFirst(String text, String what, String by) {
    int at = text.indexOf(what);
    return at < 0 ? text : text.substring(0, at) + by + text.substring(at + what.length());
  }

  /** The first version behind the wildcard; no text, which is no version, when there is none. */
  private static String next(String version, String flat) {
    String[] written = version.split("\\.", -1);
    if (!written[written.length - 1].equals("x")) {
      return "";
    }
    int place = written.length == 3 ? 1 : written.length == 2 ? 0 : -1;
    String[] parts = flat.split("\\.", -1);
    OptionalLong number = place < 0 ? OptionalLong.empty() : GoParse.integer(parts[place]);
    if (number.isEmpty()) {
      return "";
    }
    parts[place] = Long.toString(number.getAsLong() + 1);
    return String.join(".", parts);
  }
}
