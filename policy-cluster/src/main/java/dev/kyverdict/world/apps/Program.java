package dev.kyverdict.world.apps;

import dev.kyverdict.cluster.actor.Host;
import java.time.Duration;
import java.util.List;

/** What runs in a container and comes to an end: a step at a time, between which time passes. */
public interface Program {

  /** Whether this is what a container runs. */
  boolean fits(Container container);

  /** Begins. */
  Progress begin(Host host, Container container);

  /** Goes on. */
  Progress resume(Host host, Container container, State state);

  /** Where a program stands: data without anything that changes. */
  interface State {}

  /** What a step came to. */
  sealed interface Progress {

    /** What it printed in this step. */
    List<String> lines();

    /**
     * It goes on later.
     *
     * @param lines what it printed
     * @param after how long it takes
     * @param state where it stands
     */
    record Goes(List<String> lines, Duration after, State state) implements Progress {
      /** Copies the list. */
      public Goes {
        lines = List.copyOf(lines);
      }
    }

    /**
     * It is over.
     *
     * @param lines what it printed
     * @param exit its exit status
     */
    record Ends(List<String> lines, int exit) implements Progress {
      /** Copies the list. */
      public Ends {
        lines = List.copyOf(lines);
      }
    }
  }
}
