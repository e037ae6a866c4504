package dev.kyverdict.world.control;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The kinds that storage and VolSync deal with. */
public enum Kind {
  /** A claim. */
  CLAIM("v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
  /** A volume. */
  VOLUME("v1", "PersistentVolume", "persistentvolumes", false),
  /** A storage class. */
  STORAGE_CLASS("storage.k8s.io/v1", "StorageClass", "storageclasses", false),
  /** A snapshot. */
  SNAPSHOT("snapshot.storage.k8s.io/v1", "VolumeSnapshot", "volumesnapshots", true),
  /** What is behind a snapshot. */
  CONTENT("snapshot.storage.k8s.io/v1", "VolumeSnapshotContent", "volumesnapshotcontents", false),
  /** A class of snapshots. */
  SNAPSHOT_CLASS(
      "snapshot.storage.k8s.io/v1", "VolumeSnapshotClass", "volumesnapshotclasses", false),
  /** A secret. */
  SECRET("v1", "Secret", "secrets", true),
  /** A ConfigMap. */
  CONFIG_MAP("v1", "ConfigMap", "configmaps", true),
  /** A namespace. */
  NAMESPACE("v1", "Namespace", "namespaces", false),
  /** A service account. */
  SERVICE_ACCOUNT("v1", "ServiceAccount", "serviceaccounts", true),
  /** A role. */
  ROLE("rbac.authorization.k8s.io/v1", "Role", "roles", true),
  /** A binding of a role. */
  ROLE_BINDING("rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", true),
  /** A job. */
  JOB("batch/v1", "Job", "jobs", true),
  /** An event. */
  EVENT("v1", "Event", "events", true),
  /** VolSync's backup. */
  SOURCE("volsync.backube/v1alpha1", "ReplicationSource", "replicationsources", true),
  /** VolSync's restore. */
  DESTINATION(
      "volsync.backube/v1alpha1", "ReplicationDestination", "replicationdestinations", true);

  private static final Map<String, Kind> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Kind::kind, Function.identity()));

  private final String apiVersion;
  private final String kind;
  private final String plural;
  private final boolean namespaced;
  private final String group;
  private final String root;

  Kind(String apiVersion, String kind, String plural, boolean namespaced) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.plural = plural;
    this.namespaced = namespaced;
    int slash = apiVersion.indexOf('/');
    this.group = slash < 0 ? "" : apiVersion.substring(0, slash);
    this.root = (slash < 0 ? "/api/" : "/apis/") + apiVersion;
  }

  /** Group and version. */
  public String apiVersion() {
    return apiVersion;
  }

  /** The kind as objects write it. */
  public String kind() {
    return kind;
  }

  /** The group; empty for the core. */
  public String group() {
    return group;
  }

  /** The path of a collection; of all namespaces when the namespace is empty. */
  public String path(String namespace) {
    return root
        + (namespaced && !namespace.isEmpty() ? "/namespaces/" + namespace : "")
        + "/"
        + plural;
  }

  /** The path of an object. */
  public String path(String namespace, String name) {
    return path(namespace) + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  /** What a controller with a cache says of an object that is not there. */
  public String missing(String name) {
    return kind + (group().isEmpty() ? "" : "." + group()) + " \"" + name + "\" not found";
  }

  /** The kind of an object; empty when it is none of these. */
  public static Optional<Kind> of(JsonNode object) {
    return Optional.ofNullable(BY_NAME.get(object.path("kind").asString("")))
        .filter(it -> object.path("apiVersion").asString("").startsWith(it.group()));
  }
}
