package dev.kyverdict.twice;

import dev.kyverdict.cluster.Reply.Why;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.twice.Scene.Case;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of a claim whose policy looks up a destination, by all that the look-up may give.
 */
final class LookUpCases {

  /** Ways to look up: the part of a rule that makes the variable {@code img}. */
  private static final Map<String, String> WAYS = ways();

  /** States of which an API server holds the object, by the name of the claim. */
  private static final Map<String, String> STATUSES = statuses();

  /** Answers that no API server gives of itself. */
  private static final Map<String, Effect> EFFECTS = effects();

  private LookUpCases() {}

  static List<Scene> all() {
    List<Scene> scenes = new ArrayList<>();
    for (String policy : List.of("Fail", "Ignore")) {
      WAYS.forEach((way, context) -> scenes.add(scene(way, context, policy)));
      scenes.add(hanging(policy));
      scenes.add(byService(policy, ", default: ''"));
      scenes.add(byService(policy, ""));
      scenes.add(elsewhere(policy));
    }
    return scenes;
  }

  private static Map<String, String> ways() {
    Map<String, String> ways = new LinkedHashMap<>();
    ways.put("a", call("jmesPath: status.latestImage.name, default: ''"));
    ways.put("a-strict", call("jmesPath: status.latestImage.name"));
    ways.put("b", call("jmesPath: \"status.latestImage.name || ''\", default: ''"));
    ways.put(
        "c",
        """
        - {name: rd, apiCall: {urlPath: "%s", default: {}}}
        - {name: img, variable: {jmesPath: rd.status.latestImage.name, default: ''}}
        """
            .formatted(url("replicationdestinations")));
    return ways;
  }

  private static String url(String plural) {
    return "/apis/volsync.backube/v1alpha1/namespaces/{{request.namespace}}/"
        + plural
        + "/{{request.object.metadata.name}}-backup";
  }

  private static String call(String rest) {
    return "- {name: img, apiCall: {urlPath: \"%s\", %s}}\n"
        .formatted(url("replicationdestinations"), rest);
  }

  private static Map<String, String> statuses() {
    Map<String, String> statuses = new LinkedHashMap<>();
    statuses.put("s3", "");
    statuses.put("s4", "status: {}");
    statuses.put("s5", "status: {latestImage: null}");
    statuses.put("s6", "status: {latestImage: {}}");
    statuses.put("s8", "status: {latestImage: {kind: VolumeSnapshot, name: ''}}");
    statuses.put("s9", "status: {latestImage: {kind: VolumeSnapshot, name: snap-1}}");
    return statuses;
  }

  private static Map<String, Effect> effects() {
    Map<String, Effect> effects = new LinkedHashMap<>();
    effects.put("s0-500", new Effect.Answers(500, "broken"));
    effects.put("s0-503", new Effect.Answers(503, "down"));
    effects.put("s0-504", new Effect.Answers(504, "late"));
    effects.put("s0-429", new Effect.Answers(429, "too many"));
    effects.put("s2-401", new Effect.Answers(401, "who"));
    effects.put("s2-403", new Effect.Answers(403, "no"));
    effects.put("s5-null", says("{\"status\":{\"latestImage\":null}}"));
    effects.put("s6-empty", says("{\"status\":{\"latestImage\":{}}}"));
    effects.put("s7-null", says("{\"status\":{\"latestImage\":{\"name\":null}}}"));
    effects.put("garbage", says("{not json"));
    effects.put("html", says("<html>hello</html>"));
    effects.put("empty", says(""));
    effects.put("json-null", says("null"));
    effects.put("list", says("[1, 2]"));
    effects.put("number", says("{\"status\":{\"latestImage\":{\"name\":7}}}"));
    return effects;
  }

  private static Effect says(String text) {
    return new Effect.Garbles(200, text);
  }

  private static Scene scene(String way, String context, String failurePolicy) {
    String name = name("look-" + way, failurePolicy);
    List<Case> cases = new ArrayList<>();
    cases.add(claim("s1", "absent"));
    STATUSES.forEach((claim, status) -> cases.add(claim(claim, "'" + status + "'")));
    EFFECTS.forEach((claim, effect) -> cases.add(claim(claim, effect.toString())));
    return Scene.under(
        name,
        policy(name, failurePolicy, context),
        stage -> {
          STATUSES.forEach((claim, status) -> stage.given(destination(claim, status)));
          EFFECTS.forEach((claim, effect) -> stage.around().inject(fault(stage, claim, effect)));
        },
        named(name, cases));
  }

  private static String name(String start, String failurePolicy) {
    return start + "-" + failurePolicy.toLowerCase(java.util.Locale.ROOT);
  }

  private static List<Case> named(String scene, List<Case> cases) {
    return cases.stream().map(it -> new Case(scene + ": " + it.name(), it.script())).toList();
  }

  private static Case claim(String claim, String words) {
    return new Case(claim + " " + words, stage -> stage.create("create", claim(stage, claim)));
  }

