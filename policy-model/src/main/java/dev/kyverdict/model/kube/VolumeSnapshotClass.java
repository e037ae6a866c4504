package dev.kyverdict.model.kube;

import dev.kyverdict.model.Metadata;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code snapshot.storage.k8s.io/v1 VolumeSnapshotClass}.
 *
 * @param metadata {@code metadata}
 * @param driver {@code driver}
 * @param deletionPolicy {@code deletionPolicy}: Delete or Retain
 * @param parameters {@code parameters}, such as Longhorn's {@code type}
 */
public record VolumeSnapshotClass(
    Metadata metadata, String driver, String deletionPolicy, Map<String, String> parameters)
    implements KubeObject {

  /** Copies. */
  public VolumeSnapshotClass {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  @Override
  public String apiVersion() {
    return "snapshot.storage.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "VolumeSnapshotClass";
  }
}
