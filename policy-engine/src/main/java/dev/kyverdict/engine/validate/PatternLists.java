package dev.kyverdict.engine.validate;

import dev.kyverdict.values.GoFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The lists in a pattern. */
final class PatternLists {

  private final PatternWalk walk;

  PatternLists(PatternWalk walk) {
    this.walk = walk;
  }

  /**
   * Whether each element of the pattern fits one of the list; basis: {@code
   * pkg/engine/anchor/handlers.go}.
   */
  Optional<PatternProblem> exists(JsonNode pattern, JsonNode value, String path) {
    if (!value.isArray()) {
      return Optional.of(
          PatternProblem.other(
              path,
              "invalid resource type "
                  + GoFormat.type(value)
                  + ": Existence ^ () anchor can be used only on list/array type resource"));
    }
    if (!pattern.isArray()) {
      return Optional.of(invalidPattern(pattern, path, "list to compare against resource"));
    }
    for (int i = 0; i < pattern.size(); i++) {
      if (!pattern.path(i).isObject()) {
        return Optional.of(
            invalidPattern(pattern, path, "type map to compare against items in resource"));
      }
      if (!existsIn(value, pattern.path(i), path)) {
        return Optional.of(
            PatternProblem.other(path, "existence anchor validation failed at path " + path));
      }
    }
    return Optional.empty();
  }

  private boolean existsIn(JsonNode list, JsonNode pattern, String path) {
    for (int i = 0; i < list.size(); i++) {
      if (walk.element(pattern, list.path(i), path + i + "/").isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static PatternProblem invalidPattern(JsonNode pattern, String path, String wanted) {
    return PatternProblem.other(
        path,
        "invalid pattern type " + GoFormat.type(pattern) + ": Pattern has to be of " + wanted);
  }

  /** Whether every element fits the first of the pattern. */
  Optional<PatternProblem> match(JsonNode pattern, JsonNode resource, String path) {
    if (!resource.isArray()) {
      return Optional.of(
          PatternProblem.other(
              path,
              "validation rule failed at path "
                  + path
                  + ", resource does not satisfy the expected overlay pattern"));
    }
    if (pattern.isEmpty()) {
      return Optional.of(PatternProblem.other(path, "pattern Array empty"));
    }
    JsonNode first = pattern.path(0);
    if (!first.isContainer()) {
      return walk.element(first, resource, path);
    }
    if (first.isArray() && resource.size() < pattern.size()) {
      return Optional.of(
          PatternProblem.other(
              "",
              "validate Array failed, array length mismatch, resource Array len is "
                  + resource.size()
                  + " and pattern Array len is "
                  + pattern.size()));
    }
    return elements(pattern, resource, path);
  }

  /** Each element of the object against the first of the pattern; lists of lists one by one. */
  private Optional<PatternProblem> elements(JsonNode pattern, JsonNode resource, String path) {
    boolean oneByOne = pattern.path(0).isArray();
    int size = oneByOne ? pattern.size() : resource.size();
    List<PatternProblem> skipped = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Optional<PatternProblem> problem =
          walk.element(pattern.path(oneByOne ? i : 0), resource.path(i), path + i + "/");
      if (problem.isPresent()) {
        if (!problem.get().skips()) {
          return problem;
        }
        skipped.add(problem.get());
      }
    }
    return !skipped.isEmpty() && skipped.size() == size
        ? Optional.of(PatternProblem.skipped(path, skipped))
        : Optional.empty();
  }
}
