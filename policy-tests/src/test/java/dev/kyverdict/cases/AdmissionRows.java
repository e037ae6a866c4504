package dev.kyverdict.cases;

import static dev.kyverdict.cases.Outcome.LOST;
import static dev.kyverdict.cases.Outcome.WON;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.referee.Claim;
import dev.kyverdict.referee.Destination;
import dev.kyverdict.referee.Project;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is decided when a claim arrives. */
final class AdmissionRows {

  private static final String RESTORE = Gate.CLAIM + "-restore";
  private static final String PLAN = "packages, plan";
  private static final String LIVE = "live 01-main-crd-present/";

  private AdmissionRows() {}

  static List<Case> all() {
    return Stream.of(lookUps(), images(), others()).flatMap(List::stream).toList();
  }

  private static List<Case> lookUps() {
    return List.of(
        Case.of(
                13,
                "A",
                "A destination without an image, looked up with a default",
                LIVE + "j2-p1-m1-fail-a3")
            .lostAs(
                () ->
                    explained(
                        Gate.with(Given.file("13-image-without-status.yaml")), Destination.SYNCING))
            .live(
                "01-main-crd-present/j2-p1-m1-fail-a3",
                () ->
                    Gate.with(Given.file("13-image-without-status.yaml"))
                        .backedUp(Destination.SYNCING)
                        .create()
                        .inAWord())
            .ends(LOST, WON, profile -> explained(Gate.of(profile), Destination.SYNCING))
            .note(
                "In its form an error denies; as planned the claim starts empty while its backup is"
                    + " being restored; ours denies in words until it is there."),
        Case.of(
                14,
                "A",
                "A default that is an object, and no destination",
                LIVE + "j5-p1-m1-fail-a0")
            .lostAs(() -> fresh(Gate.with(Given.file("14-default-is-a-map.yaml"))))
            .live(
                "01-main-crd-present/j5-p1-m1-fail-a0",
                () -> unknown(Gate.with(Given.file("14-default-is-a-map.yaml"))).inAWord())
            .ends(WON, WON, profile -> fresh(Gate.of(profile))),
        Case.of(
                15,
                "A",
                "Kyverno may not read destinations",
                "live 04-forbidden/j2-p1-m1-fail-a7-a7; lint default-hides-failure,"
                    + " permission-missing")
            .live(
                "04-forbidden/j2-p1-m1-fail-a7-a7", () -> withoutRights(Case.AS_PLANNED).inAWord())
            .ends(LOST, WON, profile -> !withoutRights(profile).startsEmpty()),
        Case.of(
                16,
                "S/A",
                "A restore rule that sees updates too",
                "live 10-requests/upd-no-operations-a5-touch; lint update-writes-immutable")
            .lostAs(() -> bearsUpdates(Gate.with(Given.file("16-also-on-update.yaml"))))
            .live(
                "10-requests/upd-no-operations-a5-touch",
                () -> touched(Gate.with(Given.file("16-also-on-update.yaml"))).inAWord())
            .ends(WON, WON, profile -> bearsUpdates(Gate.of(profile))));
  }

  private static List<Case> images() {
    return List.of(
        Case.of(
                31,
                "A",
                "A warm destination of the same size",
                LIVE + "j2-p1-m1-fail-a5; packages, plan")
            .live(
                "01-main-crd-present/j2-p1-m1-fail-a5",
                () -> Gate.of(Case.AS_PLANNED).backedUp(Destination.WARM).create().inAWord())
            .ends(WON, WON, profile -> restores(Gate.of(profile), Destination.WARM)),
        Case.of(32, "A", "An image of an empty restore", "packages, plan; simulated by source")
            .ends(LOST, WON, profile -> explained(Gate.of(profile), Destination.EMPTY_RESTORE)),
        Case.of(33, "A", "An image that is a claim", "packages, plan; simulated by source")
            .ends(LOST, WON, profile -> explained(Gate.of(profile), Destination.IMAGE_IS_A_CLAIM)),
        Case.of(34, "A", "An old image, and the newest was asked for", PLAN)
            .ends(LOST, WON, profile -> explained(Gate.of(profile), Destination.OLD_TAG)));
  }

