package dev.kyverdict.engine.substitution;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.values.GoFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * References in a tree, {@code $(path)}: they read another leaf of the tree as it was written.
 *
 * <p>Basis: {@code substituteReferencesIfAny} in {@code pkg/engine/variables/vars.go}.
 */
final class References {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern REFERENCE =
      Pattern.compile("^\\$\\(.[^\\ ]*\\)|[^\\\\]\\$\\(.[^\\ ]*\\)");
  private static final Pattern ESCAPED = Pattern.compile("\\\\\\$\\(.[^\\ \\)]*\\)");

  private final JsonNode document;

  private References(JsonNode document) {
    this.document = document;
  }

  /** The tree with its references replaced; the tree itself when it has none. */
  static JsonNode resolve(JsonNode document) {
    return mayHold(document) ? new References(document).tree(document, "") : document;
  }

  private static boolean mayHold(JsonNode tree) {
    if (tree.isString()) {
      return tree.stringValue().contains("$(");
    }
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      if (member.getKey().contains("$(") || mayHold(member.getValue())) {
        return true;
      }
    }
    for (int i = 0; tree.isArray() && i < tree.size(); i++) {
      if (mayHold(tree.get(i))) {
        return true;
      }
    }
    return false;
  }

  private JsonNode tree(JsonNode tree, String path) {
    if (tree.isObject()) {
      return object(tree, path);
    }
    if (tree.isArray()) {
      ArrayNode result = NODES.arrayNode();
      for (int i = 0; i < tree.size(); i++) {
        result.add(tree(tree.get(i), path + "/" + i));
      }
      return result;
    }
    return tree.isString() ? NODES.stringNode(text(tree.stringValue(), path)) : tree;
  }

  private JsonNode object(JsonNode object, String path) {
    Map<String, String> names = new HashMap<>();
    ObjectNode values = NODES.objectNode();
    for (String key : new TreeSet<>(object.propertyNames())) {
      names.put(key, text(key, path));
      values.set(key, tree(object.path(key), PartReader.child(path, key)));
    }
    ObjectNode result = NODES.objectNode();
    for (String key : object.propertyNames()) {
      result.set(names.getOrDefault(key, key), values.path(key));
    }
    return result;
  }

  private String text(String text, String path) {
    String value = text;
    Matcher matcher = REFERENCE.matcher(text);
    while (matcher.find()) {
      String old = matcher.group();
      boolean first = old.startsWith("$(");
      String reference = first ? old : restOfCharacter(old) + old.substring(before(old));
      String found = resolved(reference, path);
      value = replaceFirst(value, old, (first ? "" : old.substring(0, 1)) + found);
    }
    Matcher escaped = ESCAPED.matcher(value);
    String result = value;
    while (escaped.find()) {
      result = result.replace(escaped.group(), escaped.group().substring(1));
    }
    return result;
  }

  private static int before(String old) {
    return Character.charCount(old.codePointAt(0));
  }

  /** The bytes of the character before a reference that Kyverno leaves there. */
  private static String restOfCharacter(String old) {
    int c = old.codePointAt(0);
    int bytes = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    return "\uFFFD".repeat(bytes - 1);
  }

  private static String replaceFirst(String text, String old, String value) {
    int at = text.indexOf(old);
    return at < 0 ? text : text.substring(0, at) + value + text.substring(at + old.length());
  }

  private String resolved(String reference, String path) {
    Optional<JsonNode> value;
    try {
      value = lookUp(reference, path);
    } catch (EvaluationException e) {
      throw e.within("failed to resolve " + reference + " at path " + path);
    }
    if (value.isEmpty()) {
      throw new EvaluationException(
          "got nil resolved variable " + reference + " at path " + path + ": <nil>");
    }
    if (!value.get().isString()) {
      throw new EvaluationException(
          ("NotResolvedReferenceErr,reference " + reference) + (" not resolved at path " + path));
    }
    return value.get().stringValue();
  }

  private Optional<JsonNode> lookUp(String reference, String path) {
    String inner = trimmed(reference);
    String operator = ReferenceOperator.of(inner);
    String target = inner.substring(operator.length());
    if (target.isEmpty()) {
      throw new EvaluationException("expected path, found empty reference");
    }
    String absolute = target.startsWith("/") ? target : GoPath.join(path, target);
    Optional<JsonNode> found = new LeafSearch(absolute).in(document);
    return operator.isEmpty()
        ? found
        : Optional.of(NODES.stringNode(operator + operand(found, operator)));
  }

  private static String trimmed(String reference) {
    int start = 0;
    int end = reference.length();
    while (start < end && "$()".indexOf(reference.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && "$()".indexOf(reference.charAt(end - 1)) >= 0) {
      end--;
    }
    return reference.substring(start, end);
  }

  private static String operand(Optional<JsonNode> found, String operator) {
    JsonNode value = found.orElse(NODES.nullNode());
    if (value.isString()) {
      return value.stringValue();
    }
    if (value.isDouble()) {
      return GoFormat.fixed(value.doubleValue());
    }
    if (value.isNumber()) {
      return value.asString();
    }
    throw new EvaluationException(
        ("incorrect expression: operator " + operator + " does not match with value ")
            + GoFormat.v(value));
  }
}
