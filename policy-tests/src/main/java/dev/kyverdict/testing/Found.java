package dev.kyverdict.testing;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a cluster holds under a name, at the moment at which it was looked for. */
public final class Found {

  private final String title;
  private final Optional<JsonNode> object;
  private final Story story;

  Found(String title, Optional<JsonNode> object, Story story) {
    this.title = title;
    this.object = object;
    this.story = story;
  }

  /** The object; empty when there is none. */
  public Optional<JsonNode> object() {
    return object;
  }

  String failure(List<String> facts) {
    return story.around(title, facts, List.of());
  }

  @Override
  public String toString() {
    return title;
  }
}
