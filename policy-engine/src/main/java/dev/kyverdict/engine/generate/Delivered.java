package dev.kyverdict.engine.generate;

import java.util.List;
import java.util.Optional;

/**
 * What became of a generate rule that was carried out.
 *
 * @param created what it created, not what it overwrote; empty after an error
 * @param problem why no more was made
 */
public record Delivered(List<Target> created, Optional<Problem> problem) {

  /** Copies the list. */
  public Delivered {
    created = List.copyOf(created);
  }

  /**
   * What went wrong.
   *
   * @param text Kyverno's text
   * @param notFound whether an API server found something missing: Kyverno lets that pass
   */
  public record Problem(String text, boolean notFound) {}

  static Delivered failed(String text, boolean notFound) {
    return new Delivered(List.of(), Optional.of(new Problem(text, notFound)));
  }
}
