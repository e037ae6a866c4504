package dev.kyverdict.engine.validate;

import dev.kyverdict.engine.NotSupportedException;
import dev.kyverdict.engine.chance.Choices;
import dev.kyverdict.engine.validate.Anchor.Kind;
import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.ScalarPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One match of an object against a pattern. */
final class PatternWalk {

  /** No parser lets deeper trees through. */
  private static final int MAX_DEPTH = 1000;

  private final PatternLists lists = new PatternLists(this);
  private final PatternLabels labels;
  private final Map<String, Boolean> anchorsSeen = new HashMap<>();
  private int depth;

  PatternWalk(Choices choices) {
    labels = new PatternLabels(choices);
  }

  PatternLabels labels() {
    return labels;
  }

  /** Whether an anchored key of the pattern that was looked at is nowhere in the object. */
  boolean missesKeys() {
    return anchorsSeen.containsValue(false);
  }

  Optional<PatternProblem> element(JsonNode pattern, JsonNode resource, String path) {
    if (depth == MAX_DEPTH) {
      throw new NotSupportedException("a pattern deeper than " + MAX_DEPTH + " levels");
    }
    depth++;
    try {
      return inner(pattern, resource, path);
    } finally {
      depth--;
    }
  }

  private Optional<PatternProblem> inner(JsonNode pattern, JsonNode resource, String path) {
    if (pattern.isObject()) {
      return object(labels.current(pattern), resource, path);
    }
    return pattern.isArray()
        ? lists.match(pattern, resource, path)
        : scalar(pattern, resource, path);
  }

  private static Optional<PatternProblem> scalar(JsonNode pattern, JsonNode resource, String path) {
    boolean fits = true;
    if (resource.isArray()) {
      for (int i = 0; fits && i < resource.size(); i++) {
        fits = ScalarPattern.matches(pattern, resource.path(i));
      }
    } else {
      fits = ScalarPattern.matches(pattern, resource);
    }
    return fits
        ? Optional.empty()
        : Optional.of(
            PatternProblem.other(
                path,
                "resource value '"
                    + GoFormat.v(resource)
                    + "' does not match '"
                    + GoFormat.v(pattern)
                    + "' at path "
                    + path));
  }

  private Optional<PatternProblem> object(JsonNode pattern, JsonNode resource, String path) {
    if (!resource.isObject()) {
      return Optional.of(
          PatternProblem.other(
              path,
              "pattern and resource have different structures. Path: "
                  + path
                  + ". Expected "
                  + GoFormat.type(pattern)
                  + ", found "
                  + GoFormat.type(resource)));
    }
    see(pattern, resource);
    labels.expand(pattern, resource);
    PatternKeys keys = PatternKeys.of(pattern, labels);
    Optional<PatternProblem> problem = anchored(keys.anchored(), pattern, resource, path);
    if (problem.isPresent()) {
      return problem;
    }
    for (String key : keys.others()) {
      Optional<PatternProblem> one = member(key, pattern.path(key), resource, path);
      if (one.isPresent()) {
        return one;
      }
    }
    return Optional.empty();
  }

  private void see(JsonNode pattern, JsonNode resource) {
    for (String key : pattern.propertyNames()) {
      Optional<Anchor> anchor = Anchor.parse(key);
      if (anchor.isPresent() && anchor.get().is(Kind.CONDITION, Kind.EXISTENCE)) {
        anchorsSeen.merge(key, resource.has(anchor.get().key()), Boolean::logicalOr);
      }
    }
  }

  private Optional<PatternProblem> anchored(
      List<String> keys, JsonNode pattern, JsonNode resource, String path) {
    List<PatternProblem> skipped = new ArrayList<>();
    int applied = 0;
    for (String key : keys) {
      Optional<PatternProblem> problem = member(key, pattern.path(key), resource, path);
      if (problem.isEmpty()) {
        applied++;
      } else if (problem.get().skips()) {
        skipped.add(problem.get());
      } else if (!itselfSkipped(skipped)) {
        return problem;
      }
    }
    boolean skips = !skipped.isEmpty() && (applied == 0 || itselfSkipped(skipped));
    return skips ? Optional.of(PatternProblem.skipped(path, skipped)) : Optional.empty();
  }

  /** Whether one was skipped on its own account, not because all parts of it were. */
  private static boolean itselfSkipped(List<PatternProblem> skipped) {
    for (PatternProblem problem : skipped) {
      if (problem.source() != PatternProblem.Source.SKIPPED) {
        return true;
      }
    }
    return false;
  }

  private Optional<PatternProblem> member(
      String key, JsonNode pattern, JsonNode resource, String path) {
    Optional<Anchor> anchor = Anchor.parse(key);
    if (anchor.isEmpty() || anchor.get().is(Kind.ADD_IF_NOT_PRESENT)) {
      return plain(key, pattern, resource, path);
    }
    String name = anchor.get().key();
    String inner = path + name + "/";
    boolean there = resource.has(name);
    JsonNode value = resource.path(name);
    return switch (anchor.get().kind()) {
      case CONDITION ->
          there
              ? element(pattern, value, inner)
                  .map(problem -> PatternProblem.condition(problem.path(), problem.message()))
              : Optional.of(
                  PatternProblem.condition(
                      inner, "conditional anchor key doesn't exist in the resource"));
      case GLOBAL ->
          there
              ? element(pattern, value, inner)
                  .map(problem -> PatternProblem.global(problem.path(), problem.message()))
              : Optional.empty();
      case NEGATION -> there ? Optional.of(PatternProblem.negation(inner)) : Optional.empty();
      case EXISTENCE -> there ? lists.exists(pattern, value, inner) : Optional.empty();
      case EQUALITY, ADD_IF_NOT_PRESENT ->
          there ? element(pattern, value, inner) : Optional.empty();
    };
  }

  private Optional<PatternProblem> plain(
      String key, JsonNode pattern, JsonNode resource, String path) {
    JsonNode value = resource.path(key);
    if (pattern.isString() && pattern.stringValue().equals("*")) {
      return value.isNull() || value.isMissingNode()
          ? Optional.of(PatternProblem.other(path, path + "/" + key + " not found"))
          : Optional.empty();
    }
    return element(pattern, value, path + key + "/");
  }
}
