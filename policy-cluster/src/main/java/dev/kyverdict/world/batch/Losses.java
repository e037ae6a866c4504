package dev.kyverdict.world.batch;

import dev.kyverdict.world.kube.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the old catalogue lists and the new listing does not: part of {@code catalogue_jq}. */
final class Losses {

  private static final String ACCEPTED = "volsync.backup/accept-loss";

  private final boolean accepted;
  private final List<Entry> gone = new ArrayList<>();
  private int known;

  /** An entry of a ConfigMap. */
  private record Entry(String shard, String key, String tag) {}

  /**
   * Compares.
   *
   * @param present the ConfigMaps that are there, by name
   * @param wanted the entries that they are to have
   */
  Losses(Map<String, JsonNode> present, Map<String, Map<String, String>> wanted) {
    accepted =
        present.values().stream()
            .map(it -> Trees.at(it, "metadata/annotations"))
            .anyMatch(it -> Trees.entry(it, ACCEPTED).equals("true"));
    present.forEach(
        (name, map) -> {
          if (isOurs(map)) {
            compare(name, Trees.texts(map.path("data")), wanted.getOrDefault(name, Map.of()));
          }
        });
  }

  private void compare(String name, Map<String, String> old, Map<String, String> wanted) {
    known += old.size();
    old.forEach(
        (key, tag) -> {
          if (!wanted.containsKey(key)) {
            gone.add(new Entry(name, key, tag));
          }
        });
  }

  /** Whether an object is one that the pre-warm made. */
  static boolean isOurs(JsonNode object) {
    return Trees.entry(Trees.at(object, "metadata/labels"), "app.kubernetes.io/managed-by")
        .equals(Decision.OWNER);
  }

  /** Whether so much is missing that the listing is not believed. */
  static boolean isTooMuch(int gone, int known) {
    return gone * 2 > known;
  }

  /** Tells of each; whether the listing is believed. */
  boolean tell(Told told, String namespace) {
    for (Entry entry : gone) {
      int dot = entry.key.indexOf('.');
      told.say(
          "skip:backup-gone",
          entry.key.substring(0, dot),
          entry.key.substring(dot + 1),
          "no snapshot any more, was " + entry.tag);
    }
    boolean believed = accepted || !isTooMuch(gone.size(), known);
    if (!believed) {
      told.fail(
          "catalogue-not-written",
          namespace,
          "",
          ("%d of %d backups have gone; if that is right, annotate ConfigMap %s with %s: true")
              .formatted(gone.size(), known, gone.getFirst().shard, ACCEPTED));
    }
    return believed;
  }
}
