package dev.kyverdict.engine.mutate;

import dev.kyverdict.values.GoPanicException;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value while a JSON patch is applied: closed as long as no operation looked into it.
 *
 * <p>{@code null} within a document is {@link #NIL}, a {@code null} that an operation put there is
 * not: the former counts as missing when it is looked up.
 */
final class PatchCell {

  /** Go's nil pointer. */
  static final PatchCell NIL = new PatchCell(MissingNode.getInstance(), true);

  private final JsonNode json;
  private final boolean canonical;
  private @Nullable PatchContainer opened;

  /**
   * A closed value.
   *
   * @param canonical whether the bytes behind it are those that Go would write for it
   */
  PatchCell(JsonNode json, boolean canonical) {
    this.json = json;
    this.canonical = canonical;
  }

  /** A value of a document. */
  static PatchCell within(JsonNode json, boolean canonical) {
    return json.isNull() ? NIL : new PatchCell(json, canonical);
  }

  boolean isNil() {
    return this == NIL;
  }

  boolean isNull() {
    return isNil() || json.isNull();
  }

  /** The same value for another use: what was opened in one place stays closed in the other. */
  PatchCell closed() {
    return isNil() ? NIL : new PatchCell(json, canonical);
  }

  /** A deep copy of what it is by now. */
  PatchCell copy() {
    return isNil() ? NIL : new PatchCell(toJson(0), isCanonical());
  }

  /** The members or elements; empty when it has none, as a scalar. */
  Optional<PatchContainer> open() {
    if (opened == null) {
      opened =
          switch (json) {
            case ObjectNode object -> new PatchObject(object, canonical, NIL);
            case ArrayNode list -> new PatchList(list, canonical, NIL);
            default -> null;
          };
    }
    return Optional.ofNullable(opened);
  }

  /** The tree by now, when this is so many levels below its top. */
  JsonNode toJson(int depth) {
    if (isNil()) {
      return NullNode.getInstance();
    }
    return opened == null ? json : opened.toJson(depth);
  }

  private boolean isCanonical() {
    return opened == null ? canonical : opened.isCanonical();
  }

  /** Whether its bytes are those of a value in a document that Go wrote. */
  boolean isSame(JsonNode original) {
    if (isNil()) {
      return original.isNull();
    }
    return opened == null ? canonical && GoDocument.same(json, original) : opened.isSame(original);
  }

  /** How an operation {@code test} compares. */
  boolean matches(PatchCell other) {
    if (isNil() || other.isNil()) {
      throw new GoPanicException(
          "runtime error: invalid memory address or nil pointer dereference");
    }
    return matches(toJson(0), other.toJson(0));
  }

  private static boolean matches(JsonNode left, JsonNode right) {
    return switch (left) {
      case ObjectNode object -> right instanceof ObjectNode other && members(object, other);
      case ArrayNode list -> right instanceof ArrayNode other && elements(list, other);
      default -> GoDocument.same(left, right);
    };
  }

  private static boolean members(ObjectNode left, ObjectNode right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> entry : left.properties()) {
      JsonNode other =
          Objects.requireNonNullElse(right.get(entry.getKey()), MissingNode.getInstance());
      if (!matches(entry.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean elements(ArrayNode left, ArrayNode right) {
    if (left.size() != right.size()) {
      return false;
    }
    Iterator<JsonNode> others = right.iterator();
    for (JsonNode element : left) {
      JsonNode other = others.next();
      if (element.isNull() || other.isNull()) {
        throw new GoPanicException(
            "runtime error: invalid memory address or nil pointer dereference");
      }
      if (!matches(element, other)) {
        return false;
      }
    }
    return true;
  }
}
