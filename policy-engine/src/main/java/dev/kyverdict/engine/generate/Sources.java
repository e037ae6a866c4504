package dev.kyverdict.engine.generate;

import dev.kyverdict.model.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a cloneList copies, substituted.
 *
 * @param namespace where the sources are; empty for those without one
 * @param kinds their kinds
 * @param selector their labels
 */
record Sources(String namespace, List<Kind> kinds, Optional<Selector> selector) {

  /** One kind; the version may be empty. */
  record Kind(String apiVersion, String kind) {}

  static Sources of(JsonNode list) {
    List<Kind> kinds = new ArrayList<>();
    for (JsonNode kind : list.path("kinds")) {
      String text = kind.asString("");
      int slash = text.lastIndexOf('/');
      kinds.add(new Kind(slash < 0 ? "" : text.substring(0, slash), text.substring(slash + 1)));
    }
    return new Sources(list.path("namespace").asString(""), kinds, selector(list.path("selector")));
  }

  private static Optional<Selector> selector(JsonNode selector) {
    List<Selector.Requirement> requirements = new ArrayList<>();
    for (JsonNode expression : selector.path("matchExpressions")) {
      List<String> values = new ArrayList<>();
      expression.path("values").forEach(value -> values.add(value.asString("")));
      requirements.add(
          new Selector.Requirement(
              expression.path("key").asString(""),
              expression.path("operator").asString(""),
              values));
    }
    return selector.isObject()
        ? Optional.of(new Selector(texts(selector.path("matchLabels")), requirements))
        : Optional.empty();
  }

  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
    return texts;
  }
}
