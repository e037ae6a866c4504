package dev.kyverdict.twice;

import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.referee.Claim;
import dev.kyverdict.referee.Destination;
import dev.kyverdict.referee.Project;
import dev.kyverdict.twice.Scene.Alone;
import dev.kyverdict.twice.Scene.Case;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The rendered restore policies of both profiles, as they are, in every state. */
final class ProfileCases {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String FOLDER = "controllers/kyverno/";

  private static final Map<String, Effect> FAILURES =
      new TreeMap<>(
          Map.of(
              "forbidden", new Effect.Answers(403, "no"),
              "not-found", new Effect.Answers(404, "what"),
              "too-many", new Effect.Answers(429, "later"),
              "broken", new Effect.Answers(500, "oh"),
              "down", new Effect.Answers(503, "gone"),
              "garbage", new Effect.Garbles(200, "<html>"),
              "empty", new Effect.Garbles(200, "")));

  private ProfileCases() {}

  static List<Scene> all() {
    return List.of(asPlanned(), safe());
  }

  /** The states of the catalogue. */
  private enum Catalogue {
    MISSING,
    LISTS,
    DOES_NOT_LIST,
    STALE,
    STALE_WITHOUT,
    WITHOUT_TIME,
    GARBLED_TIME,
    FROM_THE_FUTURE
  }

  static void profile(Stage stage, String profile, String... policies) {
    stage.givenNamespace();
    stage.given("{apiVersion: v1, kind: Namespace, metadata: {name: volsync-system}}");
    Project.rendered(profile, FOLDER + "volsync-rbac.yaml").forEach(stage::given);
    stage.pass(1);
    for (String file : policies) {
      Project.rendered(profile, FOLDER + file).forEach(stage::policy);
    }
  }

  private static Scene asPlanned() {
    List<Case> cases = new ArrayList<>();
    for (Destination state : Destination.values()) {
      cases.add(
          new Case(
              "as planned: " + state,
              stage -> {
                Claim claim = claim(stage, name(state.name()));
                state.of(claim).map(ProfileCases::whole).ifPresent(stage::given);
                stage.create("create", claim.object());
              }));
      cases.add(
          new Case(
              "as planned: " + state + ", the claim names its destination",
              stage -> {
                Claim claim = claim(stage, "own-" + name(state.name()));
                state.of(claim).map(ProfileCases::whole).ifPresent(stage::given);
                stage.create("create", naming(claim).object());
              }));
    }
    failures(cases, "as planned");
    cases.addAll(others("as planned"));
    cases.addAll(outside("as planned"));
    return new Scene(
        "profile-as-planned",
        Alone.CLUSTER,
        stage -> profile(stage, "as-planned", "volsync-auto-restore.yaml"),
        cases);
  }

  private static void failures(List<Case> cases, String profile) {
    FAILURES.forEach(
        (name, effect) ->
            cases.add(
                new Case(
                    profile + ": the destination cannot be read, " + name,
                    stage -> {
                      Claim claim = claim(stage, "fault-" + name);
                      if (profile.equals("safe")) {
                        catalogue(stage, Catalogue.LISTS, "fault-" + name);
                      }
                      stage
                          .around()
                          .inject(
                              Fault.at(
                                  "*/namespaces/%s/replicationdestinations*fault-%s-restore"
                                      .formatted(stage.namespace(), name),
                                  effect));
                      stage.create("create", claim.object());
                    })));
  }

