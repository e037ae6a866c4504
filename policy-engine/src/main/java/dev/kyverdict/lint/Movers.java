package dev.kyverdict.lint;

import static dev.kyverdict.lint.VolSyncLint.COPY_METHOD_MISSING;
import static dev.kyverdict.lint.VolSyncLint.ENDLESS_SYNC;
import static dev.kyverdict.lint.VolSyncLint.KEEP_LAST_ONE;
import static dev.kyverdict.lint.VolSyncLint.MISPLACED_FIELD;
import static dev.kyverdict.lint.VolSyncLint.REPOSITORY_IS_URL;
import static dev.kyverdict.lint.VolSyncLint.RETAIN_LAST_NOT_TEXT;
import static dev.kyverdict.lint.VolSyncLint.SCHEDULE_DISABLED;
import static dev.kyverdict.lint.VolSyncLint.SCHEDULE_OUTSIDE_INTERSECTION;
import static dev.kyverdict.lint.VolSyncLint.UNKNOWN_FIELD;

import dev.kyverdict.lint.Tree.Known;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** ReplicationSources and ReplicationDestinations with the restic mover: what they share. */
final class Movers {

  private static final List<String> SHARED =
      List.of(
          "repository",
          "copyMethod",
          "capacity",
          "accessModes",
          "storageClassName",
          "volumeSnapshotClassName",
          "cacheCapacity",
          "cacheAccessModes",
          "cacheStorageClassName",
          "customCA",
          "moverSecurityContext",
          "moverServiceAccount",
          "moverPodLabels",
          "moverResources",
          "moverAffinity",
          "moverVolumes");

  /** The fields of each place, by kind. */
  private static final Map<String, Map<String, Set<String>>> FIELDS =
      Map.of(
          "ReplicationSource",
          Map.of(
              "/spec", Set.of("sourcePVC", "trigger", "paused", "restic"),
              "/spec/trigger", Set.of("schedule", "manual"),
              "/spec/restic", with("pruneIntervalDays", "retain", "unlock")),
          "ReplicationDestination",
          Map.of(
              "/spec", Set.of("trigger", "paused", "restic"),
              "/spec/trigger", Set.of("schedule", "manual"),
              "/spec/restic",
                  with(
                      "destinationPVC",
                      "cleanupTempPVC",
                      "cleanupCachePVC",
                      "previous",
                      "restoreAsOf",
                      "enableFileDeletion")));

  private Movers() {}

  static boolean isMover(ObjectView object) {
    return FIELDS.containsKey(object.kind()) && object.tree().has("spec", "restic");
  }

  static void check(ObjectView object, Problems problems) {
    if (!isMover(object)) {
      return;
    }
    fields(object, "/spec", problems);
    fields(object, "/spec/trigger", problems);
    fields(object, "/spec/restic", problems);
    trigger(object, problems);
    repository(object, problems);
    if (object.kind().equals("ReplicationSource")) {
      source(object, problems);
    }
  }

  private static void fields(ObjectView object, String place, Problems problems) {
    Map<String, Set<String>> fields = FIELDS.getOrDefault(object.kind(), Map.of());
    Set<String> known = fields.getOrDefault(place, Set.of());
    for (String key : object.tree().keys(place.substring(1).split("/", -1))) {
      String field = key.replaceAll("^\\+\\((.*)\\)$", "$1");
      if (!known.contains(field)) {
        wrong(object, place, field, fields, problems);
      }
    }
  }

  private static void wrong(
      ObjectView object,
      String place,
      String field,
      Map<String, Set<String>> fields,
      Problems problems) {
    Optional<String> home =
        fields.entrySet().stream()
            .filter(entry -> entry.getValue().contains(field))
            .map(Map.Entry::getKey)
            .findFirst();
    String pointer = Pointers.member(place, field);
    if (home.isPresent()) {
      String right = Pointers.readable(home.get());
      object.report(
          problems,
          MISPLACED_FIELD,
          pointer,
          field + " belongs to " + right + " and is not read here",
          "move it to " + right);
    } else {
      Set<String> siblings = fields.getOrDefault(place, Set.of());
      object.report(
          problems,
          UNKNOWN_FIELD,
          pointer,
          "a " + object.kind() + " has no " + field + " here" + Nearest.question(field, siblings),
          "remove it");
    }
  }

  private static void trigger(ObjectView object, Problems problems) {
    Tree tree = object.tree();
    if (tree.isEmptyAt("spec", "trigger")) {
      object.report(
          problems,
          ENDLESS_SYNC,
          tree.isAbsent("spec", "trigger") ? "/spec" : "/spec/trigger",
          "it has no trigger and syncs in an endless loop",
          "add trigger.schedule or trigger.manual");
    }
    boolean schedule = !tree.isAbsent("spec", "trigger", "schedule");
    boolean manual =
        !tree.isAbsent("spec", "trigger", "manual")
            && !tree.text("spec", "trigger", "manual").equals(Optional.of(""));
    if (schedule && manual) {
      object.report(
          problems,
          SCHEDULE_DISABLED,
          "/spec/trigger/manual",
          "manual switches the schedule off",
          "remove manual");
    }
    tree.text("spec", "trigger", "schedule")
        .ifPresent(
            text ->
                Schedules.problem(text)
                    .ifPresent(
                        problem ->
                            object.report(
                                problems,
                                SCHEDULE_OUTSIDE_INTERSECTION,
                                "/spec/trigger/schedule",
                                "'" + text + "' is no schedule of VolSync: " + problem,
                                "write five numeric fields with single spaces, or @daily")));
  }

  private static void repository(ObjectView object, Problems problems) {
    object
        .tree()
        .written("spec", "restic", "repository")
        .filter(text -> text.contains("://") || text.matches("s3:.*|.*/.*"))
        .filter(text -> !text.replaceAll("\\{\\{.*?\\}\\}", "").matches("[^:/]*"))
        .ifPresent(
            text ->
                object.report(
                    problems,
                    REPOSITORY_IS_URL,
                    "/spec/restic/repository",
                    "'" + text + "' is a URL, and VolSync takes it for the name of a Secret",
                    "name the Secret that holds RESTIC_REPOSITORY"));
  }

  private static void source(ObjectView object, Problems problems) {
    Tree tree = object.tree();
    if (tree.isAbsent("spec", "restic", "copyMethod")) {
      object.report(
          problems,
          COPY_METHOD_MISSING,
          "/spec/restic",
          "it has no copyMethod, which VolSync does not default",
          "write copyMethod: Snapshot");
    }
    if (tree.isEmptyAt("spec", "restic", "retain")) {
      object.report(
          problems,
          KEEP_LAST_ONE,
          tree.isAbsent("spec", "restic", "retain") ? "/spec/restic" : "/spec/restic/retain",
          "retain says nothing, so VolSync keeps one snapshot",
          "write retain: {hourly: 24, daily: 7}");
    }
    if (tree.at("spec", "restic", "retain", "last") instanceof Known(var last)
        && !last.isString()) {
      object.report(
          problems,
          RETAIN_LAST_NOT_TEXT,
          "/spec/restic/retain/last",
          "last is a number, and the CRD wants text",
          "write last: \"" + last + "\"");
    }
  }

  private static Set<String> with(String... own) {
    return Stream.concat(SHARED.stream(), Stream.of(own)).collect(Collectors.toSet());
  }
}
