package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.tree.Bindings;
import dev.kyverdict.chainsaw.tree.Template;
import dev.kyverdict.chainsaw.tree.TreeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * Where an operation runs.
 *
 * @param api the API server
 * @param folder to which files are relative
 * @param namespace that of the test
 * @param defaults what holds here
 * @param bindings the values of expressions
 * @param cleaner what is to be deleted at the end
 */
record Scope(
    Api api, Path folder, String namespace, Defaults defaults, Bindings bindings, Cleaner cleaner) {

  /** How long chainsaw waits between two tries ({@code pkg/client/utils.go}). */
  static final Duration POLL = Duration.ofMillis(50);

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration SLOW_POLL = Duration.ofMillis(500);

  Scope with(String name, JsonNode value) {
    return new Scope(api, folder, namespace, defaults, bindings.with(name, value), cleaner);
  }

  /** With bindings as they are written, each of which may use the ones before. */
  Scope with(Iterable<JsonNode> written) {
    Scope scope = this;
    for (JsonNode binding : written) {
      String name = Template.text(binding.path("name").asString(""), scope.bindings);
      if (!name.matches("\\w+")) {
        throw new TreeException("invalid binding name " + name);
      }
      scope = scope.with(name, Template.filled(binding.path("value"), scope.bindings));
    }
    return scope;
  }

  /** The objects that an operation is about: its {@code resource} or those of its {@code file}. */
  List<JsonNode> objects(JsonNode body, boolean isManifest) {
    JsonNode resource = body.path("resource");
    if (resource.isObject()) {
      return List.of(resource);
    }
    String file = body.path("file").asString("");
    if (file.isEmpty()) {
      throw new OperationFailedException("file or resource must be set");
    }
    return ResourceFiles.load(folder, Template.text(file, bindings), isManifest);
  }

  boolean isTemplate(JsonNode body) {
    return body.path("template").asBoolean(defaults.template());
  }

  /**
   * Tries until it works or the time is over; the first try comes after a wait. Chainsaw tries
   * twenty times a second; here it is less often after the first second, in which whatever reacts
   * at all has reacted.
   */
  boolean poll(Duration atMost, BooleanSupplier attempt) {
    Duration pause = POLL;
    for (Duration waited = POLL; waited.compareTo(atMost) <= 0; waited = waited.plus(pause)) {
      api.cluster().pass(pause);
      if (attempt.getAsBoolean()) {
        return true;
      }
      pause = waited.compareTo(PATIENCE) < 0 ? POLL : SLOW_POLL;
    }
    return false;
  }

  /** Waits until something that asks only is so. */
  boolean await(Duration atMost, BooleanSupplier condition) {
    api.cluster().pass(POLL);
    return api.cluster().await(atMost.minus(POLL), condition);
  }
}
