package dev.kyverdict.world.argocd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.world.Town;
import dev.kyverdict.world.kube.Trees;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

class ArgoCdTest {

  private static final String CLAIM =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data, annotations: {argocd.argoproj.io/sync-wave: "%s"}}
      spec: {accessModes: [ReadWriteOnce], storageClassName: slow, resources: {requests: {storage: %s}}}
      """;
  private static final String MAP =
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, annotations:"
          + " {argocd.argoproj.io/sync-wave: '%s'}}, data: {a: '%s'}}";

  private final Town town = new Town(ArgoCd.objects(), new ArgoCd(), new Git(Map.of()));

  private void commits(String... manifests) {
    ArrayNode list = Trees.object().putArray("manifests");
    for (String manifest : manifests) {
      Trees.yaml(manifest).forEach(list::add);
    }
    town.fetch(Method.PUT, "http://git/app", "{\"manifests\":" + list + "}");
  }

  private void application(String policy) {
    town.has(
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: app, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io]}
        spec:
          source: {path: app}
          destination: {namespace: default}
          syncPolicy: %s
        """
            .formatted(policy));
  }

  private JsonNode status() {
    return town.admin()
        .find("argoproj.io/v1alpha1", "Application", "argocd", "app")
        .orElseThrow()
        .path("status");
  }

  private String data(String name) {
    return Trees.text(town.get("v1", "ConfigMap", name), "data/a");
  }

  @Test
  void a_wave_waits_until_the_one_before_is_healthy() {
    commits(CLAIM.formatted("0", "1Gi"), MAP.formatted("late", "1", "x"));
    application("{automated: {}}");
    town.passes("1M");
    assertThat(town.names("v1", "ConfigMap")).doesNotContain("late");
    assertThat(status().toString())
        .contains("waiting for healthy state of /PersistentVolumeClaim/data");

    JsonNode bound = Trees.yaml("{status: {phase: Bound}}").getFirst();
    town.admin()
        .patch(
            "v1",
            "PersistentVolumeClaim",
            "default",
            "data",
            "/status",
            dev.kyverdict.cluster.Request.MERGE_PATCH,
            bound);
    town.passes("10S");
    assertThat(data("late")).isEqualTo("x");
    assertThat(Trees.text(status(), "sync/status")).isEqualTo("Synced");
  }

  @Test
  void of_one_wave_alone_nobody_waits_to_see_how_it_fares() {
    commits(CLAIM.formatted("0", "1Gi"), MAP.formatted("same", "0", "x"));
    application("{automated: {}}");
    town.passes("10S");

    assertThat(Trees.text(status(), "operationState/phase")).isEqualTo("Succeeded");
    assertThat(data("same")).isEqualTo("x");
  }

  @Test
  void what_leaves_git_is_pruned_and_what_somebody_changes_is_changed_back() {
    commits(MAP.formatted("one", "0", "x"), MAP.formatted("two", "0", "x"));
    application("{automated: {prune: true, selfHeal: true}}");
    town.passes("10S");

    town.merges("v1", "ConfigMap", "one", "{\"data\":{\"a\":\"changed\"}}").passes("10S");
    assertThat(data("one")).isEqualTo("x");
    town.merges("v1", "ConfigMap", "one", "{\"data\":{\"b\":\"added\"}}").passes("10S");
    assertThat(Trees.text(town.get("v1", "ConfigMap", "one"), "data/b")).isEqualTo("added");

    commits(MAP.formatted("one", "0", "x"));
    town.passes("4M");
    assertThat(town.names("v1", "ConfigMap")).contains("one").doesNotContain("two");
  }

  @Test
  void a_sync_that_fails_is_tried_five_times_more_and_then_left_until_git_changes() {
    commits(MAP.formatted("one", "0", "x"));
    Fault denied = Fault.answers("*/namespaces/default/configmaps", 403).on("create");
    town.cluster().inject(denied);
    application("{automated: {selfHeal: true}}");
    town.passes("4M");
    long attempts =
        town.cluster().audit().stream()
            .filter(it -> it.path().contains("configmaps/one") && it.verb().equals("get"))
            .count();
    assertThat(attempts).isGreaterThan(6);
    assertThat(Trees.text(status(), "operationState/phase")).isEqualTo("Failed");
    assertThat(Trees.at(status(), "operationState/retryCount").asInt()).isEqualTo(5);

    town.cluster().heal(denied);
    town.passes("30M");
    assertThat(town.names("v1", "ConfigMap")).doesNotContain("one");
    assertThat(status().toString()).contains("Failed last sync attempt to [2]");

    commits(MAP.formatted("one", "0", "y"));
    town.passes("4M");
    assertThat(data("one")).isEqualTo("y");
  }

  @Test
  void a_changed_immutable_field_fails_the_dry_run_on_the_server_and_nothing_else_is_compared() {
    String options = "argocd.argoproj.io/compare-options";
    commits(CLAIM.formatted("0", "1Gi"), MAP.formatted("one", "0", "x"));
    application("{automated: {selfHeal: true}}");
    town.passes("10S");
    JsonNode patch =
        Trees.yaml("{metadata: {annotations: {%s: ServerSideDiff=true}}}".formatted(options))
            .getFirst();
    town.admin()
        .patch(
            "argoproj.io/v1alpha1",
            "Application",
            "argocd",
            "app",
            "",
            dev.kyverdict.cluster.Request.MERGE_PATCH,
            patch);
    String other = CLAIM.formatted("0", "1Gi").replace("slow", "fast");
    commits(other, MAP.formatted("one", "0", "y"));
    town.passes("4M");

    assertThat(Trees.text(status(), "sync/status")).isEqualTo("Unknown");
    assertThat(status().toString()).contains("ComparisonError").contains("immutable");
    assertThat(data("one")).isEqualTo("x");

    commits(
        other.replace(
            "metadata: {name: data, annotations: {",
            "metadata: {name: data, annotations: {" + options + ": ServerSideDiff=false, "),
        MAP.formatted("one", "0", "y"));
    town.passes("4M");
    assertThat(data("one")).isEqualTo("y");
  }

  @Test
  void ignored_fields_are_not_compared_and_with_respect_not_touched() {
    town.has(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: argocd-cm, namespace: argocd}
        data:
          resource.customizations.ignoreDifferences.ConfigMap: |
            jsonPointers: [/data/a]
        """);
    commits(MAP.formatted("one", "0", "x"));
    application("{automated: {selfHeal: true}, syncOptions: [RespectIgnoreDifferences=true]}");
    town.passes("10S");

    town.merges("v1", "ConfigMap", "one", "{\"data\":{\"a\":\"theirs\"}}").passes("4M");
    assertThat(Trees.text(status(), "sync/status")).isEqualTo("Synced");
    assertThat(data("one")).isEqualTo("theirs");

    commits(MAP.formatted("one", "0", "y"), MAP.formatted("two", "0", "y"));
    town.passes("4M");
    assertThat(data("one")).isEqualTo("theirs");
    assertThat(data("two")).isEqualTo("y");
  }

  @Test
  void with_its_finalizer_an_application_takes_all_along() {
    commits(MAP.formatted("one", "0", "x"));
    application("{automated: {}}");
    town.passes("10S");
    town.admin().delete("argoproj.io/v1alpha1", "Application", "argocd", "app");
    town.passes("10S");

    assertThat(town.names("v1", "ConfigMap")).doesNotContain("one");
    assertThat(town.admin().find("argoproj.io/v1alpha1", "Application", "argocd", "app")).isEmpty();
  }
}
