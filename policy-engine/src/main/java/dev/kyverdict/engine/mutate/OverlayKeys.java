package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.validate.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The anchors that mean something in an overlay; keys with any other anchor are plain keys. */
final class OverlayKeys {

  private OverlayKeys() {}

  /** The keys of a map with an anchor of one kind. */
  static List<Anchor> among(MergeNode map, Anchor.Kind kind) {
    List<Anchor> anchors = new ArrayList<>();
    for (String key : map.fields().keySet()) {
      Anchor.parse(key).filter(anchor -> anchor.is(kind)).ifPresent(anchors::add);
    }
    return anchors;
  }

  /** Whether a key says under which condition its map is meant. */
  static boolean isCondition(String key) {
    Optional<Anchor> anchor = Anchor.parse(key);
    return anchor.isPresent() && anchor.get().is(Anchor.Kind.CONDITION, Anchor.Kind.GLOBAL);
  }

  /** Whether a key has any of the anchors. */
  static boolean isAnchor(String key) {
    Optional<Anchor> anchor = Anchor.parse(key);
    return anchor.isPresent()
        && anchor
            .get()
            .is(Anchor.Kind.CONDITION, Anchor.Kind.GLOBAL, Anchor.Kind.ADD_IF_NOT_PRESENT);
  }

  /** Whether there are anchors in a node; even text that looks like a condition is one. */
  static boolean hasAnchor(MergeNode node) {
    return hasAnchor(node, false);
  }

  /** Whether there is a global anchor in a node, or text that looks like a condition. */
  static boolean hasGlobalAnchor(MergeNode node) {
    return hasAnchor(node, true);
  }

  private static boolean hasAnchor(MergeNode node, boolean global) {
    return switch (node.kind()) {
      case MAPPING ->
          node.fields().entrySet().stream()
              .anyMatch(
                  field ->
                      (global ? isGlobal(field.getKey()) : isAnchor(field.getKey()))
                          || !field.getValue().isEmpty() && hasAnchor(field.getValue(), global));
      case SEQUENCE -> node.elements().stream().anyMatch(element -> hasAnchor(element, global));
      case SCALAR -> isCondition(node.text());
    };
  }

  private static boolean isGlobal(String key) {
    return Anchor.parse(key).filter(anchor -> anchor.is(Anchor.Kind.GLOBAL)).isPresent();
  }
}
