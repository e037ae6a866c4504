package dev.kyverdict.engine.validate;

import dev.kyverdict.engine.chance.Choices;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Matches objects against patterns. Basis: {@code pkg/engine/validate/validate.go}. */
public final class Patterns {

  private Patterns() {}

  /** Matches; whole numbers of both trees have to be int64 where Kyverno has them so. */
  public static PatternResult match(JsonNode pattern, JsonNode resource) {
    return match(pattern, resource, Choices.FIRST);
  }

  /** The same, where {@code choices} decide which label a wildcard means. */
  public static PatternResult match(JsonNode pattern, JsonNode resource, Choices choices) {
    PatternWalk walk = new PatternWalk(choices);
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
