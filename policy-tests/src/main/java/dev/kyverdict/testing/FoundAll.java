package dev.kyverdict.testing;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The objects of a kind that a cluster holds, at the moment at which they were looked for. */
public final class FoundAll {

  private final String title;
  private final List<JsonNode> objects;
  private final Story story;

  FoundAll(String title, List<JsonNode> objects, Story story) {
    this.title = title;
    this.objects = List.copyOf(objects);
    this.story = story;
  }

  /** The objects, sorted by name. */
  public List<JsonNode> objects() {
    return objects;
  }

  Found one(JsonNode object) {
    return new Found(Trees.title(object), Optional.of(object), story);
  }

  String failure(List<String> facts) {
    return story.around(title, facts, List.of());
  }

  @Override
  public String toString() {
    return title;
  }
}
