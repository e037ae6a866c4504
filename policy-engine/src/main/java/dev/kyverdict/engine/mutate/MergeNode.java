package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.values.GoStrings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node of a tree that a strategic merge changes in place, as kyaml's {@code RNode}. It looks into
 * a JSON tree only where it has to.
 */
final class MergeNode {

  /** Stands where kyaml has no node. */
  static final MergeNode ABSENT = new MergeNode(MissingNode.getInstance(), Role.OBJECT);

  /** The second value of a key that YAML has twice. */
  private record Duplicate(String key, MergeNode value) {}

  private final JsonNode json;
  private final Role role;
  private boolean opened;
  private Optional<Duplicate> duplicate = Optional.empty();
  private Map<String, MergeNode> fields = Map.of();
  private List<MergeNode> elements = List.of();

  /** Where a node comes from. */
  private enum Role {
    OBJECT,
    OVERLAY,
    KEPT_NULL
  }

  private MergeNode(JsonNode json, Role role) {
    this.json = json;
    this.role = role;
  }

  static MergeNode of(JsonNode json) {
    return new MergeNode(json, Role.OBJECT);
  }

  /** A node of an overlay: its keys are gone through in their order. */
  static MergeNode ofOverlay(JsonNode json) {
    return new MergeNode(json, Role.OVERLAY);
  }

  static MergeNode ofText(String text) {
    return of(JsonNodeFactory.instance.stringNode(text));
  }

  static MergeNode emptyList() {
    return of(JsonNodeFactory.instance.arrayNode());
  }

  /** A {@code null} of the object that no patch speaks of. */
  static MergeNode keptNull() {
    return new MergeNode(NullNode.getInstance(), Role.KEPT_NULL);
  }

  /** The kinds of YAML's nodes, with their names in kyaml's errors. */
  enum Kind {
    MAPPING("MappingNode"),
    SEQUENCE("SequenceNode"),
    SCALAR("ScalarNode");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  Kind kind() {
    return switch (json) {
      case ObjectNode ignored -> Kind.MAPPING;
      case ArrayNode ignored -> Kind.SEQUENCE;
      default -> Kind.SCALAR;
    };
  }

  boolean isAbsent() {
    return this == ABSENT;
  }

  boolean isNull() {
    return json.isNull();
  }

  boolean isMissingOrNull() {
    return isAbsent() || isNull();
  }

  /** Whether it is null and has to go, unlike {@link #keptNull}. */
  boolean isClearing() {
    return isAbsent() || isNull() && role != Role.KEPT_NULL;
  }

  boolean isEmptyMap() {
    return isMissingOrNull() || json instanceof ObjectNode && fields().isEmpty();
  }

  /** kyaml's IsNilOrEmpty. */
  boolean isEmpty() {
    return isEmptyMap() || json instanceof ArrayNode && elements().isEmpty();
  }

  void require(Kind kind) {
    if (!isMissingOrNull() && kind() != kind) {
      throw new EvaluationException(
          "wrong node kind: expected "
              + kind.label
              + " but got "
              + kind().label
              + ": node contents:\n"
              + FlowText.of(this)
              + "\n");
    }
  }

  /** The text of a scalar; that of a map or list is empty. */
  String text() {
    if (json.isNumber()) {
      return GoDocument.number(json);
    }
    return json.isContainer() ? "" : json.isNull() ? "null" : json.asString("");
  }

  /** Whether its keys are in the order in which they are gone through. */
  boolean isOrdered() {
    return role == Role.OVERLAY;
  }

  /** What it becomes in the place of another: kyaml keeps the quotes of text. */
  MergeNode styledAs(MergeNode replaced) {
    return replaced.json.isString() && !json.isString() && !json.isContainer() && !isNull()
        ? ofText(text())
        : this;
  }

  /** The tree it was made of, as long as nothing can have changed in it. */
  JsonNode unopened() {
    return opened ? MissingNode.getInstance() : json;
  }

