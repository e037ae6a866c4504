package dev.kyverdict.model;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Labels and annotations inside a pattern or a patch, which must be texts. */
final class LabelTextChecks {

  private LabelTextChecks() {}

  /**
   * Kyverno looks at {@code metadata} or at {@code spec.template.metadata}, whichever of metadata
   * and spec the order of a map offers first; only what both ways refuse is refused for certain.
   */
  static void of(Where where, JsonNode tree, Consumer<Problem> report) {
    boolean metadata = tree.path("metadata").isObject();
    boolean spec = tree.has("spec");
    boolean wrongAbove = metadata && wrong(tree.path("metadata")).findAny().isPresent();
    JsonNode below = tree.path("spec").path("template").path("metadata");
    boolean wrongBelow = spec && wrong(below).findAny().isPresent();
    if ((metadata && !wrongAbove) || (spec && !wrongBelow)) {
      return;
    }
    if (wrongAbove) {
      report(where.at("metadata"), tree.path("metadata"), report);
    }
    if (wrongBelow) {
      report(where.at("spec", "template", "metadata"), below, report);
    }
  }

  /** The same for a tree that Kyverno also puts below a pod template, where metadata decides. */
  static void ofPodTemplate(Where where, JsonNode tree, Consumer<Problem> report) {
    report(where.at("metadata"), tree.path("metadata"), report);
  }

  private static Stream<Map.Entry<String, String>> wrong(JsonNode metadata) {
    return Stream.of("annotations", "labels")
        .flatMap(
            map ->
                metadata.path(map).properties().stream()
                    .filter(field -> !field.getValue().isString())
                    .map(field -> Map.entry(map, field.getKey())));
  }

  private static void report(Where where, JsonNode metadata, Consumer<Problem> report) {
    wrong(metadata)
        .map(
            field ->
                where
                    .at(field.getKey(), field.getValue())
                    .error(
                        "label-not-text",
                        metadata.path(field.getKey()).path(field.getValue()) + " is no text",
                        "put it in double quotes"))
        .forEach(report);
  }
}
