package dev.kyverdict.world.safety;

import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.safety.Violation.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Where claims get their data from. */
final class Restores {

  private static final String NOTHING_RESTORED = "No data will be restored";
  private static final String BOUND_BY_CONTROLLER = "pv.kubernetes.io/bound-by-controller";

  private Restores() {}

  static List<Found> withoutImage(Sight sight) {
    List<Found> found = new ArrayList<>();
    for (JsonNode claim : sight.claims()) {
      boolean waits = !Trees.text(claim, "status/phase").equals("Bound");
      Optional<String> named = Sight.destination(claim);
      if (waits && named.isPresent() && image(sight, named.get()).isEmpty()) {
        String key = Trees.key(claim);
        found.add(
            new Found(key, named.get() + " has no image; the claim waits. " + sight.decision(key)));
      }
    }
    return found;
  }

  private static String image(Sight sight, String destination) {
    return Trees.text(destination(sight, destination), "status/latestImage/name");
  }

  private static JsonNode destination(Sight sight, String destination) {
    JsonNode found = sight.destinations().get(destination);
    return found == null ? MissingNode.getInstance() : found;
  }

  static List<Found> startedEmpty(Sight sight) {
    List<Found> found = new ArrayList<>();
    for (JsonNode claim : sight.claims()) {
      if (!sight.takesPart(claim) || Sight.skipsRestore(claim) || !startsEmpty(sight, claim)) {
        continue;
      }
      Instant created = Trees.time(claim, "metadata/creationTimestamp").orElse(Instant.MAX);
      String key = Trees.key(claim);
      Instant believed = created.minus(sight.promise().listed());
      Backups.of(sight, key).stream()
          .filter(it -> it.made().isBefore(believed) && it.livedAt(created))
          .max(java.util.Comparator.comparing(Backups.Backup::made))
          .map(it -> new Found(key, explained(it, created) + sight.decision(key)))
          .ifPresent(found::add);
    }
    return found;
  }

  private static String explained(Backups.Backup backup, Instant created) {
    return "created empty at %s although S3 had a backup of %s. ".formatted(created, backup.made());
  }

  private static boolean startsEmpty(Sight sight, JsonNode claim) {
    Optional<String> named = Sight.destination(claim);
    if (named.isPresent()) {
      return isOfNothing(destination(sight, named.get()), claim);
    }
    boolean sourced = Trees.at(claim, "spec/dataSourceRef").isObject();
    boolean byController =
        Trees.at(claim, "metadata/annotations").has(BOUND_BY_CONTROLLER)
            || Trees.text(claim, "spec/volumeName").isEmpty();
    return !sourced && byController;
  }

  /** Whether the image that the claim was given was a restore of nothing. */
  private static boolean isOfNothing(JsonNode destination, JsonNode claim) {
    boolean nothing =
        Trees.text(destination, "status/latestMoverStatus/logs").contains(NOTHING_RESTORED);
    Instant synced = Trees.time(destination, "status/lastSyncTime").orElse(Instant.MAX);
    Instant created = Trees.time(claim, "metadata/creationTimestamp").orElse(Instant.MIN);
    return nothing && !synced.isAfter(created);
  }
}