  /** The fields of a map, to be changed in place; without any for other nodes. */
  Map<String, MergeNode> fields() {
    open();
    return fields;
  }

  MergeNode field(String name) {
    if (json instanceof ObjectNode object && !opened) {
      JsonNode value = object.get(name);
      if (value == null) {
        return ABSENT;
      }
    }
    return fields().getOrDefault(name, ABSENT);
  }

  /** The elements of a list, to be changed in place; without any for other nodes. */
  List<MergeNode> elements() {
    open();
    return elements;
  }

  void setElements(List<MergeNode> changed) {
    open();
    elements = changed;
  }

  private void open() {
    if (opened) {
      return;
    }
    opened = true;
    switch (json) {
      case ObjectNode object -> {
        fields = new LinkedHashMap<>();
        for (String key : keys(object)) {
          fields.put(key, new MergeNode(object.path(key), role));
        }
      }
      case ArrayNode list -> {
        elements = new ArrayList<>(list.size());
        list.forEach(element -> elements.add(new MergeNode(element, role)));
      }
      default -> {
        // A scalar holds nothing.
      }
    }
  }

  private Collection<String> keys(ObjectNode object) {
    if (role != Role.OVERLAY) {
      return object.propertyNames();
    }
    List<String> keys = new ArrayList<>(object.propertyNames());
    keys.sort(GoStrings::compare);
    return keys;
  }

  /** Renames a key in its place. Where the new name is taken, YAML has both; the first is found. */
  void rename(String name, String newName) {
    if (!fields().containsKey(name)) {
      return;
    }
    Map<String, MergeNode> renamed = new LinkedHashMap<>();
    fields.forEach(
        (key, value) -> {
          String after = key.equals(name) ? newName : key;
          if (renamed.putIfAbsent(after, value) != null) {
            duplicate = Optional.of(new Duplicate(after, value));
          }
        });
    fields = renamed;
  }

  /** Removes a key. Where YAML has it twice, the second is found from now on. */
  void clear(String key) {
    fields().remove(key);
    Optional<Duplicate> second = duplicate.filter(other -> other.key().equals(key));
    second.ifPresent(other -> fields.put(key, other.value()));
    duplicate = second.isPresent() ? Optional.empty() : duplicate;
  }

  /** A copy that shares nothing that can change. */
  MergeNode copy() {
    MergeNode copy = new MergeNode(json, role);
    if (opened) {
      copy.opened = true;
      copy.duplicate = duplicate.map(second -> new Duplicate(second.key(), second.value().copy()));
      copy.fields = new LinkedHashMap<>();
      fields.forEach((key, value) -> copy.fields.put(key, value.copy()));
      copy.elements = new ArrayList<>(elements.size());
      elements.forEach(element -> copy.elements.add(element.copy()));
    }
    return copy;
  }

  /** The tree by now: the one it was made of when nothing changed. */
  JsonNode toJson() {
    if (!opened) {
      return json;
    }
    return switch (json) {
      case ObjectNode object -> objectJson(object);
      case ArrayNode list -> listJson(list);
      default -> json;
    };
  }

  private JsonNode objectJson(ObjectNode before) {
    if (duplicate.isPresent()) {
      throw new EvaluationException(
          "yaml: unmarshal errors:\n  line 1: mapping key \""
              + duplicate.get().key()
              + "\" already defined at line 1");
    }
    boolean same = before.size() == fields.size();
    ObjectNode now = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, MergeNode> field : fields.entrySet()) {
      JsonNode value = field.getValue().toJson();
      same &= value == before.get(field.getKey());
      now.set(field.getKey(), value);
    }
    return same ? before : now;
  }

  private JsonNode listJson(ArrayNode before) {
    boolean same = before.size() == elements.size();
    ArrayNode now = JsonNodeFactory.instance.arrayNode(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      JsonNode value = elements.get(i).toJson();
      same = same && value == before.get(i);
      now.add(value);
    }
    return same ? before : now;
  }
}
