package dev.kyverdict.engine.policies;

import com.google.re2j.Pattern;
import dev.kyverdict.values.GoFormat;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlException;
import dev.kyverdict.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * {@code patchesJson6902} ({@code validateJSONPatch} in {@code pkg/validation/policy/validate.go},
 * {@code evanphx/json-patch/v5}).
 */
final class PatchCheck {

  private static final Pattern VARIABLE =
      Pattern.compile("(^|[^\\\\])(\\{\\{(?:\\{[^{}]*\\}|[^{}])*\\}\\})");
  private static final List<String> KINDS =
      List.of("add", "remove", "replace", "move", "copy", "test");

  private PatchCheck() {}

  /** Refuses a patch that cannot be one. */
  static void check(String patch, int rule) {
    String known = VARIABLE.matcher(patch).replaceAll("$1kyvernojsonpatchvariable");
    List<JsonNode> operations;
    try {
      operations = decoded(known);
      for (JsonNode operation : operations) {
        String path = operation.path("path").asString("");
        if (!path.startsWith("/")) {
          throw new Refusal(path);
        }
      }
    } catch (Refusal refusal) {
      throw new Refusal(
          "path must begin with a forward slash: spec.rules[" + rule + "]: " + refusal.text());
    }
    for (JsonNode operation : operations) {
      if (operation.path("op").asString("").equals("test") && !operation.has("value")) {
        throw new Refusal(
            "invalid value: spec.rules["
                + rule
                + "]: operation, missing value field: missing value");
      }
    }
  }

  /** Whether the path of an operation holds a variable; of what is no patch nothing is said. */
  static boolean hasVariablePath(String patch) {
    try {
      return decoded(patch).stream()
          .anyMatch(operation -> VariableCheck.isIn(operation.path("path").asString("")));
    } catch (Refusal noPatch) {
      return false;
    }
  }

  /** The operations of a patch that is JSON; none when it is not. */
  static List<JsonNode> operations(String patch) {
    try {
      return decoded(patch);
    } catch (Refusal noPatch) {
      return List.of();
    }
  }

  private static List<JsonNode> decoded(String patch) {
    JsonNode tree = yaml(patch);
    if (tree.isNull()) {
      return List.of();
    }
    if (!tree.isArray()) {
      throw new Refusal(notA("jsonpatch.Patch", tree));
    }
    List<JsonNode> operations = new ArrayList<>();
    for (JsonNode operation : tree) {
      if (!operation.isObject() && !operation.isNull()) {
        throw new Refusal(notA("jsonpatch.Operation", operation));
      }
      operations.add(operation);
    }
    for (JsonNode operation : operations) {
      problem(operation)
          .ifPresent(
              text -> {
                throw new Refusal("invalid operation " + GoFormat.json(operation) + ": " + text);
              });
    }
    return operations;
  }

  private static JsonNode yaml(String patch) {
    if (patch.isEmpty()) {
      return NullNode.getInstance();
    }
    try {
      List<YamlDocument> documents = YamlReader.read("patchesJson6902", patch);
      return documents.isEmpty() ? NullNode.getInstance() : documents.getFirst().tree();
    } catch (YamlException invalid) {
      throw new Refusal(text(invalid, patch.startsWith("-")));
    }
  }

  /** Kyverno's parser counts lines from zero, and sees that an item of the outer list must come. */
  private static String text(YamlException invalid, boolean list) {
    boolean noItem = list && invalid.problem().startsWith("expected <block end>, but found");
    int line = invalid.place().line();
    return noItem
        ? "yaml: line " + (line - 1) + ": did not find expected '-' indicator"
        : "yaml: line " + line + ": " + invalid.problem();
  }

  private static Optional<String> problem(JsonNode operation) {
    String kind = operation.path("op").asString("");
    if (!KINDS.contains(kind)) {
      return Optional.of("unsupported operation");
    }
    boolean puts = kind.equals("add") || kind.equals("replace");
    if (puts && !operation.has("value")) {
      return Optional.of("failed to decode 'value': operation, missing value field: missing value");
    }
    if (kind.equals("move") || kind.equals("copy")) {
      Optional<String> from = path(operation, "from", "operation, missing from field");
      if (from.isPresent()) {
        return from;
      }
    }
    return path(operation, "path", "operation missing path field");
  }

  private static Optional<String> path(JsonNode operation, String field, String missing) {
    JsonNode path = operation.path(field);
    String start = "failed to decode '" + field + "': ";
    if (path.isMissingNode() || path.isNull()) {
      return Optional.of(start + missing + ": missing value");
    }
    return path.isString() ? Optional.empty() : Optional.of(start + notA("string", path));
  }

  private static String notA(String type, JsonNode value) {
    String found = value.isBoolean() ? "bool" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    return "json: cannot unmarshal " + found + " into Go value of type " + type;
  }
}
