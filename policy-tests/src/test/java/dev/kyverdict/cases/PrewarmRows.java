package dev.kyverdict.cases;

import static dev.kyverdict.cases.Outcome.LOST;
import static dev.kyverdict.cases.Outcome.WON;

import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.world.kube.Trees;
import java.util.List;

/** What the script decides. The real one and the played one agree on these scenes. */
final class PrewarmRows {

  private static final String TWICE = "the script itself and its twin";
  private static final String DATA = "karakeep/data";

  private PrewarmRows() {}

  static List<Case> all() {
    return List.of(
        Case.of(28, "D", "The prefix of a claim is absent", TWICE)
            .ends(WON, WON, profile -> idle(profile, "028-prefix-absent", 0)),
        Case.of(29, "D", "A repository without a snapshot", TWICE)
            .ends(WON, WON, profile -> idle(profile, "029-repository-without-snapshot", 0)),
        Case.of(30, "D", "A snapshot and no destination", TWICE)
            .ends(WON, WON, PrewarmRows::creates),
        Case.of(37, "D", "Odd names and namespaces that go", TWICE)
            .ends(WON, WON, PrewarmRows::skipsOddNames),
        Case.of(38, "D", "The base Secret comes later", TWICE)
            .ends(WON, WON, PrewarmRows::waitsForTheBaseSecret),
        Case.of(
                57,
                "D",
                "A tag that is patched in while a sync runs",
                TWICE + "; simulated by source")
            .lostAs(RestoreStories::tagsInMidSyncHaveARun)
            .ends(WON, WON, PrewarmRows::waitsForTheSync),
        Case.of(59, "D", "A sync that never ends", TWICE + "; simulated by source")
            .ends(
                WON,
                WON,
                profile -> tellsOfTheStuckSync(profile) && RestoreStories.imageOutlives(profile)),
        Case.of(63, "D", "Destinations without a backup, whatever the listing says", TWICE)
            .ends(WON, WON, PrewarmRows::deletesNothing),
        Case.of(64, "D", "An orphan that an unbound claim names", TWICE)
            .ends(WON, WON, profile -> Played.of(profile, "063-orphans-stay").leavesDestinations()),
        Case.of(65, "D", "One listing of many fails", TWICE)
            .ends(WON, WON, PrewarmRows::doesTheOthers),
        Case.of(66, "D", "The listing of the bucket fails or is empty", TWICE)
            .ends(LOST, WON, PrewarmRows::toldOfTheEmptyBucket)
            .note(
                "As planned an empty bucket passes in silence; ours tells of every backup that has"
                    + " gone, and does not believe it (EmptyListingTest)."),
        Case.of(67, "D", "A destination of that name that is not ours", TWICE)
            .ends(WON, WON, PrewarmRows::leavesForeignOnes));
  }

  private static boolean idle(String profile, String scene, int exit) {
    Played played = Played.of(profile, scene);
    return played.exit() == exit && !played.destinationsMade() && played.leavesDestinations();
  }

  private static boolean creates(String profile) {
    Played played = Played.of(profile, "030-snapshot-and-no-destination");
    return played.exit() == 0
        && played.said(DATA).contains("created")
        && played.trigger(DATA).startsWith("s3-");
  }

  private static boolean skipsOddNames(String profile) {
    Played namespaces = Played.of(profile, "037-odd-namespaces");
    Played claims = Played.of(profile, "037-odd-claims");
    return namespaces.said().contains("skip:bad-namespace-name")
        && claims.said().containsAll(List.of("skip:bad-pvc-name", "skip:pvc-name-too-long"))
        && Played.of(profile, "037-namespace-terminating")
            .said()
            .contains("skip:namespace-terminating")
        && !namespaces.destinationsMade();
  }

  /** It is no error; the safe profile does not wait for it, but for the claim's own Secret. */
  private static boolean waitsForTheBaseSecret(String profile) {
    Played without = Played.of(profile, "038-base-secret-missing");
    boolean safe = profile.equals(Case.SAFE);
    boolean told =
        safe
            ? without.said(DATA).contains("skip:secret-pending")
            : without.said("karakeep").contains("skip:base-secret-missing");
    return without.exit() == 0 && told && !without.destinationsMade() && creates(profile);
  }

  private static boolean waitsForTheSync(String profile) {
    Played played = Played.of(profile, "057-sync-running");
    return played.said(DATA).contains("skip:sync-running") && played.leavesDestinations();
  }

  private static boolean tellsOfTheStuckSync(String profile) {
    Played played = Played.of(profile, "059-sync-stuck");
    return played.exit() == 1
        && played.said(DATA).contains("error:sync-stuck")
        && played.leavesDestinations();
  }

  private static boolean deletesNothing(String profile) {
    Fault fails = Fault.answers("http://s3/*", 500);
    return Played.of(profile, "063-orphans-stay").leavesDestinations()
        && Played.of(profile, "063-orphans-stay", fails).leavesDestinations();
  }

  private static boolean doesTheOthers(String profile) {
    Fault one = Fault.answers("http://s3/*prefix=karakeep*", 500);
    Played played = Played.of(profile, "065-one-prefix-fails", one);
    return played.exit() == 1
        && played.said("karakeep").contains("error:list-prefix")
        && played.said("n8n/data").contains("created");
  }

  private static boolean toldOfTheEmptyBucket(String profile) {
    Played fails =
        Played.of(profile, "030-snapshot-and-no-destination", Fault.answers("http://s3/*", 500));
    boolean untouched = fails.exit() == 2 && !fails.destinationsMade();
    boolean told = RestoreStories.toldOfBackupsThatWent(profile);
    return untouched && Played.of(profile, "066-bucket-empty").exit() == 0 && told;
  }

  private static boolean leavesForeignOnes(String profile) {
    Played played = Played.of(profile, "067-foreign-destination");
    return played.said(DATA).equals(List.of("skip:foreign-rd"))
        && played.leavesDestinations()
        && played.outcome().lines().stream()
            .noneMatch(it -> Trees.text(it, "result").startsWith("patched"));
  }
}
