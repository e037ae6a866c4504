package dev.kyverdict.explore;

import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.safety.Promise;
import tools.jackson.databind.JsonNode;

/**
 * What a claim is owed, by the promise and by what its owner has written, whatever policies say.
 */
enum Owed {
  /** The data of its newest backup, and to be backed up. */
  DATA,
  /** To be admitted as it is, because its owner has said so, and to be backed up. */
  AS_ASKED,
  /** To be admitted as it is: without a name it has no backup, and Kyverno makes nothing for it. */
  NAMELESS,
  /** Not to start empty; no catalogue can list it, because its name is too long. */
  UNLISTED,
  /** To be left alone. */
  NOTHING;

  private static final int LONGEST_KEY = 253;
  private static final String SKIP_RESTORE = "volsync.backup/skip-restore";

  static Owed of(JsonNode claim, Promise promise) {
    if (!promise.tiers().contains(Trees.text(claim, "metadata/labels/backup"))
        || promise.excluded().contains(Trees.namespace(claim))) {
      return NOTHING;
    }
    if (Trees.at(claim, "metadata").has("generateName")) {
      return NAMELESS;
    }
    if (isOwnersWord(claim)) {
      return AS_ASKED;
    }
    return Trees.key(claim).length() > LONGEST_KEY ? UNLISTED : DATA;
  }

  private static boolean isOwnersWord(JsonNode claim) {
    boolean named = Trees.at(claim, "spec/dataSourceRef").isObject();
    JsonNode source = Trees.at(claim, named ? "spec/dataSourceRef" : "spec/dataSource");
    return Trees.entry(Trees.at(claim, "metadata/annotations"), SKIP_RESTORE).equals("true")
        || !Trees.text(claim, "spec/volumeName").isEmpty()
        || source.isObject() && !isOwn(claim, source);
  }

  private static boolean isOwn(JsonNode claim, JsonNode source) {
    return isDestination(source)
        && Trees.text(source, "name").equals(Trees.name(claim) + "-restore");
  }

  /** Whether a reference is one to a destination of VolSync. */
  static boolean isDestination(JsonNode source) {
    return Trees.text(source, "apiGroup").equals("volsync.backube")
        && Trees.text(source, "kind").equals("ReplicationDestination");
  }

  /** Whether it is to be backed up and can be. */
  boolean isBackedUp() {
    return this == DATA || this == AS_ASKED;
  }
}
