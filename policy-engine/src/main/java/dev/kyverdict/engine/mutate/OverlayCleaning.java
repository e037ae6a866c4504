package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.validate.Anchor;
import dev.kyverdict.values.GoPanicException;
import java.util.List;

/**
 * Takes out of an overlay what was only there to select ({@code
 * pkg/engine/mutate/patch/strategicPreprocessing.go}, deleteAnchors).
 */
final class OverlayCleaning {

  private OverlayCleaning() {}

  /** Cleans a whole overlay. */
  static void clean(MergeNode overlay) {
    overlay.require(MergeNode.Kind.MAPPING);
    for (String key : List.copyOf(overlay.fields().keySet())) {
      if (clean(overlay.field(key), OverlayKeys.isCondition(key))) {
        overlay.fields().remove(key);
      }
    }
  }

  /**
   * Cleans a part.
   *
   * @param scalars what to answer for a scalar
   * @return whether nothing is left that has to be merged
   */
  static boolean clean(MergeNode node, boolean scalars) {
    return switch (node.kind()) {
      case MAPPING -> cleanMap(node);
      case SEQUENCE -> cleanList(node);
      case SCALAR -> scalars;
    };
  }

  private static boolean cleanMap(MergeNode map) {
    cleanConditions(map);
    for (String key : List.copyOf(map.fields().keySet())) {
      if (clean(map.field(key), false)) {
        map.fields().remove(key);
      }
    }
    return map.fields().isEmpty();
  }

  private static void cleanConditions(MergeNode map) {
    boolean left = false;
    for (String key : List.copyOf(map.fields().keySet())) {
      if (OverlayKeys.isCondition(key)) {
        if (clean(map.field(key), true)) {
          map.fields().remove(key);
        } else {
          left = true;
        }
      }
    }
    if (left) {
      for (Anchor.Kind kind : List.of(Anchor.Kind.CONDITION, Anchor.Kind.GLOBAL)) {
        for (Anchor anchor : OverlayKeys.among(map, kind)) {
          map.rename(anchor.toString(), anchor.key());
        }
      }
    }
  }

  /**
   * Elements that select go. Kyverno removes by the index an element had at first, so that after
   * the first one others than those meant disappear.
   */
  private static boolean cleanList(MergeNode list) {
    List<MergeNode> elements = List.copyOf(list.elements());
    for (int i = 0; i < elements.size(); i++) {
      if (OverlayKeys.hasAnchor(elements.get(i)) || clean(elements.get(i), false)) {
        remove(list, i);
      }
    }
    return list.elements().isEmpty() && !elements.isEmpty();
  }

  private static void remove(MergeNode list, int index) {
    int size = list.elements().size();
    if (index >= size) {
      throw new GoPanicException(
          "runtime error: slice bounds out of range [" + (index + 1) + ":" + size + "]");
    }
    list.elements().remove(index);
  }
}
