package dev.kyverdict.engine.validate;

import dev.kyverdict.engine.validate.Anchor.Kind;
import dev.kyverdict.values.GoStrings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The keys of a pattern's object in the order in which they are matched. Basis: {@code
 * pkg/engine/validate/utils.go}.
 *
 * @param anchored those with an anchor that does not look at the whole object, by name
 * @param others the others: those with anchors in or on them backwards, then the rest by name
 */
record PatternKeys(List<String> anchored, List<String> others) {

  static PatternKeys of(JsonNode pattern, PatternLabels labels) {
    List<String> sorted = new ArrayList<>(pattern.propertyNames());
    sorted.sort(GoStrings::compare);
    List<String> anchored = new ArrayList<>();
    Deque<String> others = new ArrayDeque<>();
    boolean orderMatters = sorted.size() > 1;
    for (String key : sorted) {
      Optional<Anchor> anchor = Anchor.parse(key);
      if (anchor.isPresent()
          && anchor.get().is(Kind.CONDITION, Kind.EXISTENCE, Kind.EQUALITY, Kind.NEGATION)) {
        anchored.add(key);
      } else if ((anchor.isPresent() && anchor.get().is(Kind.GLOBAL))
          || (orderMatters && hasAnchors(pattern.path(key), labels))) {
        others.addFirst(key);
      } else {
        others.addLast(key);
      }
    }
    return new PatternKeys(anchored, List.copyOf(others));
  }

  private static boolean hasAnchors(JsonNode written, PatternLabels labels) {
    JsonNode pattern = labels.current(written);
    if (pattern.isObject()) {
      for (String key : pattern.propertyNames()) {
        Optional<Anchor> anchor = Anchor.parse(key);
        if ((anchor.isPresent() && !anchor.get().is(Kind.ADD_IF_NOT_PRESENT))
            || hasAnchors(pattern.path(key), labels)) {
          return true;
        }
      }
      return false;
    }
    for (int i = 0; i < pattern.size(); i++) {
      if (hasAnchors(pattern.path(i), labels)) {
        return true;
      }
    }
    return false;
  }
}
