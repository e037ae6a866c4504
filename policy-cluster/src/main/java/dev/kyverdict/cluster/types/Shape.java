package dev.kyverdict.cluster.types;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/** The type of a field: of a built-in kind or of a custom resource. */
public final class Shape {

  /** What a value is. */
  public enum Form {
    /** An object with named fields. */
    STRUCT,
    /** An object with any keys. */
    MAP,
    /** A list. */
    LIST,
    /** A string. */
    STRING,
    /** A whole number of 32 bits. */
    INT32,
    /** A whole number of 64 bits. */
    INT64,
    /** A truth value. */
    BOOL,
    /** A number. */
    DOUBLE,
    /** An amount such as {@code 10Gi}. */
    QUANTITY,
    /** A whole number or a string. */
    INT_OR_STRING,
    /** Base64. */
    BYTES,
    /** A moment with seconds. */
    TIME,
    /** A moment with microseconds. */
    MICRO_TIME,
    /** Anything. */
    ANY
  }

  /**
   * How lists and maps are merged.
   *
   * @param list {@code atomic}, {@code set} or {@code map} for server-side apply; empty for atomic
   * @param keys the keys of a list of type {@code map}
   * @param strategy the strategies of strategic merge patch, such as {@code merge,retainKeys}
   * @param key the merge key of strategic merge patch; empty for none
   */
  public record Merging(String list, List<String> keys, String strategy, String key) {

    /** Nothing said. */
    public static final Merging NONE = new Merging("", List.of(), "", "");

    /** Copies the list. */
    public Merging {
      keys = List.copyOf(keys);
    }

    /** Whether server-side apply replaces it as a whole. */
    public boolean atomic() {
      return list.equals("atomic");
    }

    /** Whether strategic merge patch merges. */
    public boolean merges() {
      return List.of(strategy.split(",", -1)).contains("merge");
    }

    /** Whether strategic merge patch clears the keys that a patch does not name. */
    public boolean retainsKeys() {
      return List.of(strategy.split(",", -1)).contains("retainKeys");
    }
  }

  /** How Go writes a field of a struct. */
  enum Presence {
    /** Whatever was given, unless it is null. */
    GIVEN,
    /** Only when it is not the zero value. */
    NOT_ZERO,
    /** Even when it was not given. */
    ALWAYS,
    /** Like ALWAYS, but as null. */
    ALWAYS_NULL
  }

  /** Anything at all. */
  public static final Shape ANYTHING = scalar(Form.ANY, "interface {}");

  private final Form type;
  private final String goType;
  private final Merging merging;
  private final Supplier<Map<String, Shape>> fields;
  private final Optional<Shape> element;
  private final JsonNode schema;
  private final Presence presence;
  private final Supplier<Map<String, Shape>> always = new Once<>(this::findAlways);
  private final Supplier<Map<String, Shape>> defaulted = new Once<>(this::findDefaulted);
  private final Supplier<Boolean> unique = new Once<>(this::mayBeUnique);

  private Shape(
      Form type,
      String goType,
      Merging merging,
      Supplier<Map<String, Shape>> fields,
      Optional<Shape> element,
      JsonNode schema,
      Presence presence) {
    this.type = type;
    this.goType = goType;
    this.merging = merging;
    this.fields = fields;
    this.element = element;
    this.schema = schema;
    this.presence = presence;
  }

  private static Shape plain(
      Form type, String goType, Supplier<Map<String, Shape>> fields, Optional<Shape> element) {
    return new Shape(
        type, goType, Merging.NONE, fields, element, MissingNode.getInstance(), Presence.GIVEN);
  }

  static Shape scalar(Form type, String goType) {
    return plain(type, goType, Map::of, Optional.empty());
  }

  static Shape struct(String name, Supplier<Map<String, Shape>> fields) {
    return plain(Form.STRUCT, name, fields, Optional.empty());
  }

  static Shape of(Form type, String goType, Shape element) {
    return plain(type, goType, Map::of, Optional.of(element));
  }

