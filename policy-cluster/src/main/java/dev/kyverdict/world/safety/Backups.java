package dev.kyverdict.world.safety;

import dev.kyverdict.world.apps.App;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.s3.ObjectStore;
import dev.kyverdict.world.safety.Violation.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What the object store has of backups, and had. */
final class Backups {

  private static final String FOLDER = "/snapshots/";
  private static final String MOVER = "volsync-mover:";
  private static final String OF_SOURCE = "/volsync-src-";

  private Backups() {}

  /**
   * A snapshot.
   *
   * @param claim namespace and name
   * @param made when
   * @param gone when it was deleted
   * @param good whether it holds more than a fresh start leaves behind
   */
  record Backup(String claim, Instant made, Optional<Instant> gone, boolean good) {

    boolean livedAt(Instant moment) {
      return gone.isEmpty() || gone.get().isAfter(moment);
    }
  }

  static List<Backup> of(Sight sight, String claim) {
    return all(sight).getOrDefault(claim, List.of());
  }

  private static Map<String, List<Backup>> all(Sight sight) {
    Map<String, List<Backup>> all = new TreeMap<>();
    sight.store().objects().forEach((key, stored) -> add(all, key, stored, Optional.empty()));
    sight.store().deletions().forEach(it -> add(all, it.key(), it.stored(), Optional.of(it.at())));
    return all;
  }

  /** Keys are {@code <bucket>/<namespace>/<claim>/snapshots/<id>}. */
  private static void add(
      Map<String, List<Backup>> all,
      String key,
      ObjectStore.Stored stored,
      Optional<Instant> gone) {
    int folder = key.indexOf(FOLDER);
    int bucket = key.indexOf('/');
    if (folder > bucket) {
      String claim = key.substring(bucket + 1, folder);
      Backup backup = new Backup(claim, stored.modified(), gone, isGood(stored.body()));
      all.computeIfAbsent(claim, it -> new ArrayList<>()).add(backup);
    }
  }

  private static boolean isGood(JsonNode snapshot) {
    return Trees.texts(Trees.at(snapshot, "files")).keySet().stream()
        .anyMatch(it -> !it.equals(App.FILE));
  }

  static List<Found> replaced(Sight sight) {
    List<Found> found = new ArrayList<>();
    all(sight)
        .forEach(
            (claim, backups) -> {
              boolean hasGood = backups.stream().anyMatch(it -> it.good() && it.gone().isEmpty());
              boolean hasAny = backups.stream().anyMatch(it -> it.gone().isEmpty());
              if (!hasGood && hasAny) {
                backups.stream()
                    .filter(it -> it.good() && isTooSoon(sight, it))
                    .map(it -> new Found(claim, explained(it)))
                    .findFirst()
                    .ifPresent(found::add);
              }
            });
    return found;
  }

  private static boolean isTooSoon(Sight sight, Backup backup) {
    Instant gone = backup.gone().orElse(Instant.MAX);
    return Duration.between(backup.made(), gone).compareTo(sight.promise().kept()) < 0;
  }

  private static String explained(Backup backup) {
    return "the last good backup, of %s, went at %s, and what is left holds what a fresh start leaves"
        .formatted(backup.made(), backup.gone().map(Instant::toString).orElse("-"));
  }

  static List<Found> deleted(Sight sight) {
    return sight.store().deletions().stream()
        .filter(it -> !isRestic(it))
        .map(it -> new Found(it.key(), "deleted at " + it.at() + " by " + it.user()))
        .toList();
  }

  /** Backups forget and prune; everybody gives back his locks. */
  private static boolean isRestic(ObjectStore.Deletion deletion) {
    return deletion.user().startsWith(MOVER)
        && (deletion.user().contains(OF_SOURCE) || deletion.key().contains("/locks/"));
  }
}
