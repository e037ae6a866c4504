package dev.kyverdict.cluster.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Removes what was added to a cluster since a moment. */
final class Reset {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/";
  private static final String POLICIES = "/apis/policies.kyverno.io/v1/";

  /** What acts on its own: it is gone before anything else is removed. */
  private static final List<String> ACTING =
      List.of(
          Policies.CLASSIC.get(0),
          Policies.CLASSIC.get(1),
          POLICIES + "validatingpolicies",
          POLICIES + "namespacedvalidatingpolicies",
          POLICIES + "mutatingpolicies",
          POLICIES + "namespacedmutatingpolicies",
          POLICIES + "generatingpolicies",
          POLICIES + "namespacedgeneratingpolicies",
          POLICIES + "imagevalidatingpolicies",
          POLICIES + "namespacedimagevalidatingpolicies",
          "/apis/kyverno.io/v2/policyexceptions",
          "/apis/kyverno.io/v2beta1/globalcontextentries",
          "/apis/kyverno.io/v2/updaterequests");

  private static final List<String> OTHERS =
      List.of(
          "/api/v1/namespaces",
          "/api/v1/persistentvolumes",
          "/apis/storage.k8s.io/v1/storageclasses",
          "/apis/apiregistration.k8s.io/v1/apiservices",
          Kyverno.WEBHOOKS + "mutatingwebhookconfigurations",
          Kyverno.WEBHOOKS + "validatingwebhookconfigurations",
          Kyverno.WEBHOOKS + "validatingadmissionpolicies",
          Kyverno.WEBHOOKS + "validatingadmissionpolicybindings",
          RBAC + "clusterroles",
          RBAC + "clusterrolebindings",
          RBAC + "namespaces/kyverno/roles",
          RBAC + "namespaces/kyverno/rolebindings",
          "/api/v1/namespaces/kyverno/configmaps",
          "/api/v1/namespaces/kyverno/secrets",
          Setup.DEFINITIONS);

  private final Api api;
  private final List<JsonNode> definitions;
  private final Map<String, Set<String>> before = new LinkedHashMap<>();

  private Reset(Api api, List<JsonNode> definitions) {
    this.api = api;
    this.definitions = definitions;
    OTHERS.forEach(path -> before.put(path, names(path)));
  }

  /**
   * To what is now.
   *
   * @param definitions those that are to be there
   */
  static Reset to(Api api, List<JsonNode> definitions) {
    return new Reset(api, definitions);
  }

  /** Creates a namespace. */
  String namespace(String name, Map<String, String> labels) {
    ObjectNode namespace = JsonNodeFactory.instance.objectNode();
    namespace.put("apiVersion", "v1").put("kind", "Namespace");
    ObjectNode metadata = namespace.putObject("metadata").put("name", name);
    ObjectNode set = metadata.putObject("labels");
    labels.forEach(set::put);
    api.create("/api/v1/namespaces", namespace);
    return name;
  }

  /** Removes what was added, and brings definitions back. */
  void run() {
    boolean gone = Polling.until(PATIENCE, this::removeActing);
    if (!gone || !new Policies(api).settled(PATIENCE)) {
      throw new LiveClusterException("policies or update requests do not go away");
    }
    before.forEach(
        (path, names) -> {
          Set<String> added = names(path);
          added.removeAll(names);
          added.forEach(name -> api.delete(path + "/" + name));
        });
    api.delete("/api/v1/namespaces/default/events");
    Set<String> there = names(Setup.DEFINITIONS);
    for (JsonNode definition : definitions) {
      if (!there.contains(Definitions.name(definition))) {
        api.create(Setup.DEFINITIONS, definition);
      }
    }
  }

  /** Whether nothing was left to remove. */
  private boolean removeActing() {
    List<JsonNode> left = new ArrayList<>();
    for (String path : ACTING) {
      List<JsonNode> items = api.list(path);
      items.forEach(item -> api.delete(pathOf(path, item)));
      left.addAll(items);
    }
    return left.isEmpty();
  }

  private static String pathOf(String collection, JsonNode object) {
    String namespace = object.at("/metadata/namespace").asString("");
    int last = collection.lastIndexOf('/');
    String root = collection.substring(0, last);
    String plural = collection.substring(last);
    String scope = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
    return root + scope + plural + "/" + Definitions.name(object);
  }

  private Set<String> names(String path) {
    return api.listMetadata(path).stream()
        .map(Definitions::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
