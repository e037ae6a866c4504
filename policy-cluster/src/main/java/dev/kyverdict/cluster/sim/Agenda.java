package dev.kyverdict.cluster.sim;

import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Work;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What is still to happen, in the order in which it will: by time, then by age. */
final class Agenda {

  /** Something that happens to a process, or to the API server. */
  sealed interface Item {

    /** A process sees a change. */
    record Seen(String process, int life, Change change) implements Item {}

    /** Work of a process falls due. */
    record Due(String process, int life, Work work) implements Item {}

    /** A request arrives that was under way for long. */
    record Arrival(Request request) implements Item {}
  }

  /** An item with its time and its age. */
  record Entry(Instant at, long number, Item item) {}

  private static final Comparator<Entry> ORDER =
      (one, other) -> {
        int byTime = one.at().compareTo(other.at());
        return byTime != 0 ? byTime : Long.compare(one.number(), other.number());
      };

  private final PriorityQueue<Entry> entries;
  private long next;

  Agenda() {
    this(new PriorityQueue<>(ORDER), 0);
  }

  private Agenda(PriorityQueue<Entry> entries, long next) {
    this.entries = entries;
    this.next = next;
  }

  void add(Instant at, Item item) {
    entries.add(new Entry(at, next++, item));
  }

  /** Takes the first entry that is due by a moment. */
  Optional<Entry> poll(Instant until) {
    Entry first = entries.peek();
    if (first == null || first.at().isAfter(until)) {
      return Optional.empty();
    }
    return Optional.of(entries.remove());
  }

  Agenda copy() {
    return new Agenda(new PriorityQueue<>(entries), next);
  }
}
