package dev.kyverdict.lint;

import java.util.regex.Pattern;

/** JSON pointers, made and read. */
final class Pointers {

  private static final Pattern PLAIN = Pattern.compile("[\\w$()+<=^-]+");

  private Pointers() {}

  /** The pointer of a member of the object at this pointer. */
  static String member(String pointer, String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /** The pointer of an element of the list at this pointer. */
  static String element(String pointer, int index) {
    return pointer + "/" + index;
  }

  /** The key that the text between two slashes stands for. */
  static String key(String segment) {
    return segment.replace("~1", "/").replace("~0", "~");
  }

  /** How people read it: {@code spec.rules[0].match}. */
  static String readable(String pointer) {
    if (pointer.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (String segment : pointer.substring(1).split("/", -1)) {
      String key = key(segment);
      if (key.chars().allMatch(Character::isDigit) && !key.isEmpty()) {
        text.append('[').append(key).append(']');
      } else if (PLAIN.matcher(key).matches()) {
        text.append(text.isEmpty() ? "" : ".").append(key);
      } else {
        text.append("[\"").append(key).append("\"]");
      }
    }
    return text.toString();
  }
}
