package dev.kyverdict.chainsaw;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Deletes what a step made, the last first ({@code pkg/cleanup/cleaner/cleaner.go}). */
final class Cleaner {

  private final List<JsonNode> objects = new ArrayList<>();

  void add(JsonNode object) {
    objects.add(object);
  }

  boolean isEmpty() {
    return objects.isEmpty();
  }

  /** What could not be deleted. */
  List<String> run(Scope scope) {
    List<String> problems = new ArrayList<>();
    for (JsonNode object : objects.reversed()) {
      try {
        scope.api().delete(object, scope.defaults().propagation());
        if (!Deletes.isGone(scope, object, scope.defaults().timeout("cleanup", object))) {
          problems.add(Manifest.title(object) + ": context deadline exceeded");
        }
      } catch (ApiException refused) {
        if (!refused.isNotFound()) {
          problems.add(Manifest.title(object) + ": " + refused.text());
        }
      }
    }
    return problems;
  }
}
