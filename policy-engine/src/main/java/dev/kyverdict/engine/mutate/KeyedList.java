package dev.kyverdict.engine.mutate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list in which every element has a value for every key, and no two the same ones: the usual
 * case, for which {@link ListMerge} need not compare each element with each other.
 *
 * @param elements by the values of their keys
 */
record KeyedList(Map<List<String>, MergeNode> elements) {

  /** Reads a list; empty when it is not of this kind. */
  static Optional<KeyedList> of(MergeNode list, List<String> keys) {
    Map<List<String>, MergeNode> elements = LinkedHashMap.newLinkedHashMap(list.elements().size());
    for (MergeNode element : list.elements()) {
      List<String> values = values(element, keys);
      if (values.isEmpty() || elements.put(values, element) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new KeyedList(elements));
  }

  private static List<String> values(MergeNode element, List<String> keys) {
    List<String> values = new ArrayList<>(keys.size());
    for (String key : keys) {
      MergeNode field = key.isEmpty() ? element : element.field(key);
      String text = field.isMissingOrNull() ? "" : field.text();
      if (text.isEmpty()) {
        return List.of();
      }
      values.add(text);
    }
    return values;
  }

  /**
   * Merges a patch into the list.
   *
   * @param target the list itself
   * @return the target when nothing moves
   */
  MergeNode merge(KeyedList patch, MergeSchema schema, boolean single, MergeNode target) {
    List<MergeNode> first = new ArrayList<>();
    for (Map.Entry<List<String>, MergeNode> entry : patch.elements.entrySet()) {
      MergeNode old = elements.getOrDefault(entry.getKey(), MergeNode.ABSENT);
      MergeNode merged = MergeWalk.merge(schema, old, entry.getValue());
      if (merged.isEmptyMap()) {
        elements.remove(entry.getKey());
      } else if (old.isAbsent()) {
        first.add(merged);
      } else if (single) {
        // The element of the object goes where the patch has it, even instead of a replacement.
        first.add(old);
        elements.remove(entry.getKey());
      }
    }
    for (Map.Entry<List<String>, MergeNode> entry : elements.entrySet()) {
      if (!patch.elements.containsKey(entry.getKey())) {
        MergeWalk.merge(schema, entry.getValue(), MergeNode.ABSENT);
      }
    }
    first.addAll(elements.values());
    if (!first.equals(target.elements())) {
      target.setElements(first);
    }
    return target;
  }
}
