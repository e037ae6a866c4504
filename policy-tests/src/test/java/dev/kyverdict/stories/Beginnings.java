package dev.kyverdict.stories;

import dev.kyverdict.replay.Heard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What stories have in common goes on only once; each goes on in a copy of it. */
final class Beginnings {

  private static final Map<List<?>, Beginning> BEGUN = new ConcurrentHashMap<>();

  private Beginnings() {}

  /** Nobody else goes through it meanwhile: another thread that wants the same waits for it. */
  private static final class Beginning {

    private Optional<Story> story = Optional.empty();

    synchronized Story copy(Supplier<Story> begin) {
      if (story.isEmpty()) {
        story = Optional.of(Heard.unheard(begin));
      }
      return story.get().copy();
    }
  }

  /**
   * A beginning.
   *
   * @param what tells it from all others
   * @param begin goes through it
   */
  static Story of(List<?> what, Supplier<Story> begin) {
    return BEGUN.computeIfAbsent(List.copyOf(what), it -> new Beginning()).copy(begin);
  }
}
