package dev.kyverdict.replay;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.twice.Slim;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kind of objects that stories make.
 *
 * @param root of its group and version
 * @param plural its name
 */
record Kind(String root, String plural) {

  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";

  static final Kind UPDATE_REQUESTS = new Kind("/apis/kyverno.io/v2", "updaterequests");

  /** Policies come first: they may refuse what has to be done afterwards. */
  static final List<Kind> ALL =
      Stream.of(
              of("/apis/kyverno.io/v1", "clusterpolicies policies"),
              of("/api/v1", "namespaces configmaps secrets serviceaccounts"),
              of("/api/v1", "persistentvolumeclaims persistentvolumes pods"),
              of("/apis/apps/v1", "deployments statefulsets"),
              of("/apis/batch/v1", "jobs cronjobs"),
              of(RBAC, "roles rolebindings clusterroles clusterrolebindings"),
              of("/apis/storage.k8s.io/v1", "storageclasses"),
              of(
                  "/apis/snapshot.storage.k8s.io/v1",
                  "volumesnapshots volumesnapshotcontents volumesnapshotclasses"),
              of(
                  "/apis/external-secrets.io/v1",
                  "externalsecrets clusterexternalsecrets clustersecretstores"),
              of("/apis/volsync.backube/v1alpha1", "replicationsources replicationdestinations"))
          .flatMap(List::stream)
          .toList();

  /** What is in no namespace. */
  private static final Set<String> UNBOUND =
      Set.of(
          "clusterpolicies",
          "namespaces",
          "persistentvolumes",
          "clusterroles",
          "clusterrolebindings",
          "storageclasses",
          "volumesnapshotcontents",
          "volumesnapshotclasses",
          "clusterexternalsecrets",
          "clustersecretstores");

  private static final Set<String> FIXED =
      Set.of("default", "kube-system", "kube-public", "kube-node-lease");

  /** What controllers make in namespaces that outlive stories. */
  private static final Set<String> MADE_BY_CONTROLLERS =
      Set.of("configmaps", "secrets", "serviceaccounts", "roles", "rolebindings");

  /** What controllers change as they like. */
  private static final Set<String> NOT_COMPARED = Set.of("namespaces", "serviceaccounts");

  private static List<Kind> of(String root, String plurals) {
    return Stream.of(plurals.split(" ", -1)).map(it -> new Kind(root, it)).toList();
  }

  /** All of the cluster. */
  String path() {
    return root + "/" + plural;
  }

  /** All within a namespace; empty when it is in none. */
  String within(String namespace) {
    return UNBOUND.contains(plural) ? "" : root + "/namespaces/" + namespace + "/" + plural;
  }

  /** An object's path. */
  String path(JsonNode object) {
    String namespace = object.at("/metadata/namespace").asString("");
    String scope = namespace.isEmpty() ? "/" : "/namespaces/" + namespace + "/";
    return root + scope + plural + "/" + object.at("/metadata/name").asString("");
  }

  /** Whether a story may have made it: Kyverno's own namespace is left alone. */
  boolean isOfStories(JsonNode object) {
    String namespace = object.at("/metadata/namespace").asString("");
    return !namespace.equals("kyverno")
        && !(FIXED.contains(namespace) && MADE_BY_CONTROLLERS.contains(plural));
  }

  /** Whether an object is another one than before. */
  static boolean differ(String path, JsonNode before, JsonNode now) {
    ApiPath place = ApiPath.of(path);
    boolean aggregated = now.has("aggregationRule");
    return !aggregated
        && !NOT_COMPARED.contains(place.resource())
        && !Slim.differences("", shape(place, before), shape(place, now)).isEmpty();
  }

  /** Of a policy Kyverno says itself how it is. */
  private static JsonNode shape(ApiPath place, JsonNode object) {
    ObjectNode shape = (ObjectNode) Slim.object(object);
    if (place.group().equals("kyverno.io")) {
      shape.remove("status");
    }
    return shape;
  }

  /** Whether stories may ask for it. */
  static boolean isKnown(ApiPath path) {
    return ALL.stream().anyMatch(it -> it.plural.equals(path.resource()));
  }
}
