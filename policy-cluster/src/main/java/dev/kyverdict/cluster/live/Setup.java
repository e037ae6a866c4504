package dev.kyverdict.cluster.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/** Puts the objects into an empty cluster that Kyverno needs, and those of our own. */
final class Setup {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String CORE = "/api/v1";
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";

  /** Where the kinds in Kyverno's chart are. */
  private static final Map<String, String> GROUPS =
      Map.of(
          "Namespace", CORE,
          "ServiceAccount", CORE,
          "ConfigMap", CORE,
          "Service", CORE,
          "ClusterRole", RBAC,
          "ClusterRoleBinding", RBAC,
          "Role", RBAC,
          "RoleBinding", RBAC);

  static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  private final Api api;
  private final ControlPlane plane;

  Setup(Api api, ControlPlane plane) {
    this.api = api;
    this.plane = plane;
  }

  /** Creates the objects, and comes back when kinds and roles are in force. */
  void install(List<JsonNode> definitions, List<JsonNode> others) {
    List<JsonNode> namespaces = others.stream().filter(Setup::isNamespace).toList();
    namespaces.forEach(namespace -> api.create(collection(namespace), namespace));
    try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> work = new ArrayList<>();
      for (JsonNode definition : definitions) {
        work.add(workers.submit(() -> api.create(DEFINITIONS, definition)));
      }
      for (JsonNode object : others) {
        if (!isNamespace(object)) {
          work.add(workers.submit(() -> api.create(collection(object), object)));
        }
      }
      work.forEach(Setup::join);
    }
    for (JsonNode definition : definitions) {
      String name = Definitions.name(definition);
      plane.await(PATIENCE, name + " is served", () -> served(definition));
    }
    plane.await(PATIENCE, "roles are aggregated", this::rolesAggregated);
  }

  private boolean served(JsonNode definition) {
    JsonNode spec = definition.path("spec");
    for (JsonNode version : spec.path("versions")) {
      if (version.path("served").asBoolean(false)) {
        return api.get(
                "/apis/%s/%s/%s?limit=1"
                    .formatted(
                        spec.path("group").asString(),
                        version.path("name").asString(),
                        spec.at("/names/plural").asString()))
            .ok();
      }
    }
    return true;
  }

  private boolean rolesAggregated() {
    return api.list(RBAC + "/clusterroles").stream()
        .filter(role -> role.has("aggregationRule"))
        .filter(role -> role.at("/metadata/name").asString("").startsWith("kyverno:"))
        .noneMatch(role -> role.path("rules").isEmpty());
  }

  private static boolean isNamespace(JsonNode object) {
    return object.path("kind").asString("").equals("Namespace");
  }

  private static String collection(JsonNode object) {
    String kind = object.path("kind").asString("");
    String group = GROUPS.getOrDefault(kind, "");
    if (group.isEmpty()) {
      throw new LiveClusterException("Kyverno's chart holds an object of the kind " + kind);
    }
    String namespace = object.at("/metadata/namespace").asString("");
    return group
        + (namespace.isEmpty() ? "/" : "/namespaces/" + namespace + "/")
        + kind.toLowerCase(Locale.ROOT)
        + "s";
  }

  private static void join(Future<?> work) {
    try {
      work.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LiveClusterException("interrupted", interrupted);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof LiveClusterException known
          ? known
          : new LiveClusterException("cannot create an object", failed);
    }
  }
}
