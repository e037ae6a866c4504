package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.values.GoFormat;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlException;
import dev.kyverdict.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;

/** Reads a JSON patch as Kyverno does ({@code pkg/engine/mutate/patch/patchesUtils.go}). */
final class PatchReader {

  private static final PatchPath ROOT = PatchPath.of("");

  private PatchReader() {}

  /** Says of which values in the tree Go would write the bytes that were read. */
  private interface Bytes {
    boolean isCanonical(JsonNode value);

    /** An operation as an error shows it: with its fields sorted and values as they were. */
    default String written(JsonNode operation) {
      return GoFormat.json(operation);
    }
  }

  private record JsonBytes(PatchText text) implements Bytes {
    @Override
    public boolean isCanonical(JsonNode value) {
      return text.isCanonical(value);
    }

    @Override
    public String written(JsonNode operation) {
      return PatchText.written(operation);
    }
  }

  static List<PatchOperation> read(String text) {
    try {
      if (text.startsWith("[")) {
        PatchText parsed = PatchText.parse(text);
        return operations(parsed.tree(), new JsonBytes(parsed));
      }
      return operations(yaml(text), value -> true);
    } catch (EvaluationException invalid) {
      throw invalid.within("failed to decode patches");
    } catch (YamlException invalid) {
      throw new EvaluationException(
          "failed to convert patchesJSON6902 to JSON: yaml: line "
              + invalid.place().line()
              + ": "
              + invalid.problem());
    }
  }

  private static JsonNode yaml(String text) {
    List<YamlDocument> documents = YamlReader.read("patchesJson6902", text);
    return documents.isEmpty() ? NullNode.getInstance() : documents.getFirst().tree();
  }

  private static List<PatchOperation> operations(JsonNode patch, Bytes bytes) {
    if (patch.isNull()) {
      return List.of();
    }
    if (!(patch instanceof ArrayNode list)) {
      throw new EvaluationException(notA("jsonpatch.Patch", patch));
    }
    List<JsonNode> operations = new ArrayList<>();
    for (JsonNode operation : list) {
      if (!operation.isObject() && !operation.isNull()) {
        throw new EvaluationException(notA("jsonpatch.Operation", operation));
      }
      operations.add(operation);
    }
    return operations.stream().map(operation -> operation(operation, bytes)).toList();
  }

  private static PatchOperation operation(JsonNode tree, Bytes bytes) {
    try {
      return operation(kind(tree.path("op")), tree, bytes);
    } catch (EvaluationException invalid) {
      throw invalid.within("invalid operation " + bytes.written(tree));
    }
  }

  private static PatchOperation operation(PatchOperation.Kind kind, JsonNode tree, Bytes bytes) {
    JsonNode value = tree.path("value");
    PatchPath from = ROOT;
    switch (kind) {
      case ADD, REPLACE -> {
        if (value.isMissingNode()) {
          throw new EvaluationException(
              "failed to decode 'value': operation, missing value field: missing value");
        }
      }
      case MOVE, COPY -> from = path(tree, "from", "operation, missing from field");
      case REMOVE, TEST -> {
        // These need a path alone.
      }
    }
    PatchPath path = path(tree, "path", "operation missing path field");
    boolean none = value.isMissingNode();
    PatchCell cell = none ? PatchCell.NIL : new PatchCell(value, bytes.isCanonical(value));
    return new PatchOperation(kind, path, from, cell);
  }

  private static PatchOperation.Kind kind(JsonNode name) {
    return switch (name.asString("")) {
      case "add" -> PatchOperation.Kind.ADD;
      case "remove" -> PatchOperation.Kind.REMOVE;
      case "replace" -> PatchOperation.Kind.REPLACE;
      case "move" -> PatchOperation.Kind.MOVE;
      case "copy" -> PatchOperation.Kind.COPY;
      case "test" -> PatchOperation.Kind.TEST;
      default -> throw new EvaluationException("unsupported operation");
    };
  }

  private static PatchPath path(JsonNode operation, String field, String missing) {
    JsonNode path = operation.path(field);
    String problem = "failed to decode '" + field + "': ";
    if (path.isMissingNode() || path.isNull()) {
      throw new EvaluationException(problem + missing + ": missing value");
    }
    if (!path.isString()) {
      throw new EvaluationException(problem + notA("string", path));
    }
    return PatchPath.of(path.stringValue());
  }

  static String notA(String type, JsonNode value) {
    String found = value.isBoolean() ? "bool" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    return "json: cannot unmarshal " + found + " into Go value of type " + type;
  }
}
