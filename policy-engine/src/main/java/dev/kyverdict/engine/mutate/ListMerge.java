package dev.kyverdict.engine.mutate;

import static dev.kyverdict.engine.mutate.MergeNode.ABSENT;

import dev.kyverdict.values.EndlessException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Merges a list by the keys of its elements ({@code kyaml/yaml/walk/associative_sequence.go}). The
 * whole list is written anew: equal elements become one, those without a key move.
 */
final class ListMerge {

  private static final List<String> ITSELF = List.of("");

  /** Each element is compared with each other, more than once. */
  private static final int MOST_ELEMENTS = 5_000;

  private final MergeSchema elements;
  private final MergeNode target;
  private final MergeNode patch;

  private ListMerge(MergeSchema elements, MergeNode target, MergeNode patch) {
    this.elements = elements;
    this.target = target;
    this.patch = patch;
  }

  static MergeNode merge(MergeSchema.MergedList list, MergeNode target, MergeNode patch) {
    MergeNode merged = visitList(target, patch);
    if (merged.isMissingOrNull()) {
      return merged;
    }
    List<String> keys = list.keys().isEmpty() ? ITSELF : list.keys();
    Optional<KeyedList> keyed = KeyedList.of(merged, keys);
    Optional<KeyedList> changes =
        merged == patch || keyed.isEmpty() ? Optional.empty() : KeyedList.of(patch, keys);
    return changes.isPresent()
        ? keyed.orElseThrow().merge(changes.get(), list.elements(), keys.size() == 1, merged)
        : new ListMerge(list.elements(), merged, patch).merge(keys);
  }

  private static MergeNode visitList(MergeNode target, MergeNode patch) {
    if (target.isMissingOrNull()) {
      return patch;
    }
    return patch.isNull() ? ABSENT : MergeDirective.take(patch).choose(target, patch);
  }

  /** The values of the keys in all elements, the patch's first. */
  private List<List<String>> values(List<String> keys) {
    Set<List<String>> values = new LinkedHashSet<>();
    for (MergeNode list : List.of(patch, target)) {
      for (MergeNode element : list.elements()) {
        values.add(
            keys.equals(ITSELF)
                ? List.of(element.text())
                : keys.stream().map(key -> value(element.field(key))).toList());
      }
    }
    return new ArrayList<>(values);
  }

  private static String value(MergeNode field) {
    return field.isEmpty() ? "" : field.text();
  }

  private MergeNode merge(List<String> keys) {
    List<List<String>> all = values(keys);
    if (all.size() > MOST_ELEMENTS) {
      throw new EndlessException("a list of " + all.size() + " elements is merged one by one");
    }
    if (keys.size() > 1) {
      unite(all);
    }
    if (all.isEmpty()) {
      return target;
    }
    List<String> valid = validKeys(all, keys);
    MergeNode result = MergeNode.emptyList();
    for (List<String> values : all) {
      add(result, valid, valid.size() == keys.size() ? values : chosen(keys, values, valid));
    }
    appendRest(result, valid);
    return result;
  }

  /** Values that differ only where one of them has none become the same. */
  private static void unite(List<List<String>> all) {
    for (int i = 0; i < all.size(); i++) {
      List<String> values = all.get(i);
      for (int j = 0; j < all.size(); j++) {
        List<String> united = united(values, all.get(j));
        if (!united.isEmpty()) {
          all.set(i, united);
          all.set(j, united);
        }
      }
    }
  }

  private static List<String> united(List<String> left, List<String> right) {
    boolean common = false;
    List<String> united = new ArrayList<>(left.size());
    for (int i = 0; i < left.size(); i++) {
      String a = left.get(i);
      String b = right.get(i);
      boolean equal = a.equals(b);
      if (!equal && !a.isEmpty() && !b.isEmpty()) {
        return List.of();
      }
      common |= equal;
      united.add(a.isEmpty() ? b : a);
    }
    return common ? united : List.of();
  }

  /** The keys for which any element has a value; all of them when none has. */
  private static List<String> validKeys(List<List<String>> all, List<String> keys) {
    List<String> valid = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int at = i;
      if (all.stream().anyMatch(values -> !values.get(at).isEmpty())) {
        valid.add(keys.get(i));
      }
    }
    return valid.isEmpty() ? keys : valid;
  }

  private static List<String> chosen(List<String> keys, List<String> values, List<String> valid) {
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (valid.contains(keys.get(i))) {
        chosen.add(values.get(i));
      }
    }
    return chosen;
  }

  private void add(MergeNode result, List<String> keys, List<String> values) {
    MergeNode merged =
        MergeWalk.merge(elements, find(target, keys, values), find(patch, keys, values));
    if (merged.isEmptyMap()) {
      keys.forEach(key -> new ElementSetter(keys, values).remove(target));
      return;
    }
    for (int i = 0; i < keys.size(); i++) {
      boolean named = !keys.get(i).isEmpty() && !values.get(i).isEmpty();
      if (named && merged.field(keys.get(i)).isAbsent()) {
        merged.require(MergeNode.Kind.MAPPING);
        merged.fields().put(keys.get(i), MergeNode.ofText(values.get(i)));
      }
    }
    new ElementSetter(keys, values).set(result, merged);
  }

  /** The first element with these values. Keys without a value count only when all are without. */
  private static MergeNode find(MergeNode list, List<String> keys, List<String> values) {
    List<String> valid = validKeys(Collections.singletonList(values), keys);
    List<String> chosen = valid.size() == keys.size() ? values : chosen(keys, values, valid);
    for (MergeNode element : list.elements()) {
      if (isFound(element, valid, chosen)) {
        return element;
      }
    }
    return ABSENT;
  }

  private static boolean isFound(MergeNode element, List<String> keys, List<String> values) {
    if (keys.getFirst().isEmpty()) {
      return element.text().equals(values.getFirst());
    }
    for (int i = 0; i < keys.size(); i++) {
      MergeNode field = element.field(keys.get(i));
      if (field.isAbsent() || !field.text().equals(values.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** What the object has goes behind what was merged, or takes the place of it. */
  private void appendRest(MergeNode result, List<String> keys) {
    for (MergeNode element : List.copyOf(target.elements())) {
      List<String> values = new ArrayList<>();
      if (keys.getFirst().isEmpty()) {
        values.add(element.text());
      } else {
        for (String key : keys) {
          element.require(MergeNode.Kind.MAPPING);
          MergeNode field = element.field(key);
          if (field.isAbsent()) {
            result.elements().add(element);
          } else {
            values.add(field.text());
          }
        }
      }
      if (keys.size() > 1) {
        new ElementSetter(keys, values).remove(result);
      }
      new ElementSetter(keys, values).set(result, element);
    }
  }
}
