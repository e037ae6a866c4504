package dev.kyverdict.world.volsync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a mover does, one after another ({@code mover-restic/entry.sh}). */
enum Stage {
  START,
  UNLOCK,
  CONTENTS,
  CONFIG,
  INIT,
  BACKUP,
  FORGET,
  PRUNE,
  SNAPSHOTS,
  RESTORE;

  Duration length(Pace pace) {
    return switch (this) {
      case START -> pace.start();
      case CONTENTS -> Duration.ZERO;
      case UNLOCK, CONFIG, INIT, FORGET, SNAPSHOTS -> pace.command();
      case BACKUP, PRUNE, RESTORE -> pace.transfer();
    };
  }

  /** The stages of the script's arguments. */
  static List<Stage> of(List<String> arguments, VolSyncVersion version) {
    List<Stage> stages = new ArrayList<>(List.of(START));
    for (String argument : arguments) {
      stages.addAll(
          switch (argument) {
            case "unlock" -> List.of(UNLOCK);
            case "backup" -> List.of(CONTENTS, CONFIG, BACKUP, FORGET);
            case "prune" -> List.of(PRUNE);
            default ->
                version == VolSyncVersion.V0_16_0
                    ? List.of(CONFIG, SNAPSHOTS, RESTORE)
                    : List.of(SNAPSHOTS, RESTORE);
          });
    }
    return List.copyOf(stages);
  }
}
