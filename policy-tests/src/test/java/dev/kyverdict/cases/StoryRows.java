package dev.kyverdict.cases;

import static dev.kyverdict.cases.Outcome.LOST;
import static dev.kyverdict.cases.Outcome.WON;

import java.util.List;
import java.util.stream.Stream;

/** What takes time. */
final class StoryRows {

  private static final String SOURCE = "simulated by source";

  private StoryRows() {}

  static List<Case> all() {
    return Stream.of(claims(), secrets(), pace()).flatMap(List::stream).toList();
  }

  private static List<Case> claims() {
    return List.of(
        Case.of(
                17,
                "S/A",
                "A policy takes the source from every claim",
                SOURCE + "; lint removes-foreign-data-source")
            .lostAs(() -> BackupStories.copiesAreWhole(BackupStories.withoutSources()))
            .ends(WON, WON, profile -> BackupStories.copiesAreWhole(OneApp.backedUp(profile))),
        Case.of(35, "A/D", "A claim is deleted right after a backup and made again at once", SOURCE)
            .ends(LOST, WON, RestoreStories::newestComesBack),
        Case.of(36, "D/A", "A namespace arrives with its claim", SOURCE + "; live, by hand")
            .ends(LOST, WON, RestoreStories::withItsNamespace),
        Case.of(69, "D", "Files deleted between two syncs", SOURCE + "; lint file-deletion-missing")
            .lostAs(
                () ->
                    RestoreStories.deletedFilesStayDeleted(
                        RestoreStories.keepingFiles(Case.AS_PLANNED)))
            .ends(
                WON,
                WON,
                profile -> RestoreStories.deletedFilesStayDeleted(OneApp.scenery(profile))),
        Case.of(
                70,
                "D",
                "A repository written by another client",
                SOURCE + "; the script itself and its twin")
            .ends(LOST, WON, RestoreStories::writtenByAnother),
        Case.of(73, "D", "The first backup after a start that restored nothing", SOURCE)
            .ends(LOST, WON, RestoreStories::notPoisoned));
  }

  private static List<Case> secrets() {
    return List.of(
        Case.of(
                39,
                "D",
                "The Secret of a new destination is absent",
                SOURCE + "; the script itself and its twin")
            .lostAs(BackupStories::takesNoVolumes)
            .ends(WON, WON, BackupStories::secretFirst),
        Case.of(
                47,
                "D",
                "The base Secret comes after the claim",
                "live 12-generate/gen-clone-source-missing; " + SOURCE)
            .lostAs(BackupStories::secretOfTheMoment)
            .live("12-generate/gen-clone-source-missing", BackupStories::withoutItsSource)
            .ends(WON, WON, BackupStories::lateSecretIsMadeUpFor),
        Case.of(68, "D", "The label is taken away or the claim deleted", SOURCE)
            .ends(LOST, WON, BackupStories::sourceGoes)
            .note(
                "The source goes with its claim; as planned it stays in silence when only the label"
                    + " is taken away, and ours tells of it at every run."),
        Case.of(74, "D", "A source that comes only when the claim is touched", SOURCE)
            .lostAs(
                () ->
                    BackupStories.untouchedHasASource(
                        Gate.with(Given.file("74-source-once-bound.yaml"))))
            .ends(WON, WON, profile -> BackupStories.untouchedHasASource(Gate.of(profile))));
  }

  private static List<Case> pace() {
    return List.of(
        Case.of(52, "D", "A claim that waits for its first pod", SOURCE)
            .ends(WON, WON, BackupStories::waitsForAPod),
        Case.of(55, "D", "The destinations need more space than there is", SOURCE)
            .ends(LOST, LOST, BackupStories::toldOfTheSpace)
            .note("Nobody says so before; after an hour both say error:sync-stuck (ToldTest)."),
        Case.of(56, "D", "A sync of every destination at every tick", SOURCE)
            .lostAs(() -> RestoreStories.syncsADay(RestoreStories.syncedEveryTick()) == 0)
            .ends(WON, WON, profile -> RestoreStories.syncsADay(RestoreStories.warm(profile)) == 0)
            .note("In its form 5,184 syncs a day for 18 claims."),
        Case.of(58, "D", "A restore beside a backup and a lock that was left over", SOURCE)
            .lostAs(BackupStories::besideARestore)
            .ends(LOST, WON, BackupStories::besideAStaleLock)
            .note(
                "Nothing is forgotten until somebody unlocks the repository; ours says so and how,"
                    + " and its run fails until it is done. Sources and pre-warm keep to minutes of"
                    + " their own."),
        Case.of(60, "D", "Files that cannot be read", SOURCE)
            .ends(LOST, WON, BackupStories::partialBackupsAreTold)
            .note("What could be read comes back; ours says that the backup may be partial."));
  }
}
