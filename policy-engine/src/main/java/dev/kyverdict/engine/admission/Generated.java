package dev.kyverdict.engine.admission;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a generate rule that passed would make.
 *
 * @param policy the policy
 * @param rule the rule
 * @param created the objects that it creates, with Kyverno's labels
 * @param updated the objects that are there and that it overwrites
 * @param error why nothing, or no more, is made
 */
public record Generated(
    String policy,
    String rule,
    List<JsonNode> created,
    List<JsonNode> updated,
    Optional<String> error) {

  /** Copies the lists. */
  public Generated {
    created = List.copyOf(created);
    updated = List.copyOf(updated);
  }
}
