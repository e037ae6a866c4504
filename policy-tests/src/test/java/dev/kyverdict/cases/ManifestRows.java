package dev.kyverdict.cases;

import static dev.kyverdict.cases.Outcome.WON;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a look at the manifests finds: lint tells the bad manifest from the repaired one, and the
 * rendered tree of the profile has nothing of the kind.
 */
final class ManifestRows {

  private ManifestRows() {}

  static List<Case> all() {
    return Stream.of(sources(), scripts(), policies(), surroundings())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> sources() {
    return List.of(
        row(1, "The repository is a URL", "repository-is-url"),
        row(2, "A destination with retain", "unknown-field"),
        row(3, "Fields in the wrong place", "misplaced-field"),
        row(4, "No trigger", "endless-sync"),
        row(5, "A schedule and a manual tag", "schedule-disabled"),
        row(6, "An image that will be no snapshot", "image-not-a-snapshot", "copy-method-missing"),
        row(7, "A destination without capacity", "capacity-missing"),
        row(12, "A function that Kyverno does not have", "unknown-function"));
  }

  private static List<Case> scripts() {
    return List.of(
        row(19, "Names that do not fit together", "dangling-reference"),
        row(20, "A Go template in a policy", "go-template-in-policy"),
        row(21, "The script lists another bucket", "bucket-mismatch"),
        row(
            22,
            "A base without a slash or with a newline",
            "repository-without-separator",
            "repository-with-newline"),
        row(23, "A repository made of the claim alone", "repository-collision"),
        row(
            24,
            "The base Secret as repository",
            "repository-is-base-secret",
            "repository-is-base-secret.made-beside-it"),
        row(
            25,
            "An image that is not pinned or has no shell",
            "image-not-pinned",
            "image-not-pinned.withdrawn",
            "image-without-shell",
            "bash-under-sh",
            "bash-under-sh.in-a-config-map"),
        row(26, "A script that cannot write", Rendered::canWrite, "not-writable")
            .note(
                "Lint asks for a volume at /tmp. Of fsGroup it says nothing: the kubelet makes an"
                    + " emptyDir that any user may write; ours sets it all the same."),
        row(27, "A jsonpath with a line break in a script", "jsonpath-in-script"));
  }

  private static List<Case> policies() {
    return List.of(
        row(40, "A Secret that goes with its claim", "secret-rule-synchronize"),
        row(41, "A destination that Kyverno keeps in step", "destination-synchronize"),
        row(42, "A policy that Argo CD replaces", "replace-deletes-generated"),
        row(
                44,
                "A policy that goes over everything when it changes",
                Rendered::isQuiet,
                "existing-on-policy-update")
            .note(
                "Of background: true lint says nothing, since Kyverno 1.19 reads it in validate and"
                    + " verifyImages rules only; ours is false all the same."),
        row(
                45,
                "A webhook that holds up everybody",
                Rendered::sparesInfrastructure,
                "fail-blocks-unlabelled")
            .note(
                "With Kyverno down a labelled claim in a namespace of the infrastructure is"
                    + " admitted, in both profiles."),
        row(48, "A chart without a namespace", "helm-chart-without-namespace"));
  }

  private static List<Case> surroundings() {
    return List.of(
        row(53, "Snapshots that need a backup target", "snapshot-class-without-type"),
        row(54, "A temporary volume that is cleaned up", "cleanup-temp-pvc"),
        row(
            61,
            "Privileged movers by half",
            "privileged-movers-half",
            "run-as-non-root",
            "restricted-namespace"),
        row(62, "Server side diff of a claim that is restored", "server-side-diff"),
        row(71, "Source and destination that initialise at once", "init-race"),
        row(72, "A policy that changes the jobs of VolSync", "mutates-volsync-jobs"));
  }

  private static Case row(int number, String title, String... pairs) {
    return row(number, title, profile -> true, pairs);
  }

  private static Case row(int number, String title, Predicate<String> isRendered, String... pairs) {
    return Case.of(number, "S", title, "lint " + String.join(", ", ids(pairs)))
        .lostAs(() -> Linted.clean(pairs[0]))
        .ends(
            WON,
            WON,
            profile ->
                Linted.tells(pairs) && Linted.none(profile, pairs) && isRendered.test(profile));
  }

  private static List<String> ids(String... pairs) {
    return List.of(pairs).stream().map(it -> it.replaceFirst("\\..*", "")).distinct().toList();
  }
}
