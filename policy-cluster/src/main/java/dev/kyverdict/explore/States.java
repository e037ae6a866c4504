package dev.kyverdict.explore;

import java.util.Arrays;

/** States by number, each once, with a note of how each was reached. */
final class States {

  private static final int CHUNK = 1 << 14;

  private final int width;
  private long[][] words = new long[64][];
  private int[][] notes = new int[64][];
  private int[] table = empty(1 << 16);
  private int size;

  States(int width) {
    this.width = width;
  }

  private static int[] empty(int capacity) {
    int[] table = new int[capacity];
    Arrays.fill(table, -1);
    return table;
  }

  int size() {
    return size;
  }

  /** Copies a state out. */
  void load(int number, long[] into) {
    System.arraycopy(words[number / CHUNK], number % CHUNK * width, into, 0, width);
  }

  /** The first number that a state was noted with: where it came from. */
  int from(int number) {
    return notes[number / CHUNK][number % CHUNK * 2];
  }

  /** The second: by which step. */
  int by(int number) {
    return notes[number / CHUNK][number % CHUNK * 2 + 1];
  }

  /** Adds a state, or finds it: then the number is negative, -1 - number. */
  int add(long[] state, int from, int by) {
    int mask = table.length - 1;
    int at = hash(state) & mask;
    while (table[at] >= 0) {
      if (isAt(table[at], state)) {
        return -1 - table[at];
      }
      at = at + 1 & mask;
    }
    table[at] = size;
    store(state, from, by);
    if (2 * ++size > table.length) {
      grow();
    }
    return size - 1;
  }

  private void store(long[] state, int from, int by) {
    int chunk = size / CHUNK;
    if (chunk == words.length) {
      words = Arrays.copyOf(words, 2 * chunk);
      notes = Arrays.copyOf(notes, 2 * chunk);
    }
    if (size % CHUNK == 0) {
      words[chunk] = new long[CHUNK * width];
      notes[chunk] = new int[CHUNK * 2];
    }
    System.arraycopy(state, 0, words[chunk], size % CHUNK * width, width);
    notes[chunk][size % CHUNK * 2] = from;
    notes[chunk][size % CHUNK * 2 + 1] = by;
  }

  private boolean isAt(int number, long[] state) {
    long[] chunk = words[number / CHUNK];
    int start = number % CHUNK * width;
    for (int i = 0; i < width; i++) {
      if (chunk[start + i] != state[i]) {
        return false;
      }
    }
    return true;
  }

  private void grow() {
    table = empty(2 * table.length);
    int mask = table.length - 1;
    long[] state = new long[width];
    for (int i = 0; i < size; i++) {
      load(i, state);
      int at = hash(state) & mask;
      while (table[at] >= 0) {
        at = at + 1 & mask;
      }
      table[at] = i;
    }
  }

  private static int hash(long[] state) {
    long hash = 0;
    for (long word : state) {
      hash = (hash ^ word) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return (int) (hash >>> 17);
  }
}
