package dev.kyverdict.world.argocd;

import dev.kyverdict.world.kube.Trees;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an application manages: which object it is, and where it stands in the order of a sync. */
record Resource(String apiVersion, String kind, String namespace, String name)
    implements Comparable<Resource> {

  /** {@code gitops-engine/pkg/sync/sync_tasks.go}, as far as kinds are known here. */
  private static final List<String> ORDER =
      List.of(
          "Namespace",
          "ServiceAccount",
          "Secret",
          "ConfigMap",
          "StorageClass",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "CustomResourceDefinition",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding",
          "Service",
          "DaemonSet",
          "Pod",
          "Deployment",
          "StatefulSet",
          "Job",
          "CronJob");

  private static final Map<String, Integer> RANKS =
      IntStream.range(0, ORDER.size())
          .boxed()
          .collect(Collectors.toUnmodifiableMap(ORDER::get, Function.identity()));

  private static final Comparator<Resource> IN_ORDER =
      Comparator.comparingInt(Resource::rank)
          .thenComparing(Resource::kind)
          .thenComparing(Resource::namespace)
          .thenComparing(Resource::name)
          .thenComparing(Resource::apiVersion);

  static final String TRACKING = "argocd.argoproj.io/tracking-id";
  private static final String WAVE = "argocd.argoproj.io/sync-wave";

  static Resource of(JsonNode object) {
    return new Resource(
        Trees.text(object, "apiVersion"),
        Trees.text(object, "kind"),
        Trees.namespace(object),
        Trees.name(object));
  }

  /** As it stands in the status of an application. */
  static Resource parse(JsonNode entry) {
    String group = Trees.text(entry, "group");
    String version = Trees.text(entry, "version");
    return new Resource(
        group.isEmpty() ? version : group + "/" + version,
        Trees.text(entry, "kind"),
        Trees.text(entry, "namespace"),
        Trees.text(entry, "name"));
  }

  String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  ObjectNode entry() {
    ObjectNode entry = Trees.object().put("kind", kind).put("name", name);
    entry.put("version", apiVersion.substring(apiVersion.indexOf('/') + 1));
    if (!group().isEmpty()) {
      entry.put("group", group());
    }
    if (!namespace.isEmpty()) {
      entry.put("namespace", namespace);
    }
    return entry;
  }

  String tracking(String application) {
    return application + ":" + group() + "/" + kind + ":" + namespace + "/" + name;
  }

  static int wave(JsonNode object) {
    String wave = Trees.entry(Trees.at(object, "metadata/annotations"), WAVE);
    try {
      return wave.isEmpty() ? 0 : Integer.parseInt(wave);
    } catch (NumberFormatException none) {
      return 0;
    }
  }

  private int rank() {
    return RANKS.getOrDefault(kind, ORDER.size());
  }

  /** Namespaces before what is in them, and so on. */
  @Override
  public int compareTo(Resource other) {
    return IN_ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return group() + "/" + kind + "/" + name;
  }
}
