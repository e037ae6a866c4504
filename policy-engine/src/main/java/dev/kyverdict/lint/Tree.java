package dev.kyverdict.lint;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An object as JSON, in which values may still be unknown: inside of a policy a text with a
 * variable may become anything.
 *
 * @param node the object
 */
record Tree(JsonNode node) {

  /** What stands at a place. */
  sealed interface Value {}

  /** Nothing, or null. */
  record Absent() implements Value {}

  /** Something that only a request will tell. */
  record Unknown() implements Value {}

  /** This. */
  record Known(JsonNode node) implements Value {}

  /** What stands at a place, given by its keys. */
  Value at(String... keys) {
    JsonNode here = node;
    for (String key : keys) {
      if (isUnknown(here)) {
        return new Unknown();
      }
      JsonNode next = here.path(plain(here, key));
      if (next.isMissingNode() || next.isNull()) {
        return hasUnknownKey(here) ? new Unknown() : new Absent();
      }
      here = next;
    }
    return isUnknown(here) ? new Unknown() : new Known(here);
  }

  /** The text at a place, when it is known. */
  Optional<String> text(String... keys) {
    return at(keys) instanceof Known(JsonNode value) && value.isString()
        ? Optional.of(value.stringValue())
        : Optional.empty();
  }

  /** The text at a place as it is written, variables included. */
  Optional<String> written(String... keys) {
    JsonNode here = node;
    for (String key : keys) {
      here = here.path(plain(here, key));
    }
    return here.isString() ? Optional.of(here.stringValue()) : Optional.empty();
  }

  /** What stands at a place, as a tree; empty if that is nothing or unknown. */
  Tree below(String... keys) {
    return new Tree(
        at(keys) instanceof Known(JsonNode value) ? value : JsonNodeFactory.instance.objectNode());
  }

  boolean isAbsent(String... keys) {
    return at(keys) instanceof Absent;
  }

  boolean has(String... keys) {
    return at(keys) instanceof Known;
  }

  boolean isTrue(String... keys) {
    return at(keys) instanceof Known(JsonNode value) && value.isBoolean() && value.booleanValue();
  }

  /** Whether a list or an object at a place is known to be absent or empty. */
  boolean isEmptyAt(String... keys) {
    return switch (at(keys)) {
      case Absent absent -> true;
      case Unknown unknown -> false;
      case Known(JsonNode value) -> value.isContainer() && value.isEmpty();
    };
  }

  /** The keys of an object at a place, without anchors; none of those with variables. */
  Set<String> keys(String... keys) {
    Set<String> names = new TreeSet<>();
    if (at(keys) instanceof Known(JsonNode value) && value.isObject()) {
      value.propertyNames().stream().filter(name -> !name.contains("{{")).forEach(names::add);
    }
    return names;
  }

  private static boolean isUnknown(JsonNode node) {
    return node.isString() && node.stringValue().contains("{{");
  }

  private static boolean hasUnknownKey(JsonNode node) {
    return node.isObject() && node.propertyNames().stream().anyMatch(key -> key.contains("{{"));
  }

  private static String plain(JsonNode node, String key) {
    return node.has(key) || !node.has("+(" + key + ")") ? key : "+(" + key + ")";
  }
}