  private static List<Case> others() {
    return List.of(
        Case.of(
                46,
                "A",
                "Kyverno is down",
                "live 14-kyverno-down/down-fail-killed, live 14-kyverno-down/down-ignore-killed")
            .lostAs(() -> whileDown(Gate.with(ignoring())))
            .live(
                "14-kyverno-down/down-fail-killed",
                () -> down(Gate.of(Case.AS_PLANNED)).create().inAWord())
            .live(
                "14-kyverno-down/down-ignore-killed",
                () -> down(Gate.with(ignoring())).create().inAWord())
            .ends(WON, WON, profile -> whileDown(Gate.of(profile))),
        Case.of(
                50,
                "A",
                "A claim that names a source of its own",
                "live 03-mutations/j3-p1-m1-fail-a5-has-other-ref; packages, plan")
            .live(
                "03-mutations/j3-p1-m1-fail-a5-has-other-ref",
                () -> withItsOwnSource(Gate.of(Case.AS_PLANNED)).inAWord())
            .ends(WON, WON, profile -> withItsOwnSource(Gate.of(profile)).source().equals("mine")),
        Case.of(
                51,
                "A",
                "A claim that is to start empty all the same",
                PLAN + "; lint restore-skipped")
            .ends(LOST, WON, profile -> tellsWithoutAReason() && skips(Gate.of(profile)))
            .note(
                "As planned there is no way to ask for it. Lint reminds of the annotation as long"
                    + " as it is in Git and nobody has given a reason; how old it is no manifest"
                    + " tells."));
  }

  /** The claim is pointed at its image. */
  private static boolean restores(Gate gate, Destination state) {
    return gate.backedUp(state).create().source().equals(RESTORE);
  }

  /** Of this destination nothing can be restored: denied, in the words of the gate. */
  private static boolean explained(Gate gate, Destination state) {
    return gate.backedUp(state).create().deniedByTheGate();
  }

  /** There is no backup: the claim starts empty, and names no destination that is not there. */
  private static boolean fresh(Gate gate) {
    return unknown(gate).startsEmpty();
  }

  private static Verdict unknown(Gate gate) {
    return gate.catalogued(Map.of()).create();
  }

  private static Verdict withoutRights(String profile) {
    Gate gate = Gate.of(profile);
    for (JsonNode role : gate.admin().list("rbac.authorization.k8s.io/v1", "ClusterRole", "", "")) {
      if (Trees.name(role).startsWith("kyverno:admission:volsync")) {
        gate.admin().delete("rbac.authorization.k8s.io/v1", "ClusterRole", "", Trees.name(role));
      }
    }
    return gate.pass(Duration.ofSeconds(5)).backedUp(Destination.WARM).create();
  }

  /** A claim older than its image can be changed and deleted. */
  private static boolean bearsUpdates(Gate gate) {
    boolean changed = touched(gate).admitted();
    gate.admin().delete("v1", Gate.PVC, Gate.NAMESPACE, Gate.CLAIM);
    gate.pass(Duration.ofMinutes(1));
    return changed && gate.find("v1", Gate.PVC, Gate.CLAIM).isEmpty();
  }

  private static Verdict touched(Gate gate) {
    if (!fresh(gate)) {
      throw new IllegalStateException("without a backup the claim should have started empty");
    }
    Gate later = gate.pass(Duration.ofMinutes(1)).backedUp(Destination.WARM);
    return new Verdict(later.label("touched", Optional.of("yes")));
  }

  /** The policies of the plan with the other failure policy. */
  private static List<JsonNode> ignoring() {
    return Project.rendered(Case.AS_PLANNED, "controllers/kyverno/volsync-auto-restore.yaml")
        .stream()
        .map(
            it ->
                it.toString().replace("\"failurePolicy\":\"Fail\"", "\"failurePolicy\":\"Ignore\""))
        .map(JsonMapper.shared()::readTree)
        .toList();
  }

  /** Claims with backups wait, those without a label do not. */
  private static boolean whileDown(Gate gate) {
    down(gate);
    ObjectNode other = Claim.ordinary().named("other").object().deepCopy();
    other.withObject("metadata").remove("labels");
    return !gate.create().startsEmpty() && gate.create(other).admitted();
  }

  private static Gate down(Gate gate) {
    gate.backedUp(Destination.WARM).cluster().stop(Cluster.ADMISSION_CONTROLLER);
    return gate;
  }

  private static Verdict withItsOwnSource(Gate gate) {
    Claim claim = Claim.ordinary().withSource("snapshot.storage.k8s.io", "VolumeSnapshot", "mine");
    return gate.backedUp(Destination.WARM).create(claim.object());
  }

  /** Lint tells of the annotation until somebody says why it is there. */
  private static boolean tellsWithoutAReason() {
    String bad = Linted.bad("restore-skipped");
    String skips = "skip-restore: \"true\"";
    String accepted = skips + ", kyverdict.dev/accept: restore-skipped=moved by hand";
    return Linted.tells("restore-skipped")
        && Linted.unaccepted(bad).equals(Set.of("restore-skipped"))
        && Linted.unaccepted(bad.replace(skips, accepted)).isEmpty();
  }

  private static boolean skips(Gate gate) {
    ObjectNode claim = Gate.claim();
    claim
        .withObject("metadata")
        .withObject("annotations")
        .put("volsync.backup/skip-restore", "true");
    Verdict verdict = gate.backedUp(Destination.WARM).create(claim);
    return verdict.startsEmpty() && gate.pass(Duration.ofMinutes(1)).source().isPresent();
  }
}
