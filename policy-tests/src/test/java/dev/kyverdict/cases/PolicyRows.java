package dev.kyverdict.cases;

import static dev.kyverdict.cases.Outcome.LOST;
import static dev.kyverdict.cases.Outcome.WON;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.referee.Claim;
import dev.kyverdict.referee.Project;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a look at the manifests finds in more than one form. */
final class PolicyRows {

  private static final String SCHEDULE = "schedule-outside-intersection";
  private static final String SIZE = "size-mismatch";
  private static final String RESTORABLE = "claim-not-restorable";

  private PolicyRows() {}

  static List<Case> all() {
    return Stream.of(manifests(), policies()).flatMap(List::stream).toList();
  }

  private static List<Case> manifests() {
    return List.of(
        Case.of(8, "S", "A claim of another size than its destination", "lint " + SIZE)
            .lostAs(() -> Linted.clean(SIZE))
            .ends(WON, WON, profile -> tellsSizes() && Linted.none(profile, SIZE)),
        Case.of(9, "S", "Schedules that the CRD or the controller refuses", "lint " + SCHEDULE)
            .lostAs(() -> Linted.clean(SCHEDULE))
            .ends(WON, WON, profile -> tellsSchedules() && Linted.none(profile, SCHEDULE)),
        Case.of(
                10,
                "S",
                "A retain that is empty or of the wrong type",
                "lint keep-last-one, retain-last-not-text")
            .lostAs(() -> Linted.clean("keep-last-one"))
            .ends(WON, WON, PolicyRows::tellsRetain));
  }

  private static List<Case> policies() {
    return List.of(
        Case.of(
                11,
                "S",
                "An apiCall that Kyverno does not understand",
                "live 13-policy-admission/bad-urlpath-relative; lint url-path-not-a-path,"
                    + " api-call-can-miss; the reader")
            .lostAs(() -> Linted.clean("url-path-not-a-path"))
            .live("13-policy-admission/bad-urlpath-relative", PolicyRows::relativePath)
            .ends(WON, WON, PolicyRows::tellsCalls),
        Case.of(
                18,
                "S",
                "A label that is backed up and never restored",
                "lint backup-without-restore, " + RESTORABLE)
            .lostAs(() -> Linted.clean("backup-without-restore"))
            .ends(WON, WON, PolicyRows::tellsLabels),
        Case.of(43, "S", "An edit of a generate rule", "packages, policy-validation")
            .ends(WON, WON, PolicyRows::refusesTheEdit),
        Case.of(
                49,
                "S",
                "Claims that cannot be restored",
                "lint " + RESTORABLE + "; simulated by source")
            .lostAs(() -> Linted.clean(RESTORABLE))
            .ends(LOST, LOST, PolicyRows::tellsAndMakesNoSource)
            .note(
                "Each is told with its reason; the policy makes a source for a labelled claim of"
                    + " any class all the same, and the pre-warm tells of it after a day (ToldTest)."));
  }

  /** Kyverno takes a policy with such a path. */
  private static String relativePath() {
    Gate gate = Gate.with(List.of());
    return new Verdict(gate.admin().create(Trees.yaml(Linted.bad("url-path-not-a-path")).get(0)))
        .inAWord();
  }

  private static boolean tellsSizes() {
    String bad = Linted.bad(SIZE);
    String smaller = bad.replace("20Gi", "5Gi");
    return Linted.found(bad).equals(Set.of(SIZE))
        && Linted.found(smaller).equals(Set.of(SIZE))
        && Linted.found(smaller.replace("longhorn", "ceph")).equals(Set.of(SIZE))
        && Linted.found(bad.replace("longhorn", "ceph")).isEmpty()
        && Linted.tells(SIZE);
  }

  private static boolean tellsSchedules() {
    Stream<String> refused =
        Stream.of(
            "* * * * * *",
            "12345",
            "61 25 * * *",
            "@hourlyfoo",
            "CRON_TZ=UTC 0 2 * * *",
            "@midnight",
            "@every 1h",
            "0 2 * * MON",
            "0  2 * * *");
    Stream<String> accepted =
        Stream.of(
            "0 2 * * *",
            "*/15 0-6 1,15 * 0",
            "@hourly",
            "@daily",
            "@weekly",
            "@monthly",
            "@yearly");
    String bad = Linted.bad(SCHEDULE);
    return refused.allMatch(
            it -> Linted.found(bad.replace("61 25 * * *", it)).equals(Set.of(SCHEDULE)))
        && accepted.allMatch(it -> Linted.found(bad.replace("61 25 * * *", it)).isEmpty());
  }

