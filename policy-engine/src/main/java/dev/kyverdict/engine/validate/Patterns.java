package dev.kyverdict.engine.validate;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Matches objects against patterns. Basis: {@code pkg/engine/validate/validate.go}. */
public final class Patterns {

  private Patterns() {}

  /** Matches; whole numbers of both trees have to be int64 where Kyverno has them so. */
  public static PatternResult match(JsonNode pattern, JsonNode resource) {
    PatternWalk walk = new PatternWalk();
    Optional<PatternProblem> problem = walk.element(pattern, resource, "/");
    boolean random = walk.labels().random();
    if (problem.isEmpty()) {
      return new PatternResult.Matched(random);
    }
    PatternProblem found = problem.get();
    if (found.skips()) {
      return new PatternResult.Skipped(found.message(), random);
    }
    boolean placeless = found.path().isEmpty() || (!found.forbids() && walk.missesKeys());
    return placeless
        ? new PatternResult.Error(found.message(), random)
        : new PatternResult.Failed(found.message(), found.path(), random);
  }
}
