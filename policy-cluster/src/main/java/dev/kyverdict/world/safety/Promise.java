package dev.kyverdict.world.safety;

import java.time.Duration;
import java.util.Set;

/**
 * What is promised to whom: the parts of the settings by which violations are judged.
 *
 * @param tiers the values of the label {@code backup} that ask for backups
 * @param excluded the namespaces that get nothing
 * @param listed how old a backup is at most that no believed catalogue lists
 * @param kept how long a backup outlives its being the newest
 */
public record Promise(Set<String> tiers, Set<String> excluded, Duration listed, Duration kept) {

  /** The plan's settings; a catalogue is believed for 15 minutes. */
  public static final Promise PLAN =
      new Promise(
          Set.of("hourly", "daily"),
          Set.of(
              "kube-system",
              "kyverno",
              "argocd",
              "volsync-system",
              "longhorn-system",
              "external-secrets"),
          Duration.ofMinutes(15),
          Duration.ofDays(7));

  /** Copies the sets. */
  public Promise {
    tiers = Set.copyOf(tiers);
    excluded = Set.copyOf(excluded);
  }
}
