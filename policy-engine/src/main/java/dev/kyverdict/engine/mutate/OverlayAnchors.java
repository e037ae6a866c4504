package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.chance.Choices;
import dev.kyverdict.engine.validate.Anchor;
import dev.kyverdict.engine.validate.Anchor.Kind;
import dev.kyverdict.values.GoPanicException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks an overlay's conditions against the object and settles its {@code +(…)} anchors ({@code
 * pkg/engine/mutate/patch/strategicPreprocessing.go}).
 */
final class OverlayAnchors {

  private final Choices choices;

  OverlayAnchors(Choices choices) {
    this.choices = choices;
  }

  /** A condition does not hold. */
  static final class UnmetException extends Exception {

    private final boolean global;

    UnmetException(boolean global) {
      super("condition failed", null, false, false);
      this.global = global;
    }
  }

  /**
   * Settles the anchors of one node and below.
   *
   * @param overlay changed in place
   * @param object what stands at the same place; missing when nothing does
   * @throws UnmetException when the overlay is not meant for this object
   */
  void settle(MergeNode overlay, JsonNode object) throws UnmetException {
    switch (overlay.kind()) {
      case MAPPING -> settleMap(overlay, object);
      case SEQUENCE -> {
        List<MergeNode> elements = overlay.elements();
        if (!elements.isEmpty() && elements.getFirst().kind() == MergeNode.Kind.MAPPING) {
          settleList(overlay, object);
        }
      }
      case SCALAR -> {
        // It has no keys.
      }
    }
  }

  private void settleMap(MergeNode overlay, JsonNode object) throws UnmetException {
    addIfNotPresent(overlay, object);
    check(overlay, object, Kind.GLOBAL);
    check(overlay, object, Kind.CONDITION);
    for (String key : List.copyOf(overlay.fields().keySet())) {
      if (!OverlayKeys.isAnchor(key)) {
        settle(overlay.field(key), field(object, key));
      }
    }
  }

  /** Returns whether there was such an anchor. */
  private static boolean addIfNotPresent(MergeNode overlay, JsonNode object) {
    List<Anchor> keys = OverlayKeys.among(overlay, Kind.ADD_IF_NOT_PRESENT);
    for (Anchor key : keys) {
      if (field(object, key.key()).isMissingNode()) {
        overlay.rename(key.toString(), key.key());
      } else {
        overlay.fields().remove(key.toString());
      }
    }
    return !keys.isEmpty();
  }

  private void check(MergeNode overlay, JsonNode object, Kind type) throws UnmetException {
    for (Anchor key : OverlayKeys.among(overlay, type)) {
      JsonNode value = field(object, key.key());
      if (value.isMissingNode()) {
        throw new UnmetException(type == Kind.GLOBAL);
      }
      MergeNode pattern = overlay.field(key.toString());
      if (pattern.isAbsent()) {
        throw new GoPanicException(
            "runtime error: invalid memory address or nil pointer dereference");
      }
      if (!addIfNotPresent(pattern, value)
          && !OverlayCondition.holds(pattern.toJson(), value, choices)) {
        throw new UnmetException(type == Kind.GLOBAL);
      }
    }
  }

  private static JsonNode field(JsonNode object, String name) {
    return object instanceof ObjectNode map ? map.path(name) : MissingNode.getInstance();
  }

  /**
   * For every element of the object that an anchored element of the overlay selects, a copy for
   * that element's name is appended.
   */
  private void settleList(MergeNode overlay, JsonNode object) throws UnmetException {
    requireList(object);
    for (MergeNode element : List.copyOf(overlay.elements())) {
      if (OverlayKeys.hasAnchor(element)) {
        settleElement(overlay, element.copy(), object);
      }
    }
  }

  private static void requireList(JsonNode object) {
    if (!object.isMissingNode() && !(object instanceof ArrayNode)) {
      MergeNode.of(object).require(MergeNode.Kind.SEQUENCE);
    }
  }

  /** The copy is the same for all elements: what one decided is decided for those after it. */
  private void settleElement(MergeNode overlay, MergeNode copy, JsonNode object)
      throws UnmetException {
    boolean global = OverlayKeys.hasGlobalAnchor(copy);
    boolean passed = false;
    boolean failed = false;
    for (JsonNode candidate : object.isMissingNode() ? List.of(object) : object.values()) {
      try {
        settle(copy, candidate);
        passed |= global;
        if (!global && !object.isMissingNode()) {
          appendFor(overlay, copy, candidate);
        }
      } catch (UnmetException unmet) {
        if (unmet.global && object.isMissingNode()) {
          throw unmet;
        }
        failed |= unmet.global;
      }
    }
    if (failed && !passed) {
      throw new UnmetException(true);
    }
  }

  private static void appendFor(MergeNode overlay, MergeNode element, JsonNode candidate) {
    JsonNode name = field(candidate, "name");
    if (name.isMissingNode() || MergeNode.of(name).isEmpty()) {
      return;
    }
    MergeNode added = element.copy();
    if (!OverlayCleaning.clean(added, true)) {
      added.require(MergeNode.Kind.MAPPING);
      added.fields().put("name", MergeNode.of(name).styledAs(added.field("name")));
      overlay.elements().add(added);
    }
  }
}