  Shape with(Merging other) {
    return new Shape(type, goType, other, fields, element, schema, presence);
  }

  Shape with(JsonNode customSchema) {
    return new Shape(type, goType, merging, fields, element, customSchema, presence);
  }

  Shape with(Presence other) {
    return new Shape(type, goType, merging, fields, element, schema, other);
  }

  Shape withElement(Shape other) {
    return new Shape(type, goType, merging, fields, Optional.of(other), schema, presence);
  }

  /** How Go writes it as a field. */
  Presence presence() {
    return presence;
  }

  /** What a value is. */
  public Form type() {
    return type;
  }

  /** The name of the type in Go, as errors say it; empty for custom resources. */
  String goType() {
    return type == Form.STRUCT ? twoLastParts(goType) : goType;
  }

  /** The name of a struct in the table of built-in types; empty for custom resources. */
  String name() {
    return type == Form.STRUCT ? goType : "";
  }

  private static String twoLastParts(String name) {
    int last = name.lastIndexOf('.');
    return last < 0 ? name : name.substring(name.lastIndexOf('.', last - 1) + 1);
  }

  /** How it is merged. */
  public Merging merging() {
    return merging;
  }

  /** The named fields of an object. */
  public Map<String, Shape> fields() {
    return fields.get();
  }

  /**
   * A value in an object: of a named field, or of any other key.
   *
   * @return empty for an unknown field
   */
  public Optional<Shape> field(String name) {
    Shape named = fields().get(name);
    return named == null ? element : Optional.of(named);
  }

  /** The fields that Go writes even when they were not given. */
  Map<String, Shape> always() {
    return always.get();
  }

  private Map<String, Shape> findAlways() {
    Map<String, Shape> found = new HashMap<>();
    fields()
        .forEach(
            (name, field) -> {
              if (field.presence == Presence.ALWAYS || field.presence == Presence.ALWAYS_NULL) {
                found.put(name, field);
              }
            });
    return Map.copyOf(found);
  }

  /** The fields whose own schema has a default. */
  Map<String, Shape> defaulted() {
    return defaulted.get();
  }

  private Map<String, Shape> findDefaulted() {
    Map<String, Shape> found = new LinkedHashMap<>();
    fields()
        .forEach(
            (name, field) -> {
              if (field.schema.has("default")) {
                found.put(name, field);
              }
            });
    return found;
  }

  /** Whether there may be lists in it that have nothing twice. */
  boolean hasUniqueLists() {
    return unique.get();
  }

  /** Built-in types, which may hold themselves, are not looked into. */
  private boolean mayBeUnique() {
    return !name().isEmpty()
        || merging.list().equals("set")
        || merging.list().equals("map")
        || element.filter(Shape::hasUniqueLists).isPresent()
        || fields().values().stream().anyMatch(Shape::hasUniqueLists);
  }

  /** What stands in a list or a map; in a struct, what unknown fields are, if they are kept. */
  public Optional<Shape> element() {
    return element;
  }

  /** Whether server-side apply looks into a value: into objects of which nothing is known, too. */
  public boolean granular() {
    return switch (type) {
      case STRUCT, MAP -> !merging.atomic();
      case ANY -> goType.isEmpty() || this == ANYTHING;
      default -> false;
    };
  }

  /** The value that a field of a struct has when it is not given; missing for none. */
  public JsonNode defaultOf(String field) {
    JsonNode own =
        Optional.ofNullable(fields().get(field))
            .map(it -> it.schema.path("default"))
            .orElse(MissingNode.getInstance());
    return own.isMissingNode() ? Defaults.constant(name(), field) : own;
  }

  /** The value that an object of this type has in Go before anything is set. */
  public JsonNode empty() {
    return goType.isEmpty() ? JsonNodeFactory.instance.objectNode() : GoDecoding.zero(this);
  }

  /** The schema of a custom resource here; missing for built-in types. */
  JsonNode schema() {
    return schema;
  }

  @Override
  public String toString() {
    return type + (goType.isEmpty() ? "" : " " + goType);
  }
}
