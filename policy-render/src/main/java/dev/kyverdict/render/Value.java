package dev.kyverdict.render;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value of a document and its place, while it is read. A wrong type becomes a finding and reads
 * as nothing, so that everything wrong is found in one go.
 *
 * @param node the value; not the null node
 * @param pointer its place
 * @param findings where problems go
 * @param anyCase whether Kyverno takes the names below it in any letter case
 */
record Value(JsonNode node, String pointer, Findings findings, boolean anyCase) {

  Optional<String> text() {
    return node.isString() ? Optional.of(node.stringValue()) : wrongType("text");
  }

  Optional<Boolean> flag() {
    return node.isBoolean() ? Optional.of(node.booleanValue()) : wrongType("true or false");
  }

  Optional<Integer> integer() {
    return node.isIntegralNumber() && node.canConvertToInt()
        ? Optional.of(node.intValue())
        : wrongType("a whole number of 32 bits");
  }

  /** A quantity: text, or a number that means the same as text. */
  Optional<String> quantity() {
    return node.isNumber() ? Optional.of(node.asString()) : text();
  }

  Optional<ObjectNode> mapping() {
    return node instanceof ObjectNode object ? Optional.of(object) : wrongType("a mapping");
  }

  <T> Optional<T> read(Function<Fields, T> read) {
    return mapping().map(object -> fields(object).read(read));
  }

  Fields fields(ObjectNode object) {
    return new Fields(object, pointer, findings, anyCase);
  }

  /** The same, read as Kyverno's own decoders do: names in any letter case, no CRD before them. */
  Value inAnyCase() {
    return new Value(node, pointer, findings, true);
  }

  <E> Optional<E> oneOf(List<E> values) {
    Optional<String> text = text();
    Optional<E> found =
        text.flatMap(word -> values.stream().filter(v -> v.toString().equals(word)).findFirst());
    if (text.isPresent() && found.isEmpty()) {
      unknownValue(text.get(), values.stream().map(Object::toString).toList());
    }
    return found;
  }

  List<Value> items() {
    if (!node.isArray()) {
      wrongType("a list");
      return List.of();
    }
    List<Value> items = new ArrayList<>();
    for (JsonNode item : node) {
      items.add(new Value(item, pointer + "/" + items.size(), findings, anyCase));
    }
    return items;
  }

  <T> List<T> list(Function<Fields, T> read) {
    return items().stream().flatMap(item -> item.read(read).stream()).toList();
  }

  /**
   * Keys with text.
   *
   * @param ofNull the text for null; without it a key with null is as good as absent
   */
  Map<String, String> textMap(Optional<String> ofNull) {
    Map<String, String> map = new LinkedHashMap<>();
    mapping()
        .ifPresent(
            entries ->
                entries.forEachEntry(
                    (key, entry) ->
                        (entry.isNull() ? ofNull : entry(key, entry).text())
                            .ifPresent(text -> map.put(key, text))));
    return map;
  }

  private Value entry(String key, JsonNode entry) {
    return new Value(entry, Findings.below(pointer, key), findings, false);
  }

  /** Says that it stands under a name that no one knows. */
  void unknown(Collection<String> known) {
    String name = pointer.substring(pointer.lastIndexOf('/') + 1);
    findings.warning(
        "unknown-field",
        pointer,
        "is not a known field and takes no effect",
        NearestName.of(name, known)
            .map(nearest -> "did you mean '" + nearest + "'?")
            .orElse("remove it; known here: " + String.join(", ", known)));
  }

  private void unknownValue(String written, List<String> known) {
    findings.error(
        "unknown-value",
        pointer,
        "'" + written + "' is none of the allowed values",
        NearestName.of(written, known)
            .map(name -> "did you mean " + name + "?")
            .orElse("write one of " + String.join(", ", known)));
  }

  /** Nothing, and the reason among the findings. */
  <T> Optional<T> wrongType(String wanted) {
    findings.error("wrong-type", pointer, "is " + kindOfNode() + ", not " + wanted, repair(wanted));
    return Optional.empty();
  }

  private String kindOfNode() {
    return switch (node.getNodeType()) {
      case OBJECT -> "a mapping";
      case ARRAY -> "a list";
      case STRING -> "the text \"" + shortened(node.stringValue()) + "\"";
      case NULL -> "null";
      default -> "the " + (node.isBoolean() ? "boolean " : "number ") + node.asString();
    };
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  private String repair(String wanted) {
    if (wanted.equals("text") && node.isValueNode() && !node.isNull()) {
      return "put it in quotes: \"" + node.asString() + "\"";
    }
    if (wanted.equals("text") && pointer.endsWith("/patchesJson6902")) {
      return "write the operations as a text block: patchesJson6902: |-";
    }
    if (wanted.equals("a list") && node.isValueNode() && !node.isNull()) {
      return "write a list of one: [\"" + shortened(node.asString()) + "\"]";
    }
    return "write " + wanted;
  }
}
