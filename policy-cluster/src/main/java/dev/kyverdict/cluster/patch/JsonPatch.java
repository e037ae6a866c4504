package dev.kyverdict.cluster.patch;

import dev.kyverdict.cluster.types.RefusedException;
import dev.kyverdict.cluster.types.Sameness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON patch as {@code evanphx/json-patch/v4}: {@code replace} sets a missing key, {@code test}
 * takes a missing key for null, negative indices count from the end.
 */
final class JsonPatch {

  private static final int MOST = 10_000;
  private static final Pattern INDEX = Pattern.compile("[+-]?[0-9]{1,18}");

  private JsonNode document;

  JsonPatch(JsonNode object) {
    this.document = object.deepCopy();
  }

  JsonNode apply(JsonNode patch) {
    if (!patch.isArray()) {
      throw RefusedException.badRequest(
          "error decoding patch: json: cannot unmarshal object into Go value of type"
              + " []handlers.jsonPatchOp");
    }
    if (patch.size() > MOST) {
      throw RefusedException.tooLarge(
          "The allowed maximum operations in a JSON patch is %d, got %d"
              .formatted(MOST, patch.size()));
    }
    patch.forEach(this::operate);
    return document;
  }

  private void operate(JsonNode operation) {
    JsonNode value = operation.path("value");
    switch (operation.path("op").asString("")) {
      case "add" -> place(operation, "path").add(copy(value));
      case "remove" -> place(operation, "path").remove();
      case "replace" -> replace(operation, copy(value));
      case "move" -> {
        Place from = place(operation, "from");
        JsonNode moved = from.get();
        from.remove();
        place(operation, "path").add(moved);
      }
      case "copy" -> {
        JsonNode copied = copy(place(operation, "from").get());
        place(operation, "path").add(copied);
      }
      case "test" -> test(operation, value);
      default -> throw RefusedException.unprocessable();
    }
  }

  private void replace(JsonNode operation, JsonNode value) {
    if (text(operation, "path").isEmpty()) {
      if (!value.isContainer()) {
        throw RefusedException.unprocessable();
      }
      document = value;
      return;
    }
    place(operation, "path").replace(value);
  }

  private void test(JsonNode operation, JsonNode value) {
    JsonNode there = text(operation, "path").isEmpty() ? document : place(operation, "path").get();
    boolean none = there.isNull() || there.isMissingNode();
    boolean noneGiven = value.isNull() || value.isMissingNode();
    boolean same = (none || noneGiven) ? none && noneGiven : Sameness.same(there, value);
    if (!same) {
      throw RefusedException.unprocessable();
    }
  }

  private static JsonNode copy(JsonNode value) {
    return value.isMissingNode() ? NullNode.getInstance() : value.deepCopy();
  }

  private static String text(JsonNode operation, String field) {
    JsonNode text = operation.path(field);
    if (!text.isString()) {
      throw RefusedException.unprocessable();
    }
    return text.stringValue();
  }

  private Place place(JsonNode operation, String field) {
    List<String> parts = new ArrayList<>(List.of(text(operation, field).split("/", -1)));
    if (parts.size() < 2) {
      throw RefusedException.unprocessable();
    }
    JsonNode container = document;
    for (String part : parts.subList(1, parts.size() - 1)) {
      JsonNode next = new Place(container, decoded(part)).get();
      if (!next.isContainer()) {
        throw RefusedException.unprocessable();
      }
      container = next;
    }
    return new Place(container, decoded(parts.getLast()));
  }

  private static String decoded(String part) {
    return part.replace("~1", "/").replace("~0", "~");
  }

  /** A key in an object or an index in a list. */
  private record Place(JsonNode container, String key) {

    JsonNode get() {
      return container instanceof ArrayNode list
          ? list.get(index(list.size() - 1))
          : container.path(key);
    }

    void add(JsonNode value) {
      switch (container) {
        case ArrayNode list when key.equals("-") -> list.add(value);
        case ArrayNode list -> list.insert(indexToAdd(list), value);
        case ObjectNode object -> object.set(key, value);
        default -> throw RefusedException.unprocessable();
      }
    }

    void remove() {
      switch (container) {
        case ArrayNode list -> list.remove(index(list.size() - 1));
        case ObjectNode object when object.has(key) -> object.remove(key);
        default -> throw RefusedException.unprocessable();
      }
    }

    void replace(JsonNode value) {
      switch (container) {
        case ArrayNode list -> list.set(index(list.size() - 1), value);
        case ObjectNode object -> object.set(key, value);
        default -> throw RefusedException.unprocessable();
      }
    }

    private int indexToAdd(ArrayNode list) {
      long index = number().orElseThrow(RefusedException::unprocessable);
      long counted = index < 0 ? index + list.size() + 1 : index;
      if (counted < 0 || counted > list.size()) {
        throw RefusedException.unprocessable();
      }
      return (int) counted;
    }

    private int index(int last) {
      long index = number().orElseThrow(RefusedException::unprocessable);
      long counted = index < 0 ? index + last + 1 : index;
      if (counted < 0 || counted > last) {
        throw RefusedException.unprocessable();
      }
      return (int) counted;
    }

    private Optional<Long> number() {
      return INDEX.matcher(key).matches() ? Optional.of(Long.valueOf(key)) : Optional.empty();
    }
  }
}
