package dev.kyverdict.testing;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.kyverno.HostReader;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.engine.match.LabelSelectors;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.Selector;
import dev.kyverdict.values.GoNumbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A cluster as the engine asks it.
 *
 * @param cluster the cluster
 * @param user as whom it asks
 */
record LookingReader(Cluster cluster, UserInfo user) implements ClusterReader {

  @Override
  public Answer call(Call call) {
    Method method = call.method() == ContextEntry.Method.POST ? Method.POST : Method.GET;
    return HostReader.answer(
        cluster.call(new Request(user, method, call.url(), Request.JSON, call.data())), true);
  }

  @Override
  public Optional<JsonNode> configMap(String namespace, String name) {
    return new Client(cluster, user).find("v1", "ConfigMap", namespace, name);
  }

  @Override
  public Global global(String name, String projection) {
    return new Global.Absent();
  }

  @Override
  public Optional<JsonNode> object(String apiVersion, String kind, String namespace, String name) {
    return new Client(cluster, user)
        .find(apiVersion, kind, namespace, name)
        .map(GoNumbers::integers);
  }

  @Override
  public List<JsonNode> objects(
      String apiVersion, String kind, String namespace, Optional<Selector> selector) {
    return new Client(cluster, user)
        .list(apiVersion, kind, namespace, "").stream()
            .filter(object -> selector.isEmpty() || fits(selector.get(), object))
            .map(GoNumbers::integers)
            .toList();
  }

  private static boolean fits(Selector selector, JsonNode object) {
    Map<String, String> labels = new HashMap<>();
    object
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
    return LabelSelectors.matchesPlainly(selector, labels);
  }
}
