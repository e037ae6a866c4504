package dev.kyverdict.world.argocd;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.world.kube.Trees;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An application compared with Git ({@code argo-cd/controller/state.go}, {@code CompareAppState}).
 *
 * @param revision of Git; empty when Git did not answer
 * @param targets the objects in Git
 * @param entries what the status says of each: {@code status.resources}
 * @param error why nothing could be compared; empty when it could
 */
record Comparison(
    String revision, Map<Resource, JsonNode> targets, List<ObjectNode> entries, String error) {

  /** Compares with the newest of Git. */
  static Comparison of(Cluster cluster, Application application) {
    Reply git = git(cluster, application, "");
    if (!git.ok()) {
      String why = application.gitPath() + ": app path does not exist";
      return new Comparison("", Map.of(), List.of(), git.status() == 404 ? why : git.message());
    }
    Map<Resource, JsonNode> targets = targets(cluster, application, git.body());
    return new Compared(cluster, application).with(Trees.text(git.body(), "revision"), targets);
  }

  static Reply git(Cluster cluster, Application application, String revision) {
    String query = revision.isEmpty() ? "" : "?revision=" + revision;
    return cluster
        .host()
        .fetch(
            Request.of(UserInfo.of("argocd"), Method.GET, Git.URL + application.gitPath() + query));
  }

  /** The objects of Git with namespace and tracking annotation. */
  static Map<Resource, JsonNode> targets(Cluster cluster, Application application, JsonNode git) {
    Map<Resource, JsonNode> targets = new TreeMap<>();
    for (JsonNode manifest : git.path("manifests")) {
      ObjectNode target = Trees.copy(manifest);
      ObjectNode metadata = Trees.below(target, "metadata");
      if (!cluster.isNamespaced(Resource.of(target))) {
        metadata.remove("namespace");
      } else if (Trees.namespace(target).isEmpty()) {
        metadata.put("namespace", application.namespace());
      }
      Resource resource = Resource.of(target);
      Trees.below(metadata, "annotations")
          .put(Resource.TRACKING, resource.tracking(application.name()));
      targets.put(resource, target);
    }
    return targets;
  }

  boolean isSynced() {
    return entries.stream().allMatch(it -> Trees.text(it, "status").equals("Synced"));
  }

  /** Compares object by object. */
  private record Compared(
      Cluster cluster, Application application, JsonNode settings, JsonNode parameters) {

    Compared(Cluster cluster, Application application) {
      this(cluster, application, map(cluster, "argocd-cm"), map(cluster, "argocd-cmd-params-cm"));
    }

    private static JsonNode map(Cluster cluster, String name) {
      return cluster.get("/api/v1/namespaces/argocd/configmaps/" + name).body();
    }

    Comparison with(String revision, Map<Resource, JsonNode> targets) {
      Map<Resource, ObjectNode> entries = new TreeMap<>();
      for (Map.Entry<Resource, JsonNode> target : targets.entrySet()) {
        Reply live = cluster.get(target.getKey());
        ObjectNode entry = target.getKey().entry();
        entries.put(target.getKey(), entry);
        Optional<String> error = compare(target.getKey(), target.getValue(), live, entry);
        if (error.isPresent()) {
          return new Comparison(revision, targets, List.of(), error.get());
        }
      }
      for (JsonNode before : Trees.at(application.object(), "status/resources")) {
        Resource resource = Resource.parse(before);
        if (!targets.containsKey(resource) && isOurs(resource)) {
          entries.put(
              resource, resource.entry().put("status", "OutOfSync").put("requiresPruning", true));
        }
      }
      return new Comparison(revision, targets, List.copyOf(entries.values()), "");
    }

    private boolean isOurs(Resource resource) {
      return cluster
          .find(resource)
          .map(it -> Trees.entry(Trees.at(it, "metadata/annotations"), Resource.TRACKING))
          .filter(it -> it.equals(resource.tracking(application.name())))
          .isPresent();
    }

    private Optional<String> compare(
        Resource resource, JsonNode target, Reply found, ObjectNode entry) {
      if (!found.ok()) {
        entry.put("status", "OutOfSync").putObject("health").put("status", "Missing");
        return Optional.empty();
      }
      JsonNode live = found.body();
      List<String> ignored = Differences.ignored(resource, application.object(), settings);
      boolean differs;
      if (application.isServerSideDiff(target, parameters)) {
        Reply predicted = cluster.serverSideApply(resource, target, true);
        if (!predicted.ok()) {
          return Optional.of(
              "Failed to compare desired state to live state: failed to calculate diff: error"
                  + " calculating server side diff: serverSideDiff error: "
                  + predicted.message());
        }
        differs =
            !Differences.areSame(
                Differences.without(predicted.body(), ignored), Differences.without(live, ignored));
      } else {
        differs = cluster.judgements().differs(resource, target, live, ignored);
      }
      entry.put("status", differs ? "OutOfSync" : "Synced");
      Health health = Health.of(kinded(live, resource));
      if (health != Health.NONE) {
        String name = health.name();
        entry
            .putObject("health")
            .put("status", name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT));
      }
      return Optional.empty();
    }
  }

  /** An object that says its kind. */
  static JsonNode kinded(JsonNode live, Resource resource) {
    return live.has("kind")
        ? live
        : Trees.copy(live).put("apiVersion", resource.apiVersion()).put("kind", resource.kind());
  }

  /** {@code status.resources}. */
  ArrayNode list() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    entries.forEach(list::add);
    return list;
  }
}
