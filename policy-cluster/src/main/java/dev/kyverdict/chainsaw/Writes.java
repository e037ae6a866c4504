package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.tree.Template;
import dev.kyverdict.chainsaw.tree.TreeException;
import dev.kyverdict.cluster.Request;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code apply}, {@code create}, {@code update} and {@code patch}: each is tried again until it
 * goes as expected or its time is over.
 */
final class Writes {

  private final Scope scope;
  private final Operation operation;
  private final Map<String, JsonNode> outputs = new HashMap<>();

  private Writes(Scope scope, Operation operation) {
    this.scope = scope;
    this.operation = operation;
  }

  /** Does it, and gives what it puts out. */
  static Map<String, JsonNode> run(Scope scope, Operation operation) {
    Writes writes = new Writes(scope, operation);
    for (JsonNode object : scope.objects(operation.body(), true)) {
      writes.write(object);
    }
    return writes.outputs;
  }

  private void write(JsonNode written) {
    JsonNode object = Grace.shortened(written, scope.defaults().gracePeriod());
    if (scope.isTemplate(operation.body())) {
      object = Template.filled(object, object, scope.bindings());
    }
    JsonNode placed = scope.api().placed(object, scope.namespace());
    Duration atMost = scope.defaults().timeout("apply", operation.body());
    Attempt attempt = new Attempt(placed);
    if (!scope.poll(atMost, attempt::succeeds)) {
      throw new OperationFailedException(
          operation.kind() + " " + Manifest.title(placed) + ": " + attempt.problem);
    }
  }

  private final class Attempt {

    private final JsonNode object;
    private String problem = "context deadline exceeded";

    Attempt(JsonNode object) {
      this.object = object;
    }

    boolean succeeds() {
      JsonNode result = object;
      Optional<String> refusal = Optional.empty();
      try {
        result = once();
      } catch (Premature premature) {
        problem = premature.text;
        return false;
      } catch (ApiException refused) {
        refusal = Optional.of(refused.text());
      }
      try {
        Optional<String> unmet =
            Expectations.unmet(operation.body().path("expect"), result, scope, refusal);
        unmet.ifPresent(text -> problem = text);
        if (unmet.isEmpty()) {
          putOut(result, refusal);
        }
        return unmet.isEmpty();
      } catch (TreeException senseless) {
        problem = senseless.text();
        return false;
      }
    }

    private JsonNode once() {
      Optional<JsonNode> there = there();
      return switch (operation.kind()) {
        case "create" -> {
          if (there.isPresent()) {
            throw new Premature("the resource already exists in the cluster");
          }
          yield create();
        }
        case "update" -> {
          JsonNode actual =
              there.orElseThrow(() -> new Premature("the resource does not exist in the cluster"));
          yield scope.api().update(versioned(actual), isDryRun());
        }
        case "patch" -> merge(there.orElseThrow(() -> new Premature(absent())));
        default -> there.isPresent() ? merge(there.get()) : create();
      };
    }

    private Optional<JsonNode> there() {
      try {
        return Optional.of(scope.api().get(object));
      } catch (ApiException refused) {
        if (refused.isNotFound()) {
          return Optional.empty();
        }
        throw new Premature(refused.text());
      }
    }

    private String absent() {
      String plural = scope.api().resource(object).plural();
      return "%s \"%s\" not found".formatted(plural, Manifest.name(object));
    }

    private JsonNode create() {
      JsonNode created = scope.api().create(object, isDryRun());
      if (!isDryRun() && !scope.defaults().skipDelete()) {
        scope.cleaner().add(created);
      }
      return created;
    }

    /** Chainsaw sends the whole object as a merge patch, and checks what it sent. */
    private JsonNode merge(JsonNode actual) {
      scope.api().patch(object, Request.MERGE_PATCH, versioned(actual), isDryRun());
      return object;
    }

    private ObjectNode versioned(JsonNode actual) {
      String version = actual.path("metadata").path("resourceVersion").asString("");
      return Manifest.with(object, Map.of("resourceVersion", version));
    }

    private boolean isDryRun() {
      return operation.body().path("dryRun").asBoolean(false);
    }
  }

  private void putOut(JsonNode result, Optional<String> refusal) {
    Outputs.of(
        operation.body().path("outputs"),
        result,
        scope.with("error", Expectations.error(refusal)),
        outputs);
  }

  /** What comes before the request itself, and is not checked by expectations. */
  private static final class Premature extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String text;

    Premature(String text) {
      super(text, null, false, false);
      this.text = text;
    }
  }
}
