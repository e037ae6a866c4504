package dev.kyverdict.model.kube;

import dev.kyverdict.model.Metadata;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

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

  @Override
  public Metadata metadata() {
    var meta = object.getMetadata();
    Metadata named = Metadata.named(meta.getName());
    return new Metadata(
        meta.getName(),
        Optional.ofNullable(meta.getNamespace()),
        Optional.ofNullable(meta.getLabels()).orElse(Map.of()),
        Optional.ofNullable(meta.getAnnotations()).orElse(Map.of()),
        named.other());
  }
}
