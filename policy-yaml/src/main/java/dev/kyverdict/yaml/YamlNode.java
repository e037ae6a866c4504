package dev.kyverdict.yaml;

import java.util.List;
import java.util.Optional;

/**
 * A node of the graph that a document spells; an alias holds the node it stands for.
 *
 * <p>A node can hold itself: never ask for its {@code hashCode}, {@code equals} or {@code
 * toString}.
 */
sealed interface YamlNode {

  /** The first character of the node, or of its anchor or tag. */
  Place place();

  /** A scalar; {@code plain} without quotes. The absence of a node is plain and empty. */
  record ScalarNode(String text, Optional<String> tag, boolean plain, Place place)
      implements YamlNode {}

  /** A list. */
  record SequenceNode(List<YamlNode> items, Place place) implements YamlNode {}

  /** A mapping, its entries as they stand. */
  record MappingNode(List<Entry> entries, Place place) implements YamlNode {}

  /** A reference to a node that has an anchor. */
  record AliasNode(String name, YamlNode target, Place place) implements YamlNode {}

  /** One entry of a mapping. */
  record Entry(YamlNode key, YamlNode value) {}
}
