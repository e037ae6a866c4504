package dev.kyverdict.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code rules[]}.
 *
 * @param name {@code name}, at most 63 characters
 * @param match {@code match}
 * @param exclude {@code exclude}
 * @param imageExtractors {@code imageExtractors}, kept as it is
 * @param context {@code context}, in order: an entry sees only the ones before it
 * @param preconditions {@code preconditions}
 * @param celPreconditions {@code celPreconditions}, of validate.cel
 * @param action the one of mutate, generate, validate, verifyImages
 * @param skipBackgroundRequests {@code skipBackgroundRequests}, default {@code true}
 * @param reportProperties {@code reportProperties}
 */
public record Rule(
    String name,
    Match match,
    Match exclude,
    Optional<JsonNode> imageExtractors,
    List<ContextEntry> context,
    Optional<Conditions> preconditions,
    List<Spec.MatchCondition> celPreconditions,
    Action action,
    boolean skipBackgroundRequests,
    Map<String, String> reportProperties) {

  /** Copies. */
  public Rule {
    imageExtractors = imageExtractors.map(JsonNode::deepCopy);
    context = List.copyOf(context);
    celPreconditions = List.copyOf(celPreconditions);
    reportProperties = Collections.unmodifiableMap(new LinkedHashMap<>(reportProperties));
  }

  /** The same under another name. */
  public Rule withName(String value) {
    return new Rule(
        value,
        match,
        exclude,
        imageExtractors,
        context,
        preconditions,
        celPreconditions,
        action,
        skipBackgroundRequests,
        reportProperties);
  }
}
