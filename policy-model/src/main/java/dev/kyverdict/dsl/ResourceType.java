package dev.kyverdict.dsl;

import dev.kyverdict.dsl.Template.Text;

/**
 * A kind of object that the API server serves, and its URL paths.
 *
 * @param group API group, {@code ""} for the core group
 * @param version API version
 * @param kind kind
 * @param plural name in URLs
 * @param namespaced whether its objects live in namespaces
 */
public record ResourceType(
    String group, String version, String kind, String plural, boolean namespaced) {

  /** {@code v1 PersistentVolumeClaim}. */
  public static final ResourceType PERSISTENT_VOLUME_CLAIM =
      new ResourceType("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true);

  /** {@code v1 ConfigMap}. */
  public static final ResourceType CONFIG_MAP =
      new ResourceType("", "v1", "ConfigMap", "configmaps", true);

  /** {@code v1 Secret}. */
  public static final ResourceType SECRET = new ResourceType("", "v1", "Secret", "secrets", true);

  /** {@code v1 Namespace}. */
  public static final ResourceType NAMESPACE =
      new ResourceType("", "v1", "Namespace", "namespaces", false);

  /** {@code v1 Pod}. */
  public static final ResourceType POD = new ResourceType("", "v1", "Pod", "pods", true);

  /** {@code volsync.backube/v1alpha1 ReplicationSource}. */
  public static final ResourceType REPLICATION_SOURCE =
      new ResourceType(
          "volsync.backube", "v1alpha1", "ReplicationSource", "replicationsources", true);

  /** {@code volsync.backube/v1alpha1 ReplicationDestination}. */
  public static final ResourceType REPLICATION_DESTINATION =
      new ResourceType(
          "volsync.backube", "v1alpha1", "ReplicationDestination", "replicationdestinations", true);

  /** {@code external-secrets.io/v1 ExternalSecret}. */
  public static final ResourceType EXTERNAL_SECRET =
      new ResourceType("external-secrets.io", "v1", "ExternalSecret", "externalsecrets", true);

  /** {@code apiVersion} of its objects. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** {@code urlPath} of one object of a namespace. */
  public Text named(Template namespace, Template name) {
    return inNamespace(namespace).plus("/").plus(name);
  }

  /**
   * {@code urlPath} of the list that holds at most the one object of this name. An absent object is
   * an empty list and no error, so that nothing else can be taken for absence.
   */
  public Text listedByName(Template namespace, Template name) {
    return inNamespace(namespace).plus("?fieldSelector=metadata.name=").plus(name);
  }

  private Text inNamespace(Template namespace) {
    String base = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    return new Text(base + "/namespaces/").plus(namespace).plus("/" + plural);
  }
}
