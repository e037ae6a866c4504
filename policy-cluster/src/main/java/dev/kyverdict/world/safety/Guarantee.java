package dev.kyverdict.world.safety;

import java.util.List;
import java.util.function.Function;

/** What is guaranteed about data: what must hold in every state of a world. */
public enum Guarantee {
  /** A claim that names its destination waits for ever when that has no image. */
  NO_CLAIM_NAMES_A_DESTINATION_WITHOUT_AN_IMAGE(Restores::withoutImage),
  /**
   * A claim whose backup was listed, or should have been by its promised age, starts empty only
   * when its owner has said so: by {@code volsync.backup/skip-restore}, another source or a volume.
   */
  NO_CLAIM_WITH_A_BACKUP_STARTS_EMPTY(Restores::startedEmpty),
  /** Backups of what a fresh start leaves do not push the last one out that holds more. */
  NO_EMPTY_BACKUP_REPLACES_THE_ONLY_GOOD_ONE(Backups::replaced),
  /** Claims without a tier's label, with skip-restore and in excluded namespaces are left alone. */
  NOTHING_OPTED_OUT_IS_TOUCHED(OptedOut::touched),
  /** Only restic's own forget, prune and locks delete in the object store. */
  NOTHING_IS_DELETED_IN_S3_BY_US(Backups::deleted);

  private final Function<Sight, List<Violation.Found>> check;

  Guarantee(Function<Sight, List<Violation.Found>> check) {
    this.check = check;
  }

  List<Violation> violations(Sight sight) {
    return check.apply(sight).stream()
        .map(it -> new Violation(this, it.place(), it.explanation()))
        .toList();
  }
}
