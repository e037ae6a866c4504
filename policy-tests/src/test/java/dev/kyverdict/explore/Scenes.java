package dev.kyverdict.explore;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.world.kube.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What the safe profile owes to single claims, besides what an exploration looks at. */
final class Scenes {

  private static final String TAG = "s3-0000000000000001";
  private static final String IMAGE =
      "{apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: it}";
  private static final String WARM = rd("10Gi", TAG, TAG, IMAGE, "restoring");
  private static final String FRESH = "2026-01-02T11:59:00Z";
  private static final String OWN =
      ", dataSourceRef: {apiGroup: volsync.backube, kind: ReplicationDestination, name: one-restore}";

  /** A claim, what lies in the cluster, and what becomes of it. */
  private record Scene(String expected, String claim, String... objects) {}

  private Scenes() {}

  private static Map<String, Scene> all() {
    Map<String, Scene> all = new LinkedHashMap<>();
    String listed = catalogue(FRESH, TAG);
    String silent = catalogue(FRESH, "");
    all.put("warm", new Scene("restored", claim("app", "one", "hourly", "", ""), WARM, listed));
    all.put("daily", new Scene("restored", claim("app", "one", "daily", "", ""), WARM, listed));
    all.put("new", new Scene("admitted", claim("app", "one", "hourly", "", ""), silent));
    all.put("new daily", new Scene("admitted", claim("app", "one", "daily", "", ""), silent));
    all.put("listed", new Scene("denied", claim("app", "one", "hourly", "", ""), listed));
    all.put(
        "other label", new Scene("admitted", claim("app", "one", "weekly", "", ""), WARM, listed));
    all.put("no label", new Scene("admitted", claim("app", "one", "", "", ""), WARM, listed));
    all.put(
        "skips", new Scene("admitted", claim("app", "one", "hourly", "true", ""), WARM, listed));
    all.put(
        "says not to skip",
        new Scene("restored", claim("app", "one", "hourly", "false", ""), WARM, listed));
    all.put(
        "skips and is listed",
        new Scene("admitted", claim("app", "one", "hourly", "true", ""), listed));
    all.put(
        "skips and names it",
        new Scene("restored", claim("app", "one", "hourly", "true", OWN), listed));
    for (String namespace :
        List.of(
            "kube-system",
            "kyverno",
            "argocd",
            "volsync-system",
            "longhorn-system",
            "external-secrets")) {
      all.put(namespace, new Scene("admitted", claim(namespace, "one", "hourly", "", "")));
    }
    String other =
        ", dataSource: {apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: mine}";
    all.put(
        "other source",
        new Scene("admitted", claim("app", "one", "hourly", "", other), WARM, listed));
    all.put(
        "other reference",
        new Scene(
            "admitted",
            claim("app", "one", "hourly", "", other.replace("dataSource:", "dataSourceRef:")),
            WARM,
            listed));
    String foreign = OWN.replace("volsync.backube", "example.com");
    all.put(
        "other group", new Scene("restored", claim("app", "one", "hourly", "", foreign), listed));
    all.put(
        "other kind",
        new Scene(
            "restored",
            claim("app", "one", "hourly", "", OWN.replace("ReplicationDestination", "Thing")),
            listed));
    all.put(
        "other name",
        new Scene(
            "admitted",
            claim("app", "one", "hourly", "", OWN.replace("one-restore", "two-restore")),
            listed));
    all.put(
        "volume",
        new Scene("admitted", claim("app", "one", "hourly", "", ", volumeName: pv"), WARM, listed));
    all.put(
        "volume, listed",
        new Scene("admitted", claim("app", "one", "hourly", "", ", volumeName: pv"), listed));
    all.put(
        "names it, warm",
        new Scene("restored", claim("app", "one", "hourly", "", OWN), WARM, listed));
    all.put("names it, cold", new Scene("denied", claim("app", "one", "hourly", "", OWN), listed));
    all.put("names it, new", new Scene("admitted", claim("app", "one", "hourly", "", OWN), silent));
    all.put(
        "names it by dataSource, new",
        new Scene(
            "admitted",
            claim("app", "one", "hourly", "", OWN.replace("dataSourceRef", "dataSource")),
            silent));
    all.put("no name", new Scene("admitted", claim("app", "", "hourly", "", ""), listed));
    all.put(
        "no name, names it", new Scene("restored", claim("app", "", "hourly", "", OWN), listed));
    String[] colds = {
      rd("5Gi", TAG, TAG, IMAGE, "restoring"),
      rd("10Gi", "s3-2", TAG, IMAGE, "restoring"),
      rd("10Gi", "s3-2", "s3-2", IMAGE, "restoring"),
      rd("10Gi", TAG, TAG, IMAGE, "No data will be restored"),
      rd("10Gi", TAG, TAG, IMAGE.replace("VolumeSnapshot", "PersistentVolumeClaim"), "restoring"),
      rd("10Gi", TAG, TAG, IMAGE.replace("name: it", "name: null"), "restoring"),
      rd("10Gi", TAG, TAG, IMAGE.replace(", name: it", ""), "restoring"),
      rd("10Gi", TAG, TAG, "null", "restoring"),
      WARM.replace("capacity: 10Gi", "x: y")
    };
    for (int i = 0; i < colds.length; i++) {
      all.put(
          "cold " + i,
          new Scene("denied", claim("app", "one", "hourly", "", ""), colds[i], listed));
      all.put(
          "cold, named " + i,
          new Scene("denied", claim("app", "one", "hourly", "", OWN), colds[i], listed));
    }
    all.put(
        "no logs",
        new Scene(
            "restored", claim("app", "one", "hourly", "", ""), WARM.replace("logs", "x"), listed));
    all.put(
        "same size",
        new Scene(
            "restored",
            claim("app", "one", "hourly", "", ""),
            WARM.replace("10Gi", "10240Mi"),
            listed));
    for (String time : List.of("2026-01-02T11:44:00Z", "2026-01-02T12:16:00Z")) {
      all.put(
          "new at " + time,
          new Scene(
              "denied, no backup known",
              claim("app", "one", "hourly", "", ""),
              catalogue(time, "")));
      all.put(
          "warm at " + time,
          new Scene("denied", claim("app", "one", "hourly", "", ""), WARM, catalogue(time, TAG)));
    }
    for (String time : List.of("2026-01-02T11:46:00Z", "2026-01-02T12:14:00Z")) {
      all.put(
          "new at " + time,
          new Scene("admitted", claim("app", "one", "hourly", "", ""), catalogue(time, "")));
    }
    all.put("no catalogue", new Scene("denied", claim("app", "one", "hourly", "", ""), WARM));
    String longName = "n".repeat(250);
    all.put(
        "long name",
        new Scene("denied, no backup known", claim("app", longName, "hourly", "", ""), silent));
    all.put(
        "longest name",
        new Scene("admitted", claim("app", "n".repeat(249), "hourly", "", ""), silent));
    return all;
  }

