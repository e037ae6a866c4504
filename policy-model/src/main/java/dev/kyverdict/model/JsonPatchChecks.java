package dev.kyverdict.model;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code patchesJson6902} of a rule; the one of a loop is read per request only. */
final class JsonPatchChecks {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Set<String> OPERATIONS =
      Set.of("add", "remove", "replace", "move", "copy", "test");
  private static final Set<String> WITH_VALUE = Set.of("add", "replace", "test");
  private static final Set<String> WITH_FROM = Set.of("move", "copy");

  private JsonPatchChecks() {}

  static void of(Where where, String text, Consumer<Problem> report) {
    read(text).ifPresent(patch -> variablesInPaths(where, patch, report));
    Optional<JsonNode> patch = read(Braces.replaceAll(text, "variable"));
    if (patch.isEmpty()) {
      if (text.contains("\t")) {
        // Kyverno's YAML takes tabs where this one does not: what it would read stays open.
        return;
      }
      report.accept(
          where.error(
              "json-patch-unreadable",
              "is no YAML" + (Braces.in(text).isEmpty() ? "" : " once its variables are filled in"),
              "write a list of operations, variables in quotes"));
    } else if (!isNothing(patch.get()) && !patch.get().isArray()) {
      report.accept(
          where.error(
              "json-patch-not-a-list",
              "is no list of operations",
              "begin every operation with '-'"));
    } else {
      patch.get().valueStream().forEach(operation -> operation(where, operation, report));
    }
  }

  private static boolean isNothing(JsonNode patch) {
    return patch.isNull() || patch.isMissingNode() || patch.asString("").equals("~");
  }

  private static Optional<JsonNode> read(String text) {
    try {
      return Optional.of(YAML.readTree(text));
    } catch (JacksonException notYaml) {
      return Optional.empty();
    }
  }

  private static void variablesInPaths(Where where, JsonNode patch, Consumer<Problem> report) {
    patch
        .valueStream()
        .map(operation -> operation.path("path").asString(""))
        .filter(path -> !Braces.in(path).isEmpty())
        .map(
            path ->
                where.error(
                    "json-patch-variable-in-path",
                    "the path " + path + " holds a variable",
                    "use patchStrategicMerge, or a foreach, whose patches may"))
        .forEach(report);
  }

  private static void operation(Where where, JsonNode operation, Consumer<Problem> report) {
    String kind = operation.path("op").asString("");
    if (!operation.path("op").isString() || !OPERATIONS.contains(kind)) {
      report.accept(
          where.error(
              "json-patch-operation",
              operation + " has no operation that exists",
              "give it an op of add, remove, replace, move, copy or test"));
    }
    JsonNode path = operation.path("path");
    if (!path.isString() || !path.stringValue().startsWith("/")) {
      report.accept(
          where.error(
              "json-patch-path",
              operation + " has no path that begins with '/'",
              "write path: /metadata/…"));
    }
    if (WITH_VALUE.contains(kind) && !operation.has("value")) {
      report.accept(
          where.error("json-patch-without-value", operation + " has no value", "add value"));
    }
    if (WITH_FROM.contains(kind) && !operation.path("from").isString()) {
      report.accept(where.error("json-patch-without-from", operation + " has no from", "add from"));
    }
  }
}
