package dev.kyverdict.cluster.actor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that only grows, as a value: copies of a cluster share what happened before they parted.
 *
 * @param <T> what it holds
 */
public final class Trail<T> {

  private final @Nullable Trail<T> before;
  private final List<T> last;
  private final int size;

  private Trail(@Nullable Trail<T> before, List<T> last, int size) {
    this.before = before;
    this.last = last;
    this.size = size;
  }

  /** Nothing yet. */
  public static <T> Trail<T> empty() {
    return new Trail<>(null, List.of(), 0);
  }

  /** The same and one more. */
  public Trail<T> with(T next) {
    return new Trail<>(this, List.of(next), size + 1);
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** All, the oldest first. */
  public List<T> toList() {
    List<T> newestFirst = new ArrayList<>(size);
    for (Trail<T> trail = this; trail != null; trail = trail.before) {
      newestFirst.addAll(trail.last);
    }
    return List.copyOf(newestFirst.reversed());
  }
}
