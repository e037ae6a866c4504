package dev.kyverdict.engine.generate;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a generate rule makes.
 *
 * @param created the objects that it creates
 * @param updated the objects that are there and that it overwrites
 * @param error why nothing, or no more, is made
 */
public record Made(List<JsonNode> created, List<JsonNode> updated, Optional<String> error) {

  /** Copies the lists. */
  public Made {
    created = List.copyOf(created);
    updated = List.copyOf(updated);
  }
}
