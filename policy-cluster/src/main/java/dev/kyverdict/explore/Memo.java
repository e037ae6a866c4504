package dev.kyverdict.explore;

import java.util.Arrays;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Values by a number that is not negative. */
final class Memo<T> {

  private long[] keys = empty(1 << 10);
  private @Nullable Object[] values = new Object[1 << 10];
  private int size;

  private static long[] empty(int capacity) {
    long[] keys = new long[capacity];
    Arrays.fill(keys, -1);
    return keys;
  }

  int size() {
    return size;
  }

  /** The keys, in no order. */
  long[] keys() {
    return Arrays.stream(keys).filter(it -> it >= 0).toArray();
  }

  @SuppressWarnings("unchecked")
  T get(long key, LongFunction<T> otherwise) {
    int at = place(keys, key);
    if (keys[at] != key) {
      T value = otherwise.apply(key);
      put(key, value);
      return value;
    }
    return (T) java.util.Objects.requireNonNull(values[at]);
  }

  private void put(long key, Object value) {
    if (2 * ++size > keys.length) {
      grow();
    }
    int at = place(keys, key);
    keys[at] = key;
    values[at] = value;
  }

  private void grow() {
    long[] more = empty(2 * keys.length);
    @Nullable Object[] moved = new Object[more.length];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] >= 0) {
        int at = place(more, keys[i]);
        more[at] = keys[i];
        moved[at] = values[i];
      }
    }
    keys = more;
    values = moved;
  }

  private static int place(long[] keys, long key) {
    int mask = keys.length - 1;
    int at = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (keys[at] >= 0 && keys[at] != key) {
      at = at + 1 & mask;
    }
    return at;
  }
}
