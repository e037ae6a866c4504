package dev.kyverdict.engine.mutate;

import java.util.ArrayList;
import java.util.List;

/**
 * Replaces, appends or removes the element of a list that has certain values ({@code
 * kyaml/yaml/fns.go}). The empty key stands for the element itself.
 *
 * @param keys one at least
 * @param values may be fewer than the keys, with all the oddities of kyaml
 */
record ElementSetter(List<String> keys, List<String> values) {

  ElementSetter {
    keys = List.copyOf(keys);
    values = List.copyOf(values);
  }

  /** Removes what matches, and elements that are null or empty. */
  void remove(MergeNode list) {
    apply(list, MergeNode.ABSENT);
  }

  /** Puts an element in the place of all that match, or behind the last. */
  void set(MergeNode list, MergeNode element) {
    if (!apply(list, element) && !element.isMissingOrNull()) {
      list.elements().add(element);
    }
  }

  private boolean apply(MergeNode list, MergeNode element) {
    list.require(MergeNode.Kind.SEQUENCE);
    List<MergeNode> kept = new ArrayList<>(list.elements().size());
    boolean found = false;
    for (MergeNode candidate : list.elements()) {
      if (candidate.isEmptyMap()) {
        continue;
      }
      if (isForMaps() && candidate.kind() != MergeNode.Kind.MAPPING) {
        kept.add(candidate);
      } else if (matches(candidate)) {
        found = true;
        if (!element.isAbsent()) {
          kept.add(element);
        }
      } else if (!values.isEmpty()) {
        kept.add(candidate);
      }
    }
    list.setElements(kept);
    return found;
  }

  private boolean isForMaps() {
    return !keys.getFirst().isEmpty() && !values.isEmpty() && !values.getFirst().isEmpty();
  }

  /** A key without a value of its own is as good as the key before it. */
  private boolean matches(MergeNode candidate) {
    boolean matches = false;
    for (int i = 0; i < keys.size(); i++) {
      if (i < values.size()) {
        matches = matches(candidate, keys.get(i), values.get(i));
      }
      if (!matches) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(MergeNode candidate, String key, String value) {
    if (key.isEmpty()) {
      candidate.require(MergeNode.Kind.SCALAR);
      return candidate.text().equals(value);
    }
    candidate.require(MergeNode.Kind.MAPPING);
    MergeNode field = candidate.field(key);
    return !field.isAbsent() && (value.isEmpty() || field.text().equals(value));
  }
}
