package dev.kyverdict.model.kube;

import dev.kyverdict.model.Metadata;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code external-secrets.io/v1 ExternalSecret}: a Secret that the operator keeps in step with a
 * store and tries again by itself.
 *
 * @param metadata {@code metadata}
 * @param spec {@code spec}
 */
public record ExternalSecret(Metadata metadata, Spec spec) implements KubeObject {

  @Override
  public String apiVersion() {
    return "external-secrets.io/v1";
  }

  @Override
  public String kind() {
    return "ExternalSecret";
  }

  /**
   * {@code spec}.
   *
   * @param refreshInterval {@code refreshInterval}, default {@code 1h0m0s}
   * @param refreshPolicy {@code refreshPolicy}
   * @param store {@code secretStoreRef}
   * @param target {@code target}
   * @param data {@code data}
   * @param dataFrom {@code dataFrom}: whole entries of the store, by key
   * @param other every other field, as written
   */
  public record Spec(
      String refreshInterval,
      Optional<String> refreshPolicy,
      Optional<Store> store,
      Target target,
      List<Data> data,
      List<ObjectNode> dataFrom,
      ObjectNode other) {

    /** Copies. */
    public Spec {
      data = List.copyOf(data);
      dataFrom = dataFrom.stream().map(ObjectNode::deepCopy).toList();
      other = other.deepCopy();
    }
  }

  /**
   * {@code secretStoreRef}.
   *
   * @param name {@code name}
   * @param kind {@code kind}: SecretStore or ClusterSecretStore
   */
  public record Store(Optional<String> name, Optional<String> kind) {}

  /**
   * {@code target}: the Secret to be made.
   *
   * @param name {@code name}; the ExternalSecret's own when absent
   * @param creationPolicy {@code creationPolicy}, default {@code Owner}
   * @param deletionPolicy {@code deletionPolicy}, default {@code Retain}
   * @param template {@code template}
   * @param other every other field, as written
   */
  public record Target(
      Optional<String> name,
      String creationPolicy,
      String deletionPolicy,
      Optional<Template> template,
      ObjectNode other) {

    /** Copies. */
    public Target {
      other = other.deepCopy();
    }
  }

  /**
   * {@code target.template}.
   *
   * @param engineVersion {@code engineVersion}, default {@code v2}
   * @param mergePolicy {@code mergePolicy}, default {@code Replace}; with {@code Merge} the keys
   *     that were fetched stay beside the template's
   * @param type {@code type} of the Secret
   * @param data {@code data}: Go templates
   * @param other every other field, as written
   */
  public record Template(
      String engineVersion,
      String mergePolicy,
      Optional<String> type,
      Map<String, String> data,
      ObjectNode other) {

    /** Copies. */
    public Template {
      data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
      other = other.deepCopy();
    }
  }

  /**
   * {@code data[]}: one key of the Secret.
   *
   * @param secretKey {@code secretKey}
   * @param remoteKey {@code remoteRef.key}
   * @param property {@code remoteRef.property}
   * @param other every other field of {@code remoteRef}, as written
   * @param sourceRef {@code sourceRef}: a store of its own, as written
   */
  public record Data(
      String secretKey,
      String remoteKey,
      Optional<String> property,
      ObjectNode other,
      Optional<ObjectNode> sourceRef) {

    /** Copies. */
    public Data {
      other = other.deepCopy();
      sourceRef = sourceRef.map(ObjectNode::deepCopy);
    }

    /** A key that comes from the store of the whole. */
    public Data(String secretKey, String remoteKey, Optional<String> property, ObjectNode other) {
      this(secretKey, remoteKey, property, other, Optional.empty());
    }
  }
}
