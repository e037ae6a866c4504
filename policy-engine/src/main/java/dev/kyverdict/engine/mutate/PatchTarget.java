package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.mutate.PatchContainer.MissingException;
import dev.kyverdict.values.EndlessException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** A document to which the operations of a JSON patch are applied one after the other. */
final class PatchTarget {

  private static final String MISSING = ": missing value";
  private static final String APPEND = "-";

  /** Go copies the whole list for each element that it puts before a far index. */
  private static final int MOST_PADDING = 500_000;

  /** Values that may be copied: a few copies of copies fill any memory. */
  private static final int MOST_COPIED = 1_000_000;

  private PatchContainer root;
  private int copied;

  PatchTarget(ObjectNode document) {
    root = new PatchObject(document, true, new PatchCell(document, true));
  }

  /** A container and the key in it. */
  private record Place(PatchContainer container, String key) {}

  JsonNode result() {
    return root.toJson(0);
  }

  boolean isUnchanged(ObjectNode original) {
    return root.isSame(original);
  }

  void apply(PatchOperation operation) {
    switch (operation.kind()) {
      case ADD -> add(operation.path(), operation.value().closed());
      case REMOVE -> remove(operation.path());
      case REPLACE -> replace(operation.path(), operation.value().closed());
      case MOVE -> move(operation.from(), operation.path());
      case COPY -> copy(operation.from(), operation.path());
      case TEST -> test(operation.path(), operation.value().closed());
    }
  }

  private void add(PatchPath path, PatchCell value) {
    if (path.isRoot()) {
      root = newRoot(value);
      return;
    }
    createParents(path);
    Place place =
        find(path)
            .orElseThrow(
                () ->
                    new EvaluationException(
                        "add operation does not apply: doc is missing path: \""
                            + path.text()
                            + "\""
                            + MISSING));
    insert(place, value, "error in add for path: '" + path.text() + "'");
  }

  private static PatchContainer newRoot(PatchCell value) {
    return switch (value.toJson(0)) {
      case ObjectNode object -> new PatchObject(object, true, value);
      case ArrayNode list -> new PatchList(list, true, value);
      case NullNode ignored ->
          throw new EvaluationException(
              "json: error calling MarshalJSON for type *jsonpatch.partialDoc: invalid value,"
                  + " expected object");
      default ->
          throw new EvaluationException(
              PatchReader.notA("map[string]*jsonpatch.lazyNode", value.toJson(0)));
    };
  }

  private static void insert(Place place, PatchCell value, String problem) {
    try {
      place.container().add(place.key(), value);
    } catch (EvaluationException refused) {
      throw refused.within(problem);
    }
  }

  private void remove(PatchPath path) {
    Optional<Place> place = find(path);
    if (place.isPresent()) {
      remove(place.get(), "error in remove for path: '" + path.text() + "'");
    }
  }

  private static void remove(Place place, String problem) {
    try {
      place.container().remove(place.key());
    } catch (EvaluationException refused) {
      throw refused.within(problem);
    }
  }

  private void replace(PatchPath path, PatchCell value) {
    if (path.isRoot()) {
      root = replacedRoot(value);
      return;
    }
    String problem = "replace operation does not apply: doc is missing ";
    Place place = find(path).orElseThrow(() -> missing(problem + "path: " + path.text()));
    try {
      place.container().get(place.key());
    } catch (MissingException | EvaluationException absent) {
      throw missing(problem + "key: " + path.text());
    }
    try {
      place.container().set(place.key(), value);
    } catch (EvaluationException refused) {
      throw refused.within("error in remove for path: '" + path.text() + "'");
    }
  }

  /** With null the library goes on with a list that is none. */
  private static PatchContainer replacedRoot(PatchCell value) {
    PatchCell container =
        value.isNull() ? new PatchCell(JsonNodeFactory.instance.arrayNode(), false) : value;
    return container
        .open()
        .orElseThrow(
            () ->
                new EvaluationException(
                    "replace operation value must be object or array: %!w(<nil>)"));
  }

  private static EvaluationException missing(String problem) {
    return new EvaluationException(problem + MISSING);
  }

  private void move(PatchPath from, PatchPath path) {
    if (from.isRoot()) {
      throw new EvaluationException(
          "unable to move entire document to another path: invalid state detected");
    }
    String problem = "move operation does not apply: doc is missing ";
    Place source = find(from).orElseThrow(() -> missing(problem + "from path: " + from.text()));
    String moving = "error in move for path: '" + source.key() + "'";
    PatchCell value = get(source, moving);
    remove(source, moving);
    Place place =
        find(path).orElseThrow(() -> missing(problem + "destination path: " + path.text()));
    insert(place, value, "error in move for path: '" + path.text() + "'");
  }

