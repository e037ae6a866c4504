package dev.kyverdict.jmespath.functions;

import java.util.BitSet;

/** Characters of a regular expression's class. */
final class CharacterSet {

  private static final int END = Character.MAX_CODE_POINT + 1;

  private final BitSet members = new BitSet();

  /** A set of ranges: pairs of the first and the last character. */
  static CharacterSet ofRanges(String pairs) {
    CharacterSet set = new CharacterSet();
    for (int i = 0; i < pairs.length(); i += 2) {
      set.addRange(pairs.charAt(i), pairs.charAt(i + 1));
    }
    return set;
  }

  CharacterSet addRange(int first, int last) {
    members.set(first, last + 1);
    return this;
  }

  int size() {
    return members.cardinality();
  }

  void addAll(CharacterSet others) {
    members.or(others.members);
  }

  /** With every character also those that differ from it by case alone. */
  CharacterSet folded() {
    CharacterSet set = new CharacterSet();
    set.addAll(this);
    CaseFolds.complete(set.members);
    return set;
  }

  CharacterSet negated() {
    CharacterSet set = new CharacterSet();
    set.addAll(this);
    set.members.flip(0, END);
    return set;
  }

  /** The set in the syntax of a class, without a name and without a letter that stands for more. */
  String written() {
    if (members.isEmpty()) {
      return "[^\\x{0}-\\x{10ffff}]";
    }
    StringBuilder text = new StringBuilder("[");
    int first = members.nextSetBit(0);
    while (first >= 0) {
      int last = members.nextClearBit(first) - 1;
      text.append(character(first));
      if (last > first) {
        text.append('-').append(character(last));
      }
      first = last + 1 < END ? members.nextSetBit(last + 1) : -1;
    }
    return text.append(']').toString();
  }

  /** A character that stands for itself, inside of brackets and outside. */
  static String character(int c) {
    return GoUrl.isAlphanumeric(c) ? Character.toString(c) : "\\x{" + Integer.toHexString(c) + "}";
  }
}
