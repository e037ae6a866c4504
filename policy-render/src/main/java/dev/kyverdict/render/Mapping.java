package dev.kyverdict.render;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A mapping while it is written: keys in the order of the calls; what says nothing is left out. */
final class Mapping {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode node = JSON.objectNode();

  Mapping text(String name, String value) {
    node.put(name, value);
    return this;
  }

  /** Text, or the word of an enum. */
  Mapping text(String name, Optional<?> value) {
    value.ifPresent(word -> node.put(name, word.toString()));
    return this;
  }

  /** Text, left out when empty. */
  Mapping said(String name, String value) {
    return text(name, Optional.of(value).filter(text -> !text.isEmpty()));
  }

  Mapping flag(String name, boolean value) {
    node.put(name, value);
    return this;
  }

  Mapping flag(String name, Optional<Boolean> value) {
    value.ifPresent(flag -> node.put(name, flag));
    return this;
  }

  Mapping number(String name, Optional<Integer> value) {
    value.ifPresent(number -> node.put(name, number));
    return this;
  }

  Mapping tree(String name, Optional<? extends JsonNode> value) {
    value.ifPresent(tree -> node.set(name, tree.deepCopy()));
    return this;
  }

  /** A mapping or list, left out when empty. */
  Mapping filled(String name, JsonNode value) {
    return tree(name, Optional.of(value).filter(tree -> !tree.isEmpty()));
  }

  /** A list of texts or of the words of an enum, left out when empty. */
  Mapping texts(String name, List<?> values) {
    return list(name, values, value -> JSON.stringNode(value.toString()));
  }

  Mapping texts(String name, Map<String, String> values) {
    ObjectNode map = JSON.objectNode();
    values.forEach(map::put);
    return filled(name, map);
  }

  /** A list, left out when empty. */
  <T> Mapping list(String name, List<T> values, Function<T, ? extends JsonNode> writer) {
    return filled(name, array(values, writer));
  }

  <T> Mapping object(String name, Optional<T> value, Function<T, ? extends JsonNode> writer) {
    return tree(name, value.map(writer));
  }

  /** Every field of another mapping. */
  Mapping all(ObjectNode fields) {
    fields.forEachEntry((name, value) -> node.set(name, value.deepCopy()));
    return this;
  }

  ObjectNode node() {
    return node;
  }

  static <T> ArrayNode array(List<T> values, Function<T, ? extends JsonNode> writer) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(value -> array.add(writer.apply(value)));
    return array;
  }
}
