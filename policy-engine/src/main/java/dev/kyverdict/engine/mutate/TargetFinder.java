package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.model.Selector;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Finds the targets of a mutate rule in a cluster. */
public interface TargetFinder {

  /**
   * Where targets are; every text may hold wildcards.
   *
   * @param apiVersion {@code apiVersion}
   * @param kind {@code kind}, with a subresource behind a slash or a dot
   * @param namespace empty for all
   * @param name empty for all
   * @param selector their labels
   */
  record Place(
      String apiVersion, String kind, String namespace, String name, Optional<Selector> selector) {}

  /**
   * A target.
   *
   * @param object the object, or a subresource of it
   * @param apiVersion group and version under which it was found
   * @param plural the resource under which it was found
   * @param subresource empty for none
   */
  record Found(JsonNode object, String apiVersion, String plural, String subresource) {}

  /**
   * Looks for targets.
   *
   * @throws EvaluationException when it cannot
   */
  List<Found> find(Place place);
}
