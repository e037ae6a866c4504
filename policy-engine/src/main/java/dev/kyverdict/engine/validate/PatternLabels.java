package dev.kyverdict.engine.validate;

import dev.kyverdict.engine.chance.Choices;
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
 * Wildcards in the names of labels and annotations of a pattern, replaced by a name in the object
 * that fits, of several by any. Upstream changes the pattern itself, so that the next object it is
 * matched against, of a list, finds the names of the first; and it loses labels that are no text on
 * the way. Basis: {@code pkg/engine/wildcards/wildcards.go}.
 */
final class PatternLabels {

  private static final List<String> TAGS = List.of("labels", "annotations");

  private final IdentityHashMap<JsonNode, JsonNode> changed = new IdentityHashMap<>();
  private final Choices choices;
  private boolean random;

  PatternLabels(Choices choices) {
    this.choices = choices;
  }

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
                  ? new Anchor(anchor.get().kind(), fitting(anchor.get().key(), own)).toString()
                  : fitting(name, own);
        }
        if (!expanded.has(found) || isReplaced(found)) {
          expanded.set(found, value);
        }
      }
    }
    return expanded;
  }

  /** Of two keys of a pattern that mean one label, the one that is visited last counts. */
  private boolean isReplaced(String label) {
    random = true;
    return choices.pick(2, "which key of the pattern is taken for " + label) == 1;
  }

  /** A name that fits, else the pattern itself. */
  private String fitting(String pattern, JsonNode own) {
    List<String> fitting = sorted(own);
    fitting.removeIf(name -> !own.path(name).isString() || !Wildcard.matches(pattern, name));
    random |= fitting.size() > 1;
    return fitting.isEmpty()
        ? pattern
        : fitting.get(choices.pick(fitting.size(), "which name is taken for " + pattern));
  }

  /** The key of a tag, which may have an anchor. */
  private Optional<String> find(JsonNode object, String tag) {
    List<String> found = new ArrayList<>(1);
    for (String key : object.propertyNames()) {
      if (key.equals(tag) || Anchor.parse(key).filter(a -> a.key().equals(tag)).isPresent()) {
        found.add(key);
      }
    }
    if (found.size() > 1) {
      random = true;
      found.sort(GoStrings::compare);
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(choices.pick(found.size(), "which key is taken for " + tag)));
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
