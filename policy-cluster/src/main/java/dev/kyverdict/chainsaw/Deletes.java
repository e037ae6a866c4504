package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.tree.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code delete}: deletes and waits until it is gone ({@code pkg/engine/operations/delete}). */
final class Deletes {

  private Deletes() {}

  static void run(Scope scope, JsonNode body) {
    JsonNode ref = body.path("ref");
    List<JsonNode> objects = ref.isObject() ? List.of(referred(ref)) : scope.objects(body, true);
    for (JsonNode object : objects) {
      JsonNode filled =
          scope.isTemplate(body) ? Template.filled(object, object, scope.bindings()) : object;
      delete(scope, body, scope.api().placed(filled, scope.namespace()));
    }
  }

  private static void delete(Scope scope, JsonNode body, JsonNode object) {
    String propagation =
        body.path("deletionPropagationPolicy").asString(scope.defaults().propagation());
    List<String> problems = new ArrayList<>();
    List<JsonNode> deleted = new ArrayList<>();
    for (JsonNode found : Reads.candidates(scope.api(), object)) {
      Optional<String> refusal = refusal(scope, found, propagation);
      if (refusal.isEmpty()) {
        deleted.add(found);
      }
      Expectations.unmet(body.path("expect"), found, scope, refusal).ifPresent(problems::add);
    }
    Duration atMost = scope.defaults().timeout("delete", body);
    for (JsonNode gone : deleted) {
      if (!isGone(scope, gone, atMost)) {
        problems.add(Manifest.title(gone) + " is still there: context deadline exceeded");
      }
    }
    if (!problems.isEmpty()) {
      throw new OperationFailedException(String.join("\n", problems));
    }
  }

  private static Optional<String> refusal(Scope scope, JsonNode object, String propagation) {
    try {
      scope.api().delete(object, propagation);
      return Optional.empty();
    } catch (ApiException refused) {
      return refused.isNotFound() ? Optional.empty() : Optional.of(refused.text());
    }
  }

  /** Waits for the end of an object. */
  static boolean isGone(Scope scope, JsonNode object, Duration atMost) {
    return scope
        .api()
        .cluster()
        .await(
            atMost,
            () -> {
              try {
                scope.api().get(object);
                return false;
              } catch (ApiException refused) {
                if (refused.isNotFound()) {
                  return true;
                }
                throw refused;
              }
            });
  }

  private static JsonNode referred(JsonNode ref) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.set("apiVersion", ref.path("apiVersion"));
    object.set("kind", ref.path("kind"));
    ObjectNode metadata = object.putObject("metadata");
    for (String field : List.of("name", "namespace", "labels")) {
      if (ref.has(field)) {
        metadata.set(field, ref.path(field));
      }
    }
    return object;
  }
}
