package dev.kyverdict.jmespath.functions;

import java.util.Optional;

/**
 * The flags of a regular expression.
 *
 * @param fold {@code i}: case counts for nothing
 * @param lines {@code m}: anchors stand for the ends of lines too
 * @param newline {@code s}: a dot stands for the end of a line too
 * @param lazy {@code U}: repetitions take little where they would take much
 */
record RegexFlags(boolean fold, boolean lines, boolean newline, boolean lazy) {

  static final RegexFlags NONE = new RegexFlags(false, false, false, false);

  private RegexFlags with(int flag, boolean value) {
    return switch (flag) {
      case 'i' -> new RegexFlags(value, lines, newline, lazy);
      case 'm' -> new RegexFlags(fold, value, newline, lazy);
      case 's' -> new RegexFlags(fold, lines, value, lazy);
      default -> new RegexFlags(fold, lines, newline, value);
    };
  }

  /**
   * The flags after those that are written here.
   *
   * @param text stands at the question mark; afterwards behind the colon or the parenthesis
   * @param start where the parenthesis was opened
   */
  RegexFlags changed(RegexText text, int start) {
    text.skip('?');
    RegexFlags changed = this;
    boolean sets = true;
    boolean saw = false;
    while (!text.atEnd()) {
      int c = text.take();
      if ("imsU".indexOf(c) >= 0) {
        changed = changed.with(c, sets);
        saw = true;
      } else if (c == '-' && sets) {
        sets = false;
        saw = false;
      } else if ((c == ':' || c == ')') && (sets || saw)) {
        return changed;
      } else {
        break;
      }
    }
    throw RegexText.error("invalid or unsupported Perl syntax", text.since(start));
  }

  /**
   * The name of a group, where one is written.
   *
   * @param text stands at the question mark, and stays there when there is no name
   * @param start where the parenthesis was opened
   */
  static Optional<String> name(RegexText text, int start) {
    String opening = text.startsWith("?P<") ? "?P<" : "?<";
    if (!text.startsWith(opening) || text.endsWith(opening)) {
      return Optional.empty();
    }
    String whole = text.takeThrough(">");
    if (whole.isEmpty()) {
      throw invalid(text.whole().substring(start));
    }
    String name = whole.substring(opening.length(), whole.length() - 1);
    if (name.isEmpty() || !name.chars().allMatch(RegexFlags::isOfName)) {
      throw invalid(text.since(start));
    }
    return Optional.of(name);
  }

  private static boolean isOfName(int c) {
    return c == '_' || GoUrl.isAlphanumeric(c);
  }

  private static FunctionException invalid(String where) {
    return RegexText.error("invalid named capture", where);
  }
}
