package dev.kyverdict.lint;

import dev.kyverdict.model.ContextEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which context entries a place of a rule sees.
 *
 * @param loaded the entries before it, outer ones first
 * @param later the entries of its own list that come after it
 * @param loops how many loops stand around it
 * @param target whether the variable {@code target} is known
 */
record Scope(List<ContextEntry> loaded, List<ContextEntry> later, int loops, boolean target) {

  static final Scope EMPTY = new Scope(List.of(), List.of(), 0, false);

  Scope {
    loaded = List.copyOf(loaded);
    later = List.copyOf(later);
  }

  /** The entry that the name stands for: the last one loaded. */
  Optional<ContextEntry> entry(String name) {
    return loaded.reversed().stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  boolean comesLater(String name) {
    return entry(name).isEmpty() && later.stream().anyMatch(entry -> entry.name().equals(name));
  }

  /** What the entry at an index of a list sees. */
  Scope at(List<ContextEntry> entries, int index) {
    return new Scope(
        concat(entries.subList(0, index)),
        entries.subList(index + 1, entries.size()),
        loops,
        target);
  }

  /** What is seen after a list of entries. */
  Scope after(List<ContextEntry> entries) {
    return new Scope(concat(entries), List.of(), loops, target);
  }

  Scope inLoop() {
    return new Scope(loaded, later, loops + 1, target);
  }

  Scope ofTarget() {
    return new Scope(loaded, later, loops, true);
  }

  private List<ContextEntry> concat(List<ContextEntry> entries) {
    return Stream.concat(loaded.stream(), entries.stream()).toList();
  }
}
