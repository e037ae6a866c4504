package dev.kyverdict.jmespath.functions;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Characters that differ by case alone, as Go's {@code (?i)} sees it: Unicode's simple case
 * folding, which leaves the two special letters i of Turkish alone.
 */
final class CaseFolds {

  private static final int CAPITAL_I_WITH_DOT = 0x130;
  private static final int SMALL_I_WITHOUT_DOT = 0x131;

  /** By each character those that it is taken for, itself among them. */
  private static final Map<Integer, BitSet> ORBITS = orbits();

  private static final BitSet MEMBERS = new BitSet();

  static {
    ORBITS.keySet().forEach(MEMBERS::set);
  }

  private CaseFolds() {}

  /** Adds to characters all those that they are taken for. */
  static void complete(BitSet characters) {
    BitSet cased = (BitSet) characters.clone();
    cased.and(MEMBERS);
    cased.stream().mapToObj(ORBITS::get).forEach(characters::or);
  }

  private static Map<Integer, BitSet> orbits() {
    Map<Integer, BitSet> orbits = new HashMap<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      int folded = Character.toLowerCase(Character.toUpperCase(c));
      if (folded != c && c != CAPITAL_I_WITH_DOT && c != SMALL_I_WITHOUT_DOT) {
        BitSet orbit = orbits.computeIfAbsent(folded, first -> new BitSet());
        orbit.set(folded);
        orbit.set(c);
        orbits.put(c, orbit);
      }
    }
    return orbits;
  }
}
