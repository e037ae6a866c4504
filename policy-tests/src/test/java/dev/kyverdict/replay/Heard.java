package dev.kyverdict.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Recordings that are made while somebody of this thread wants to have them. */
public final class Heard {

  private static final ThreadLocal<Optional<List<Recording>>> LISTENER =
      ThreadLocal.withInitial(Optional::empty);

  private Heard() {}

  /** From now on. */
  public static void begin() {
    LISTENER.set(Optional.of(new ArrayList<>()));
  }

  /** No longer. */
  public static void end() {
    LISTENER.remove();
  }

  /** Something goes on that nobody wants to have. */
  public static <T> T unheard(Supplier<T> what) {
    Optional<List<Recording>> listener = LISTENER.get();
    LISTENER.remove();
    try {
      return what.get();
    } finally {
      LISTENER.set(listener);
    }
  }

  /** Somebody records. */
  public static Recording by(Recording recording) {
    LISTENER.get().ifPresent(it -> it.add(recording));
    return recording;
  }

  /** What has been recorded since the last look. */
  public static List<Recording> taken() {
    List<Recording> taken = LISTENER.get().map(List::copyOf).orElse(List.of());
    LISTENER.get().ifPresent(List::clear);
    return taken;
  }
}
