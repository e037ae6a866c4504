package dev.kyverdict.engine.validate;

import dev.kyverdict.values.GoStrings;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Wildcards in the names of labels and annotations of a pattern, replaced by the first name in the
 * object that fits. Upstream changes the pattern itself, so that the next object it is matched
 * against, of a list, finds the names of the first; and it loses labels that are no text on the
 * way. Basis: {@code pkg/engine/wildcards/wildcards.go}.
 */
final class PatternLabels {

  private static final List<String> TAGS = List.of("labels", "annotations");

  private final IdentityHashMap<JsonNode, JsonNode> changed = new IdentityHashMap<>();
  private boolean random;

  /** Whether there was a choice. */
  boolean random() {
    return random;
  }

  /** An object of the pattern as it is by now. */
  JsonNode current(JsonNode pattern) {
    return changed.isEmpty() ? pattern : changed.getOrDefault(pattern, pattern);
  }

  /** Expands in the {@code metadata} of a pattern. */
  void expand(JsonNode pattern, JsonNode resource) {
    JsonNode ownMetadata = resource.path("metadata");
    Optional<String> key = find(pattern, "metadata");
    if (key.isEmpty() || !ownMetadata.isObject()) {
      return;
    }
    JsonNode metadata = pattern.path(key.get());
    if (!metadata.isObject()) {
      return;
    }
    for (String tag : TAGS) {
      expand(tag, metadata, ownMetadata);
    }
  }

  private void expand(String tag, JsonNode written, JsonNode ownMetadata) {
    JsonNode metadata = current(written);
    Optional<String> key = find(metadata, tag);
    Optional<String> ownKey = find(ownMetadata, tag);
    if (key.isEmpty() || ownKey.isEmpty()) {
      return;
    }
    JsonNode labels = metadata.path(key.get());
    JsonNode own = ownMetadata.path(ownKey.get());
    if (!labels.isObject() || !own.isObject() || isPlain(labels)) {
      return;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : metadata.properties()) {
      copy.set(member.getKey(), member.getValue());
    }
    copy.set(key.get(), expanded(labels, own));
    changed.put(written, copy);
  }

  private ObjectNode expanded(JsonNode labels, JsonNode own) {
    ObjectNode expanded = JsonNodeFactory.instance.objectNode();
    for (String name : sorted(labels)) {
      JsonNode value = labels.path(name);
      if (value.isString()) {
        String found = name;
        if (Wildcard.in(name)) {
          Optional<Anchor> anchor = Anchor.parse(name);
          found =
              anchor.isPresent()
                  ? new Anchor(anchor.get().kind(), first(anchor.get().key(), own)).toString()
                  : first(name, own);
        }
        random |= expanded.has(found);
        expanded.putIfAbsent(found, value);
      }
    }
    return expanded;
  }

  /** The first name that fits, else the pattern itself. */
  private String first(String pattern, JsonNode own) {
    String found = "";
    for (String name : sorted(own)) {
      if (own.path(name).isString() && Wildcard.matches(pattern, name)) {
        if (!found.isEmpty()) {
          random = true;
          return found;
        }
        found = name;
      }
    }
    return found.isEmpty() ? pattern : found;
  }

  /** The key of a tag, which may have an anchor. */
  private Optional<String> find(JsonNode object, String tag) {
    Optional<String> found = Optional.empty();
    for (String key : object.propertyNames()) {
      boolean fits =
          key.equals(tag) || Anchor.parse(key).filter(a -> a.key().equals(tag)).isPresent();
      if (fits) {
        random |= found.isPresent();
        found = found.filter(other -> GoStrings.compare(other, key) < 0).or(() -> Optional.of(key));
      }
    }
    return found;
  }

  private static boolean isPlain(JsonNode labels) {
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      if (!label.getValue().isString() || Wildcard.in(label.getKey())) {
        return false;
      }
    }
    return true;
  }

  private static List<String> sorted(JsonNode object) {
    List<String> names = new ArrayList<>(object.propertyNames());
    names.sort(GoStrings::compare);
    return names;
  }
}
