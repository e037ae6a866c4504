package dev.kyverdict.model.kube;

import dev.kyverdict.model.Metadata;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An object of Kubernetes itself, from the fabric8 model.
 *
 * @param object the object; not to be changed afterwards
 */
public record Builtin(HasMetadata object) implements KubeObject {

  @Override
  public String apiVersion() {
    return object.getApiVersion();
  }

  @Override
  public String kind() {
    return object.getKind();
  }

  /** {@code metadata}; the name is {@code ""} where the API server has yet to make one up. */
  @Override
  public Metadata metadata() {
    Optional<ObjectMeta> meta = Optional.ofNullable(object.getMetadata());
    return new Metadata(
        meta.map(ObjectMeta::getName).orElse(""),
        meta.map(ObjectMeta::getNamespace),
        meta.map(ObjectMeta::getLabels).orElse(Map.of()),
        meta.map(ObjectMeta::getAnnotations).orElse(Map.of()),
        JsonNodeFactory.instance.objectNode());
  }
}