  private static boolean tellsRetain(String profile) {
    String number = Linted.bad(SCHEDULE).replace("{hourly: 24}", "{last: 3}");
    return Linted.tells("keep-last-one", "retain-last-not-text")
        && Linted.refused(number)
        && Linted.none(profile, "keep-last-one", "retain-last-not-text");
  }

  private static boolean tellsCalls(String profile) {
    String call = "urlPath: \"/apis/x\"";
    String good =
        """
        apiVersion: kyverno.io/v1
        kind: ClusterPolicy
        metadata: {name: example}
        spec:
          rules:
            - name: example
              match: {any: [{resources: {kinds: [ConfigMap]}}]}
              context: [{name: x, apiCall: {urlPath: "/apis/x", jmesPath: "items[0] || ''"}}]
              validate: {message: denied, deny: {conditions: {any: [{key: "{{ x }}", operator: Equals, value: none}]}}}
        """;
    return !Linted.refused(good)
        && Linted.refused(good.replace(call, "service: {name: a, namespace: b, port: 80}"))
        && Linted.refused(good.replace(call, call + ", method: HEAD"))
        && Linted.tells("url-path-not-a-path", "api-call-can-miss")
        && Linted.none(profile, "url-path-not-a-path", "api-call-can-miss");
  }

  private static boolean tellsLabels(String profile) {
    return Linted.tells("backup-without-restore", RESTORABLE + ".filtered-namespace")
        && Linted.none(profile, "backup-without-restore");
  }

  /** Kyverno refuses another context of a rule; a rule of another name it takes. */
  private static boolean refusesTheEdit(String profile) {
    Gate gate = Gate.of(profile);
    JsonNode installed =
        gate.admin().get("kyverno.io/v1", "ClusterPolicy", "", "volsync-pvc-backup-hourly").body();
    ObjectNode edited = (ObjectNode) installed.deepCopy();
    ObjectNode context = ((ObjectNode) edited.at("/spec/rules/1")).putArray("context").addObject();
    context.put("name", "x").putObject("variable").put("value", "y");
    ObjectNode added = (ObjectNode) installed.deepCopy();
    ObjectNode rule = ((ObjectNode) added.at("/spec/rules/1").deepCopy()).put("name", "another");
    rule.withObject("generate").put("name", "{{ request.object.metadata.name }}-another");
    added.withObject("spec").withArray("rules").add(rule);
    Reply refused = gate.admin().update(edited);
    return !refused.ok()
        && refused.message().contains("immutable fields")
        && Packages.agree(installed, edited, false)
        && Packages.agree(installed, added, true)
        && gate.admin().update(added).ok();
  }

  /** Every reason is told, and no source is made where no snapshot can be taken. */
  private static boolean tellsAndMakesNoSource(String profile) {
    String tree =
        Project.rendered(profile, "controllers/kyverno/volsync-auto-restore.yaml")
            .get(0)
            .toString();
    List<String> claims =
        List.of(
            claim(
                "{namespace: media, generateName: data-, labels: {backup: hourly}}",
                "longhorn",
                ""),
            claim(named("{}"), "longhorn", ", volumeMode: Block"),
            claim(named("{}"), "longhorn", ", volumeName: pv-1"),
            claim(named("{}"), "media-smb", ""),
            claim(named("{cnpg.io/cluster: db}"), "longhorn", ""));
    for (String claim : claims) {
      if (!Linted.found(tree + "\n---\n" + claim).contains(RESTORABLE)) {
        throw new IllegalStateException("not told: " + claim);
      }
    }
    return makesNoSource(profile);
  }

  private static String named(String labels) {
    String more = labels.equals("{}") ? "" : ", " + labels.substring(1, labels.length() - 1);
    return "{namespace: media, name: data, labels: {backup: hourly%s}}".formatted(more);
  }

  private static String claim(String metadata, String storageClass, String more) {
    return """
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: %s
    spec: {accessModes: [ReadWriteOnce], storageClassName: %s, resources: {requests: {storage: 1Gi}}%s}
    """
        .formatted(metadata, storageClass, more);
  }

  private static boolean makesNoSource(String profile) {
    Gate gate = Gate.of(profile).catalogued(Map.of());
    ObjectNode claim = Claim.ordinary().object().deepCopy();
    claim.withObject("spec").put("storageClassName", "media-smb");
    gate.create(claim);
    return gate.pass(Duration.ofMinutes(1)).source().isEmpty();
  }
}