  private static String rd(String size, String manual, String last, String image, String logs) {
    return """
        apiVersion: volsync.backube/v1alpha1
        kind: ReplicationDestination
        metadata: {namespace: app, name: one-restore}
        spec: {trigger: {manual: %s}, restic: {capacity: %s}}
        status: {lastManualSync: %s, latestImage: %s, latestMoverStatus: {logs: "%s"}}
        """
        .formatted(manual, size, last, image, logs);
  }

  private static String catalogue(String updated, String tag) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {namespace: volsync-system, name: volsync-catalogue, annotations: {volsync.backup/updated: "%s"}}
        data: {%s}
        """
        .formatted(updated, tag.isEmpty() ? "" : "app.one: " + tag);
  }

  private static String claim(
      String namespace, String name, String label, String skip, String more) {
    return """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          uid: "1"
          namespace: %s
          %s
          labels: {%s}
          %s
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}%s}
        """
        .formatted(
            namespace,
            name.isEmpty() ? "generateName: one-" : "name: " + name,
            label.isEmpty() ? "app: x" : "backup: " + label,
            skip.isEmpty()
                ? ""
                : "annotations: {volsync.backup/skip-restore: \"%s\"}".formatted(skip),
            more);
  }

  /** Where the policies do something else than they owe. */
  static List<String> differences(List<KyvernoPolicy> policies) {
    return differences(policies, Integer.MAX_VALUE);
  }

  /** Whether there is one. */
  static boolean differ(List<KyvernoPolicy> policies) {
    return !differences(policies, 1).isEmpty();
  }

  private static List<String> differences(List<KyvernoPolicy> policies, int enough) {
    Engine engine = Engine.newest().at(() -> Concrete.NOW);
    // What the policies leave out themselves they leave out whatever Kyverno is told to filter.
    Engine bare =
        Engine.behindApiServer(KyvernoVersion.V1_19_1, KyvernoConfig.DEFAULT)
            .at(() -> Concrete.NOW);
    List<CompiledPolicy> compiled = policies.stream().map(bare::compile).toList();
    List<String> differences = new ArrayList<>();
    for (var entry : all().entrySet()) {
      Scene scene = entry.getValue();
      Engine asked = scene.claim().contains("namespace: app") ? engine : bare;
      String is = verdict(asked, compiled, scene);
      if (!is.equals(scene.expected())) {
        differences.add(entry.getKey() + ": " + is + ", not " + scene.expected());
      }
      if (differences.size() >= enough) {
        return differences;
      }
    }
    differences.addAll(updates(engine, compiled));
    differences.addAll(made(bare, compiled));
    return differences;
  }

  static int size() {
    return all().size();
  }

  private static String verdict(Engine engine, List<CompiledPolicy> policies, Scene scene) {
    JsonNode claim = Trees.yaml(scene.claim()).getFirst();
    Decision decision = decide(engine, policies, AdmissionRequest.create(claim), scene.objects());
    boolean told = decision.response().toString().contains("its newest backup is ''''");
    return !decision.allowed()
        ? told ? "denied, no backup known" : "denied"
        : names(decision.object()) ? "restored" : "admitted";
  }

  /** An API server copies the one field into the other. */
  private static boolean names(JsonNode claim) {
    return Trees.text(claim, "spec/dataSourceRef/name").equals("one-restore")
        || Trees.text(claim, "spec/dataSource/name").equals("one-restore");
  }

  private static Decision decide(
      Engine engine, List<CompiledPolicy> policies, AdmissionRequest request, String... objects) {
    List<JsonNode> there =
        List.of(objects).stream()
            .map(it -> Trees.yaml(it).getFirst())
            .map(JsonNode.class::cast)
            .toList();
    return engine.admit(policies, request, new Lookups(there));
  }

  /** A claim that is changed is none of theirs. */
  private static List<String> updates(Engine engine, List<CompiledPolicy> policies) {
    List<String> differences = new ArrayList<>();
    for (String more : List.of("", OWN)) {
      JsonNode claim = Trees.yaml(claim("app", "one", "hourly", "", more)).getFirst();
      AdmissionRequest update = AdmissionRequest.update(claim, claim);
      for (String rd : List.of(WARM, rd("5Gi", TAG, TAG, IMAGE, "restoring"))) {
        Decision decision = decide(engine, policies, update, rd, catalogue(FRESH, TAG));
        if (!decision.allowed() || !decision.patch().isEmpty()) {
          differences.add("an update is touched");
        }
      }
    }
    return differences;
  }

  /** What is made for whom. */
  private static List<String> made(Engine engine, List<CompiledPolicy> policies) {
    List<String> differences = new ArrayList<>();
    Map<String, String> owed =
        Map.of(
            "hourly",
            "[ExternalSecret, ReplicationSource]",
            "daily",
            "[ExternalSecret, ReplicationSource]",
            "weekly",
            "[]",
            "",
            "[]");
    owed.forEach(
        (label, kinds) -> {
          JsonNode claim = Trees.yaml(claim("app", "one", label, "", "")).getFirst();
          Decision decision =
              decide(engine, policies, AdmissionRequest.create(claim), catalogue(FRESH, ""));
          TreeSet<String> made = new TreeSet<>();
          for (var generated : decision.generated()) {
            for (JsonNode object : generated.created()) {
              made.add(Trees.text(object, "kind"));
              boolean owned = Trees.at(object, "metadata/ownerReferences").size() > 0;
              if (owned != Trees.text(object, "kind").equals("ReplicationSource")) {
                differences.add("owner of " + Trees.text(object, "kind"));
              }
            }
          }
          if (!made.toString().equals(kinds)) {
            differences.add("made for " + label + ": " + made);
          }
        });
    for (String namespace :
        List.of(
            "kube-system",
            "kyverno",
            "argocd",
            "volsync-system",
            "longhorn-system",
            "external-secrets")) {
      JsonNode claim = Trees.yaml(claim(namespace, "one", "hourly", "", "")).getFirst();
      if (!decide(engine, policies, AdmissionRequest.create(claim)).generated().isEmpty()) {
        differences.add("made in " + namespace);
      }
    }
    return differences;
  }
}
