package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.generate.RefusedException;
import dev.kyverdict.engine.mutate.TargetFinder;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Targets of mutate rules in the cluster. Whoever names one object gets it, or an error; else all
 * objects of the kind are listed, of all namespaces ({@code pkg/clients/dclient/helpers.go}).
 */
record LiveTargets(Calls calls) implements TargetFinder {

  @Override
  public List<Found> find(Place place) {
    KindName selector = KindName.parse(place.apiVersion() + "/" + place.kind());
    List<Catalogue.Entry> entries =
        calls
            .catalogue()
            .all(
                calls.api(),
                selector.group(),
                selector.version(),
                selector.kind(),
                selector.subResource());
    if (entries.isEmpty()) {
      throw new EvaluationException("resource not found");
    }
    List<Found> found = new ArrayList<>();
    try {
      entries.forEach(entry -> found.addAll(find(entry, place)));
    } catch (RefusedException refused) {
      throw new EvaluationException(refused.text());
    }
    return found;
  }

  private List<Found> find(Catalogue.Entry entry, Place place) {
    String tail = entry.subresource().isEmpty() ? "" : "/" + entry.subresource();
    if (isOne(place.namespace()) && isOne(place.name())) {
      String path = entry.path(place.namespace()) + "/" + place.name() + tail;
      return List.of(found(entry, calls.get(path)));
    }
    String query = place.selector().map(it -> "?labelSelector=" + Selecting.query(it)).orElse("");
    List<Found> found = new ArrayList<>();
    for (JsonNode object : calls.list(entry.path("") + query, entry.apiVersion(), entry.kind())) {
      if (isMeant(place, object)) {
        found.add(found(entry, tail.isEmpty() ? object : part(entry, place, object, tail)));
      }
    }
    return found;
  }

  /** The subresource is asked for by the name that the rule gives, even if that is a pattern. */
  private JsonNode part(Catalogue.Entry entry, Place place, JsonNode parent, String tail) {
    String namespace = parent.path("metadata").path("namespace").asString("");
    return calls.get(entry.path(namespace) + "/" + place.name() + tail);
  }

  private static Found found(Catalogue.Entry entry, JsonNode object) {
    return new Found(object, entry.apiVersion(), entry.plural(), entry.subresource());
  }

  private static boolean isOne(String pattern) {
    return !pattern.isEmpty() && pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
  }

  private static boolean isMeant(Place place, JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return isMeant(place.namespace(), metadata.path("namespace").asString(""))
        && isMeant(place.name(), metadata.path("name").asString(""));
  }

  private static boolean isMeant(String pattern, String text) {
    return pattern.isEmpty() || Wildcard.matches(pattern, text);
  }
}
