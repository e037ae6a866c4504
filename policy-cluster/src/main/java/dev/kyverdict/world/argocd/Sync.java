package dev.kyverdict.world.argocd;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One step of a sync ({@code gitops-engine/pkg/sync/sync_context.go}, {@code Sync}): a wave is
 * applied, then it has to be healthy; what fails ends the sync. Of the last wave nobody waits to
 * see how it fares.
 */
final class Sync {

  /** {@code ARGOCD_SYNC_WAVE_DELAY}. */
  private static final Duration WAVE_DELAY = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final Application application;
  private final JsonNode settings;
  private final Map<Resource, ObjectNode> results = new TreeMap<>();
  private final List<Task> tasks = new ArrayList<>();

  /** An object to apply, or to prune. */
  private record Task(Resource resource, Optional<JsonNode> target, int wave) {}

  /**
   * What a step came to.
   *
   * @param phase {@code Running}, {@code Succeeded} or {@code Failed}
   * @param message in words
   * @param results {@code syncResult.resources}
   * @param again when to take the next step
   */
  record Step(String phase, String message, ArrayNode results, Optional<Duration> again) {}

  Sync(Cluster cluster, Application application, Map<Resource, JsonNode> targets) {
    this.cluster = cluster;
    this.application = application;
    this.settings = cluster.get("/api/v1/namespaces/argocd/configmaps/argocd-cm").body();
    JsonNode operation = application.operation();
    for (JsonNode entry : Trees.at(operation, "syncResult/resources")) {
      results.put(Resource.parse(entry), Trees.copy(entry));
    }
    List<Resource> only = new ArrayList<>();
    Trees.at(operation, "operation/sync/resources").forEach(it -> only.add(Resource.parse(it)));
    targets.forEach(
        (resource, target) -> {
          if (only.isEmpty() || only.contains(resource)) {
            tasks.add(new Task(resource, Optional.of(target), Resource.wave(target)));
          }
        });
    if (Trees.at(operation, "operation/sync/prune").asBoolean(false)) {
      addPrunes(targets, only);
    }
    tasks.sort(java.util.Comparator.comparingInt(Task::wave).thenComparing(Task::resource));
  }

  /** What is no longer in Git goes in the reverse order of the waves. */
  private void addPrunes(Map<Resource, JsonNode> targets, List<Resource> only) {
    int sum =
        tasks.stream().mapToInt(Task::wave).max().orElse(0)
            + tasks.stream().mapToInt(Task::wave).min().orElse(0);
    for (JsonNode entry : Trees.at(application.object(), "status/resources")) {
      Resource resource = Resource.parse(entry);
      if (targets.containsKey(resource) || !only.isEmpty() && !only.contains(resource)) {
        continue;
      }
      Optional<JsonNode> live = cluster.find(resource);
      boolean kept = live.isEmpty() || keeps(live.get());
      boolean known = results.containsKey(resource);
      if (known || !kept) {
        tasks.add(new Task(resource, Optional.empty(), sum - live.map(Resource::wave).orElse(0)));
      }
    }
  }

  private static boolean keeps(JsonNode live) {
    return Trees.entry(Trees.at(live, "metadata/annotations"), "argocd.argoproj.io/sync-options")
        .contains("Prune=false");
  }

  Step next() {
    List<Task> unknown =
        tasks.stream()
            .filter(it -> it.target().isPresent() && !cluster.knows(it.resource()))
            .filter(it -> !isMadeHere(it.resource()))
            .toList();
    if (!unknown.isEmpty() && results.isEmpty()) {
      unknown.forEach(
          it ->
              result(
                  it, "SyncFailed", "Failed", "the server could not find the requested resource"));
      return step("Failed", "one or more synchronization tasks are not valid", Optional.empty());
    }
    createNamespace();
    follow();
    boolean severalSteps = tasks.stream().mapToInt(Task::wave).distinct().count() > 1;
    Optional<Task> running = tasks.stream().filter(it -> isPhase(it, "Running")).findFirst();
    if (severalSteps && running.isPresent()) {
      return step("Running", "waiting for healthy state of " + running.get().resource(), soon());
    }
    Optional<Task> going =
        tasks.stream()
            .filter(it -> it.target().isEmpty() && results.containsKey(it.resource()))
            .filter(it -> cluster.find(it.resource()).filter(Trees::goes).isPresent())
            .findFirst();
    if (going.isPresent()) {
      return step("Running", "waiting for deletion of " + going.get().resource(), soon());
    }
    if (tasks.stream().anyMatch(it -> isPhase(it, "Failed"))) {
      return step(
          "Failed",
          "one or more synchronization tasks completed unsuccessfully" + reasons(),
          Optional.empty());
    }
    return wave();
  }