  private void copy(PatchPath from, PatchPath path) {
    String problem = "copy operation does not apply: doc is missing ";
    Place source =
        find(from).orElseThrow(() -> missing(problem + "from path: \"" + from.text() + "\""));
    PatchCell value = get(source, "error in copy for from: '" + from.text() + "'");
    Place place =
        find(path).orElseThrow(() -> missing(problem + "destination path: " + path.text()));
    PatchCell copy = value.copy();
    count(copy.toJson(0));
    insert(place, copy, "error while adding value during copy");
  }

  private void count(JsonNode tree) {
    copied++;
    if (copied > MOST_COPIED) {
      throw new EndlessException("more than " + MOST_COPIED + " values are copied");
    }
    tree.forEach(this::count);
  }

  private static PatchCell get(Place place, String problem) {
    try {
      return place.container().get(place.key());
    } catch (MissingException absent) {
      throw absent.within(problem);
    } catch (EvaluationException refused) {
      throw refused.within(problem);
    }
  }

  private void test(PatchPath path, PatchCell expected) {
    if (!isAsExpected(path, expected)) {
      throw new EvaluationException("testing value " + path.text() + " failed: test failed");
    }
  }

  private boolean isAsExpected(PatchPath path, PatchCell expected) {
    if (path.isRoot()) {
      return new PatchCell(root.toJson(0), true).matches(expected);
    }
    Place place =
        find(path)
            .orElseThrow(
                () -> missing("test operation does not apply: is missing path: " + path.text()));
    PatchCell value;
    try {
      value = place.container().get(place.key());
    } catch (MissingException absent) {
      value = PatchCell.NIL;
    } catch (EvaluationException refused) {
      throw refused.within("error in test for path: '" + path.text() + "'");
    }
    if (value.isNil() || expected.isNull()) {
      return value.isNil() && expected.isNull();
    }
    return value.matches(expected);
  }

  /** Where a path leads; empty when something on the way is missing or no container. */
  private Optional<Place> find(PatchPath path) {
    List<String> keys = path.keys();
    if (keys.isEmpty()) {
      return path.isRoot() ? Optional.of(new Place(root, "")) : Optional.empty();
    }
    PatchContainer container = root;
    for (String key : keys.subList(0, keys.size() - 1)) {
      PatchCell next = next(container, key);
      if (next.isNil() || next.open().isEmpty()) {
        return Optional.empty();
      }
      container = next.open().get();
    }
    return Optional.of(new Place(container, keys.getLast()));
  }

  private static PatchCell next(PatchContainer container, String key) {
    try {
      return container.get(key);
    } catch (MissingException | EvaluationException absent) {
      return PatchCell.NIL;
    }
  }

  /**
   * Creates what is missing on the way to a path. New keys are written as they stand in the path,
   * with {@code ~1} and {@code ~0}, and so not found again afterwards.
   */
  private void createParents(PatchPath path) {
    PatchContainer container = root;
    for (int i = 0; i < path.keys().size() - 1; i++) {
      PatchCell next = next(container, path.keys().get(i));
      if (next.isNil()) {
        next = createdFor(path.written().get(i + 1));
        PatchContainer created = next.open().orElseThrow();
        putAt(container, path.written().get(i), next);
        pad(created, path.written().get(i + 1));
        container = created;
      } else {
        container =
            next.open().orElseThrow(() -> new EvaluationException("invalid state detected"));
      }
    }
  }

  private static void putAt(PatchContainer container, String key, PatchCell value) {
    if (container instanceof PatchList list) {
      PatchPath.index(key).ifPresent(index -> padTo(list, index));
    }
    try {
      container.add(key, value);
    } catch (EvaluationException ignored) {
      // Kyverno goes on in the new container that hangs nowhere, and fails later.
    }
  }

  private static PatchCell createdFor(String key) {
    OptionalInt index = PatchPath.index(key);
    if (index.isPresent() && index.getAsInt() < -1) {
      throw new EvaluationException(
          "Unable to ensure path for negative index other than -1: "
              + index.getAsInt()
              + ": invalid index referenced");
    }
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    boolean list = index.isPresent() || key.equals(APPEND);
    return new PatchCell(list ? nodes.arrayNode() : nodes.objectNode(), true);
  }

  private static void pad(PatchContainer container, String key) {
    if (container instanceof PatchList list) {
      PatchPath.index(key).ifPresent(index -> padTo(list, index));
    }
  }

  private static void padTo(PatchList list, int size) {
    if (size - list.size() > MOST_PADDING) {
      throw new EndlessException("a list is filled up to index " + size);
    }
    while (list.size() < size) {
      list.add(APPEND, new PatchCell(NullNode.getInstance(), true));
    }
  }
}
