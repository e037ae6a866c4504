package dev.kyverdict.engine;

import dev.kyverdict.model.Selector;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Nothing is there.
 *
 * @param answers what calls get
 */
record EmptyCluster(Function<ClusterReader.Call, ClusterReader.Answer> answers)
    implements ClusterReader {

  @Override
  public Answer call(Call call) {
    return answers.apply(call);
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