  private boolean isMadeHere(Resource resource) {
    return tasks.stream()
        .map(Task::target)
        .flatMap(Optional::stream)
        .filter(it -> Trees.text(it, "kind").equals("CustomResourceDefinition"))
        .anyMatch(
            it ->
                Trees.text(it, "spec/group").equals(resource.group())
                    && Trees.text(it, "spec/names/kind").equals(resource.kind()));
  }

  private static Optional<Duration> soon() {
    return Optional.of(Duration.ofSeconds(1));
  }

  private boolean isPhase(Task task, String phase) {
    ObjectNode result = results.get(task.resource());
    return result != null && Trees.text(result, "hookPhase").equals(phase);
  }

  /** {@code CreateNamespace=true}: before everything else, when it is not there. */
  private void createNamespace() {
    Resource namespace = new Resource("v1", "Namespace", "", application.namespace());
    if (application.option("CreateNamespace=true")
        && results.isEmpty()
        && tasks.stream().noneMatch(it -> it.resource().equals(namespace))
        && cluster.get(namespace).status() == 404) {
      ObjectNode object = Trees.head("v1", "Namespace", "", application.namespace());
      JsonNode wanted = Trees.at(application.object(), "spec/syncPolicy/managedNamespaceMetadata");
      for (String field : List.of("labels", "annotations")) {
        if (wanted.has(field)) {
          object.withObject("metadata").set(field, wanted.path(field));
        }
      }
      cluster.apply(namespace, object);
    }
  }

  /** Sees how those fare that were applied. */
  private void follow() {
    for (Task task : tasks) {
      if (isPhase(task, "Running") && task.target().isPresent()) {
        Optional<JsonNode> live = cluster.find(task.resource());
        if (live.isEmpty()) {
          continue;
        }
        switch (Health.of(Comparison.kinded(live.get(), task.resource()))) {
          case HEALTHY, NONE -> result(task, "Synced", "Succeeded", "");
          case DEGRADED -> result(task, "Synced", "Failed", "degraded");
          case PROGRESSING -> {}
        }
      }
    }
  }

  private Step wave() {
    List<Task> pending = tasks.stream().filter(it -> !results.containsKey(it.resource())).toList();
    if (pending.isEmpty()) {
      return step("Succeeded", "successfully synced (no more tasks)", Optional.empty());
    }
    int wave = pending.getFirst().wave();
    List<Task> now = pending.stream().filter(it -> it.wave() == wave).toList();
    now.stream().filter(it -> it.target().isEmpty()).forEach(this::prune);
    for (Task task : now) {
      if (task.target().isPresent()) {
        apply(task, task.target().get());
      }
    }
    if (now.stream().anyMatch(it -> isPhase(it, "Failed"))) {
      return step("Failed", "one or more objects failed to apply" + reasons(), Optional.empty());
    }
    return now.size() == pending.size()
        ? step("Succeeded", "successfully synced (all tasks run)", Optional.empty())
        : step("Running", "one or more tasks are running", Optional.of(WAVE_DELAY));
  }

  private String reasons() {
    List<String> messages =
        results.values().stream()
            .filter(it -> Trees.text(it, "status").equals("SyncFailed"))
            .map(it -> Trees.text(it, "message"))
            .toList();
    return messages.isEmpty() ? "" : ", reason: " + String.join(",", messages);
  }

  private void prune(Task task) {
    Reply reply = cluster.delete(task.resource());
    if (reply.ok() || reply.status() == 404) {
      result(task, "Pruned", "Succeeded", "pruned");
    } else {
      result(task, "SyncFailed", "Failed", reply.message());
    }
  }

  private void apply(Task task, JsonNode wanted) {
    JsonNode target = wanted;
    if (application.option("RespectIgnoreDifferences=true")) {
      List<String> ignored = Differences.ignored(task.resource(), application.object(), settings);
      target =
          cluster
              .find(task.resource())
              .map(live -> Differences.with(wanted, ignored, live))
              .orElse(wanted);
    }
    Reply reply =
        application.option("ServerSideApply", wanted)
            ? cluster.serverSideApply(task.resource(), target, false)
            : cluster.apply(task.resource(), target);
    if (reply.ok()) {
      result(task, "Synced", "Running", "");
    } else {
      result(task, "SyncFailed", "Failed", reply.message());
    }
  }

  private void result(Task task, String status, String phase, String message) {
    ObjectNode result = task.resource().entry().put("status", status).put("hookPhase", phase);
    results.put(task.resource(), result.put("message", message));
  }

  private Step step(String phase, String message, Optional<Duration> again) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    results.values().forEach(list::add);
    return new Step(phase, message, list, again);
  }
}