  static ObjectNode claim(Stage stage, String name) {
    return stage.object(
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: %s, namespace: NS, labels: {backup: hourly}}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        """
            .formatted(name));
  }

  static String destination(String claim, String status) {
    return """
    apiVersion: volsync.backube/v1alpha1
    kind: ReplicationDestination
    metadata: {name: %s-backup, namespace: NS}
    spec: {trigger: {manual: restore-once}}
    %s
    """
        .formatted(claim, status);
  }

  private static Fault fault(Stage stage, String claim, Effect effect) {
    return Fault.at(
        "/apis/volsync.backube/v1alpha1/namespaces/%s/replicationdestinations/%s-backup"
            .formatted(stage.namespace(), claim),
        effect);
  }

  /** A policy that points a claim of the scene at its destination when {@code img} has a name. */
  static String policy(String name, String failurePolicy, String context) {
    return """
    apiVersion: kyverno.io/v1
    kind: ClusterPolicy
    metadata: {name: %s}
    spec:
      background: false
      webhookConfiguration: {failurePolicy: %s}
      rules:
        - name: restore
          match:
            any:
              - resources:
                  kinds: [PersistentVolumeClaim]
                  operations: [CREATE]
                  namespaces: [NS]
                  selector: {matchLabels: {backup: hourly}}
          context:
    %s
          preconditions: {all: [{key: "{{ img }}", operator: NotEquals, value: ''}]}
          mutate:
            patchStrategicMerge:
              spec:
                dataSourceRef:
                  apiGroup: volsync.backube
                  kind: ReplicationDestination
                  name: "{{request.object.metadata.name}}-backup"
    """
        .formatted(name, failurePolicy, context.indent(8));
  }

  private static Scene hanging(String failurePolicy) {
    String name = name("look-hang", failurePolicy);
    return Scene.under(
        name,
        policy(name, failurePolicy, WAYS.getOrDefault("b", "")),
        stage -> stage.around().inject(fault(stage, "hang", new Effect.Loses(Why.HANGS))),
        named(name, List.of(claim("hang", "no answer ever comes"))));
  }

  /** Kyverno does not connect to the machine that it runs on. */
  private static Scene byService(String failurePolicy, String rest) {
    String name = name(rest.isEmpty() ? "look-web-strict" : "look-web", failurePolicy);
    Map<String, Answer> answers = new LinkedHashMap<>();
    answers.put("ok", Answer.ok("{\"name\":\"snap-1\"}"));
    answers.put("no-key", Answer.ok("{}"));
    answers.put("garbage", Answer.ok("{not json"));
    answers.put("empty", Answer.ok(""));
    answers.put("e404", new Answer.Says(404, "not here"));
    answers.put("e500", new Answer.Says(500, "broken"));
    answers.put("hang", new Answer.Hangs());
    List<Case> cases = answers.keySet().stream().map(it -> claim(it, "by a web service")).toList();
    return new Scene(
        name,
        Scene.Alone.NOTHING,
        stage -> {
          stage.givenNamespace();
          answers.forEach((claim, answer) -> stage.around().web(name + "/" + claim, answer));
          String url = stage.around().web(name + "/ok", answers.get("ok")).replaceFirst("ok$", "");
          stage.policy(
              policy(
                  name,
                  failurePolicy,
                  """
                  - name: img
                    apiCall: {method: GET, service: {url: "%s{{n}}"}, jmesPath: name%s}
                  """
                      .formatted(url, rest)
                      .replace("{{n}}", "{{request.object.metadata.name}}")));
        },
        named(name, cases));
  }

  /** What Kyverno may not read, and what nobody serves. */
  private static Scene elsewhere(String failurePolicy) {
    String name = name("look-elsewhere", failurePolicy);
    List<Case> cases = new ArrayList<>();
    Map<String, String> urls = new LinkedHashMap<>();
    urls.put("forbidden", "/apis/snapshot.storage.k8s.io/v1/namespaces/NS/volumesnapshots/{{n}}");
    urls.put("unknown-group", "/apis/nosuch.backube/v1/namespaces/NS/things/{{n}}");
    urls.put("unknown-plural", "/apis/volsync.backube/v1alpha1/namespaces/NS/things/{{n}}");
    urls.put("no-path", "/nothing/at/all/{{n}}");
    urls.put("nodes", "/api/v1/nodes/{{n}}");
    for (String claim : urls.keySet()) {
      for (String rest : List.of("", ", default: ''")) {
        String words = claim + (rest.isEmpty() ? " without" : " with") + " a default";
        cases.add(
            new Case(words, stage -> stage.create(words, labelled(stage, claim, rest.isEmpty()))));
      }
    }
    return new Scene(
        name,
        Scene.Alone.NOTHING,
        stage -> {
          stage.givenNamespace();
          urls.forEach(
              (claim, url) -> {
                stage
                    .admin()
                    .create(stage.object(elsewhere(name, failurePolicy, claim, url, true)));
                stage
                    .admin()
                    .create(stage.object(elsewhere(name, failurePolicy, claim, url, false)));
              });
          stage.inForce(name + "-nodes-strict");
        },
        named(name, cases));
  }

  private static ObjectNode labelled(Stage stage, String claim, boolean strict) {
    ObjectNode object = claim(stage, claim + (strict ? "-strict" : "-default"));
    object.withObject("/metadata/labels").put("case", claim + (strict ? "-strict" : "-default"));
    return object;
  }

  private static String elsewhere(
      String name, String failurePolicy, String claim, String url, boolean strict) {
    String which = claim + (strict ? "-strict" : "-default");
    String context =
        "- {name: img, apiCall: {urlPath: \"%s\", jmesPath: metadata.name%s}}\n"
            .formatted(
                url.replace("{{n}}", "{{request.object.metadata.name}}"),
                strict ? "" : ", default: ''");
    return policy(name + "-" + which, failurePolicy, context)
        .replace("{backup: hourly}", "{case: " + which + "}");
  }
}