  private static String name(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Claim claim(Stage stage, String name) {
    return Claim.ordinary()
        .named(name)
        .with(NODES.stringNode(stage.namespace()), "metadata", "namespace");
  }

  /** As VolSync writes it: conditions are whole, or the API server refuses them. */
  private static ObjectNode whole(ObjectNode destination) {
    for (JsonNode condition : destination.path("status").path("conditions")) {
      ((ObjectNode) condition)
          .put("status", "True")
          .put("reason", "SyncInProgress")
          .put("message", "Synchronization in-progress")
          .put("lastTransitionTime", "2026-01-01T00:00:00Z");
    }
    return destination;
  }

  private static Claim naming(Claim claim) {
    String name = claim.object().at("/metadata/name").asString("");
    return claim.withSource("volsync.backube", "ReplicationDestination", name + "-restore");
  }

  private static Scene safe() {
    List<Case> cases = new ArrayList<>();
    for (Catalogue catalogue : Catalogue.values()) {
      for (Destination state : Destination.values()) {
        String name = name(state.name() + "-" + catalogue.ordinal());
        cases.add(
            new Case(
                "safe: " + state + ", catalogue " + catalogue,
                stage -> {
                  Claim claim = claim(stage, name);
                  catalogue(stage, catalogue, name);
                  state.of(claim).map(ProfileCases::whole).ifPresent(stage::given);
                  stage.create("create", claim.object());
                }));
      }
    }
    for (Catalogue catalogue : List.of(Catalogue.LISTS, Catalogue.DOES_NOT_LIST)) {
      for (Destination state : List.of(Destination.WARM, Destination.SYNCING, Destination.ABSENT)) {
        String name = name("own-" + state + "-" + catalogue.ordinal());
        cases.add(
            new Case(
                "safe: %s, catalogue %s, the claim names its destination"
                    .formatted(state, catalogue),
                stage -> {
                  Claim claim = claim(stage, name);
                  catalogue(stage, catalogue, name);
                  state.of(claim).map(ProfileCases::whole).ifPresent(stage::given);
                  stage.create("create", naming(claim).object());
                }));
      }
    }
    failures(cases, "safe");
    cases.addAll(others("safe"));
    cases.addAll(outside("safe"));
    return new Scene(
        "profile-safe",
        Alone.CLUSTER,
        stage -> profile(stage, "safe", "volsync-auto-restore.yaml"),
        cases);
  }

  /** Claims that both profiles leave alone, and those that cannot be looked up. */
  private static List<Case> others(String profile) {
    return List.of(
        new Case(
            profile + ": unlabelled",
            stage -> {
              ObjectNode claim = claim(stage, "unlabelled").object();
              claim.withObject("/metadata").remove("labels");
              stage.create("create", claim);
            }),
        new Case(
            profile + ": without a name of its own",
            stage -> {
              ObjectNode claim = claim(stage, "x").object();
              claim.withObject("/metadata").remove("name");
              claim.withObject("/metadata").put("generateName", "made-");
              stage.tryCreate("try", claim);
            }),
        new Case(
            profile + ": skipped by annotation",
            stage -> {
              ObjectNode claim = claim(stage, "skipped").object();
              claim.withObject("/metadata/annotations").put("volsync.backup/skip-restore", "true");
              stage.create("create", claim);
            }));
  }

  private static List<Case> outside(String profile) {
    return List.of(
        new Case(
            profile + ": in kube-system",
            stage -> {
              ObjectNode claim = claim(stage, "twice-kube-system").object();
              claim.withObject("/metadata").put("namespace", "kube-system");
              stage.ask("create", Stage.ADMIN, () -> stage.admin().create(claim, "?dryRun=All"));
            }),
        new Case(
            profile + ": an update",
            stage -> {
              ObjectNode claim = claim(stage, "updated").object();
              claim.withObject("/metadata").putObject("labels").put("app", "x");
              stage.create("create", claim);
              stage.ask(
                  "label",
                  Stage.ADMIN,
                  () ->
                      stage.patch(
                          "v1",
                          Stage.CLAIM,
                          stage.namespace(),
                          "updated",
                          "metadata: {labels: {backup: hourly}}"));
            }));
  }

  private static void catalogue(Stage stage, Catalogue state, String claim) {
    stage.admin().delete("v1", "ConfigMap", "volsync-system", "volsync-catalogue");
    if (state == Catalogue.MISSING) {
      return;
    }
    ObjectNode map =
        Manifests.of(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: volsync-catalogue, namespace: volsync-system, annotations: {}}
            data: {}
            """);
    String time = time(stage, state);
    if (!time.isEmpty()) {
      map.withObject("/metadata/annotations").put("volsync.backup/updated", time);
    }
    if (state != Catalogue.DOES_NOT_LIST && state != Catalogue.STALE_WITHOUT) {
      map.withObject("/data").put(stage.namespace() + "." + claim, Destination.NEWEST);
    }
    stage.given(map);
  }

  private static String time(Stage stage, Catalogue state) {
    long minutes =
        switch (state) {
          case STALE, STALE_WITHOUT -> 16;
          case FROM_THE_FUTURE -> -60;
          default -> 6;
        };
    return switch (state) {
      case WITHOUT_TIME -> "";
      case GARBLED_TIME -> "yesterday";
      default ->
          stage
              .cluster()
              .now()
              .minus(Duration.ofMinutes(minutes))
              .truncatedTo(ChronoUnit.SECONDS)
              .toString();
    };
  }
}
