package dev.kyverdict.engine;

import dev.kyverdict.model.Selector;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Nothing is there.
 *
 * @param answer what every call gets
 */
record EmptyCluster(Answer answer) implements ClusterReader {

  @Override
  public Answer call(Call call) {
    return answer;
  }

  @Override
  public Optional<JsonNode> configMap(String namespace, String name) {
    return Optional.empty();
  }

  @Override
  public Global global(String name, String projection) {
    return new Global.Absent();
  }

  @Override
  public Optional<JsonNode> object(String apiVersion, String kind, String namespace, String name) {
    return Optional.empty();
  }

  @Override
  public List<JsonNode> objects(
      String apiVersion, String kind, String namespace, Optional<Selector> selector) {
    return List.of();
  }
}
