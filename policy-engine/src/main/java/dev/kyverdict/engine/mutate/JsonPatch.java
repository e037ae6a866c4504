package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON patch as Kyverno applies it: {@code evanphx/json-patch} v5 with negative indices, with
 * removals of what is missing allowed, and with missing parents of an addition created ({@code
 * pkg/engine/mutate/patch/patchJSON6902.go}).
 */
public final class JsonPatch {

  private final List<PatchOperation> operations;

  private JsonPatch(List<PatchOperation> operations) {
    this.operations = operations;
  }

  /**
   * What a patch made of an object.
   *
   * @param object the object as the next rule sees it: whole numbers are int64. It is the instance
   *     that was patched when nothing was rewritten, and no object at all when a patch of the whole
   *     document made a list of it
   * @param rewritten whether the rule passes; if not, it is skipped with {@code no patches
   *     applied}. Kyverno compares bytes, so this can be true although the object stays the same
   */
  public record Result(JsonNode object, boolean rewritten) {}

  /**
   * Reads a patch whose variables are substituted: JSON when it starts with a bracket, else YAML.
   *
   * @throws EvaluationException when it is no patch; the text is Kyverno's without the leading
   *     {@code failed to patch resource}
   */
  public static JsonPatch parse(String text) {
    return new JsonPatch(PatchReader.read(text));
  }

  /**
   * Applies all operations to no object at all; that happens on DELETE only, which the mutating
   * webhook never hears of. Unless the first operation makes a document, nothing is made of
   * nothing.
   *
   * @throws EvaluationException as of an object
   */
  Result applyToNothing() {
    if (operations.isEmpty() || !makesDocument(operations.getFirst())) {
      throw new EvaluationException("invalid value, expected object");
    }
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    PatchOperation first = operations.getFirst();
    boolean makesNull = first.kind() == PatchOperation.Kind.REPLACE && first.value().isNull();
    return makesNull && operations.size() == 1
        ? new Result(nothing, false)
        : new Result(Unstructured.of(patched(nothing).result()), true);
  }

  private static boolean makesDocument(PatchOperation operation) {
    return operation.path().isRoot()
        && switch (operation.kind()) {
          case ADD, REPLACE -> true;
          case REMOVE, MOVE, COPY, TEST -> false;
        };
  }

  /**
   * Applies all operations, or none.
   *
   * @throws EvaluationException when one of them cannot be applied; the text is Kyverno's without
   *     the leading {@code failed to patch resource}
   */
  public Result applyTo(ObjectNode object) {
    Depth.check(object);
    PatchTarget target = patched(object);
    if (target.isUnchanged(object)) {
      return new Result(object, false);
    }
    return new Result(Unstructured.of(target.result()), true);
  }

  private PatchTarget patched(ObjectNode object) {
    PatchTarget target = new PatchTarget(object);
    operations.forEach(target::apply);
    return target;
  }
}
