package dev.kyverdict.engine;

import dev.kyverdict.model.Selector;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The objects of a cluster, for the rules that generate from them. */
public interface ObjectReader {

  /**
   * One object.
   *
   * @param apiVersion its {@code apiVersion}
   * @param namespace empty for an object without one
   */
  Optional<JsonNode> object(String apiVersion, String kind, String namespace, String name);

  /**
   * The objects of a kind, sorted by name.
   *
   * @param namespace empty for all
   */
  List<JsonNode> objects(
      String apiVersion, String kind, String namespace, Optional<Selector> selector);
}
