package dev.kyverdict.lint;

import dev.kyverdict.model.Manifest;
import dev.kyverdict.model.Problem;
import java.util.Optional;

/**
 * Something wrong with a manifest, found by {@link Lint}.
 *
 * @param manifest the manifest
 * @param problem what is wrong with it, and where
 * @param acceptance the reason for which its author accepts it; a finding without one fails a build
 */
public record Finding(Manifest manifest, Problem problem, Optional<String> acceptance) {

  /** A finding that nobody has accepted. */
  public Finding(Manifest manifest, Problem problem) {
    this(manifest, problem, Optional.empty());
  }

  /** The same finding, accepted for this reason. */
  public Finding accepted(String reason) {
    return new Finding(manifest, problem, Optional.of(reason));
  }

  /** Whether its author accepts it. */
  public boolean isAccepted() {
    return acceptance.isPresent();
  }

  @Override
  public String toString() {
    return manifest.describe()
        + ": "
        + problem
        + acceptance.map(reason -> " (accepted: " + reason + ")").orElse("");
  }
}
