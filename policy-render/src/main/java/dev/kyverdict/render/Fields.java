package dev.kyverdict.render;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of one mapping, while it is read: each is asked for by name, and what nobody asked for
 * is reported at the end. As for the API server, {@code null} is the same as absent.
 */
final class Fields {

  private final ObjectNode node;
  private final String pointer;
  private final Findings findings;
  private final boolean anyCase;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> read = new LinkedHashSet<>();
  private final List<Fields> below = new ArrayList<>();

  Fields(ObjectNode node, String pointer, Findings findings, boolean anyCase) {
    this.node = node;
    this.pointer = pointer;
    this.findings = findings;
    this.anyCase = anyCase;
  }

  /** Reads a value from the fields, then reports the ones that no one asked for. */
  <T> T read(Function<Fields, T> reader) {
    T value = reader.apply(this);
    reportUnknown();
    return value;
  }

  private void reportUnknown() {
    names().stream().filter(name -> !read.contains(name)).forEach(this::unknown);
    below.forEach(Fields::reportUnknown);
  }

  /** The value under a name. */
  Optional<Value> value(String name) {
    asked.add(name);
    Optional<String> key = spelling(name);
    key.ifPresent(read::add);
    return key.map(node::get)
        .filter(found -> !found.isNull())
        .map(found -> new Value(found, Findings.below(pointer, key.get()), findings, anyCase));
  }

  /** Whether there is a value under a name; does not count as asking. */
  boolean has(String name) {
    return spelling(name).map(node::get).filter(found -> !found.isNull()).isPresent();
  }

  /** encoding/json takes the last of several spellings, and Kubernetes hands them on sorted. */
  private Optional<String> spelling(String name) {
    if (!anyCase) {
      return node.has(name) ? Optional.of(name) : Optional.empty();
    }
    return node.propertyStream()
        .map(Map.Entry::getKey)
        .filter(key -> key.equalsIgnoreCase(name))
        .max(String::compareTo);
  }

  /** Whether Kyverno decodes this part itself, in any letter case and without the CRD's schema. */
  boolean anyCase() {
    return anyCase;
  }

  Optional<String> text(String name) {
    return value(name).flatMap(Value::text);
  }

  /** Text, where Kyverno cannot tell {@code ""} from absent. */
  Optional<String> said(String name) {
    return text(name).filter(text -> !text.isEmpty());
  }

  String requiredText(String name) {
    return required(name).flatMap(Value::text).orElse("");
  }

  Optional<Value> required(String name) {
    Optional<Value> value = value(name);
    if (value.isEmpty()) {
      findings.error("missing-field", pointer, "has no " + name, "add " + name + ": …");
    }
    return value;
  }

  /** The fields of a mapping that must be there; without it they are empty and complain no more. */
  Fields requiredObject(String name) {
    Fields fields =
        required(name)
            .flatMap(value -> value.mapping().map(node -> value.fields(node)))
            .orElseGet(Fields::nowhere);
    below.add(fields);
    return fields;
  }

  private static Fields nowhere() {
    return new Fields(JsonNodeFactory.instance.objectNode(), "", new Findings(""), false);
  }

  Optional<Boolean> flag(String name) {
    return value(name).flatMap(Value::flag);
  }

  boolean flag(String name, boolean otherwise) {
    return flag(name).orElse(otherwise);
  }

  Optional<Integer> integer(String name) {
    return value(name).flatMap(Value::integer);
  }

  Optional<String> quantity(String name) {
    return value(name).flatMap(Value::quantity);
  }

  <E> Optional<E> oneOf(String name, List<E> values) {
    return value(name).flatMap(value -> value.oneOf(values));
  }

  Optional<JsonNode> tree(String name) {
    return value(name).map(Value::node);
  }

  Optional<ObjectNode> mapping(String name) {
    return value(name).flatMap(Value::mapping);
  }

  <T> Optional<T> object(String name, Function<Fields, T> reader) {
    return value(name).flatMap(value -> value.read(reader));
  }

  <T> List<T> list(String name, Function<Fields, T> reader) {
    return value(name).map(value -> value.list(reader)).orElse(List.of());
  }

  List<String> texts(String name) {
    return items(name, Value::text);
  }

  <T> List<T> items(String name, Function<Value, Optional<T>> reader) {
    return value(name).stream()
        .flatMap(value -> value.items().stream())
        .flatMap(item -> reader.apply(item).stream())
        .toList();
  }

  /** A mapping of text to text. */
  Map<String, String> textMap(String name) {
    return value(name).map(value -> value.textMap(Optional.empty())).orElse(Map.of());
  }

  /** The names of all fields. */
  List<String> names() {
    return List.copyOf(node.propertyNames());
  }

  /** These further fields as they are, and no others. */
  ObjectNode others(List<String> names) {
    ObjectNode others = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      tree(name).ifPresent(tree -> others.set(name, tree));
    }
    return others;
  }

  /** Every field that no one asked for, as it is. */
  ObjectNode rest() {
    return others(names().stream().filter(name -> !read.contains(name)).toList());
  }

  Findings findings() {
    return findings;
  }

  void error(String id, String problem, String repair) {
    findings.error(id, pointer, problem, repair);
  }

  void warning(String id, String problem, String repair) {
    findings.warning(id, pointer, problem, repair);
  }

  /** Says of a field that it is not kept. */
  void drop(String name, String id, String problem, String repair) {
    value(name).ifPresent(value -> findings.warning(id, value.pointer(), problem, repair));
  }

  private void unknown(String key) {
    new Value(node.get(key), Findings.below(pointer, key), findings, anyCase).unknown(asked);
  }
}
