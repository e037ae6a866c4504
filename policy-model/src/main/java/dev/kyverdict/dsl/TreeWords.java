package dev.kyverdict.dsl;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Words for overlays, patterns and data. */
abstract class TreeWords extends ConditionWords {

  TreeWords() {}

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A key with text. */
  public static Field field(String key, String value) {
    return new Field(key, JSON.stringNode(value));
  }

  /** A key with text that holds variables. */
  public static Field field(String key, Template value) {
    return field(key, value.template());
  }

  /** A key with a number. */
  public static Field field(String key, long value) {
    // the node that a parser would make, so that values compare
    return new Field(
        key, (int) value == value ? JSON.numberNode((int) value) : JSON.numberNode(value));
  }

  /** A key with a boolean. */
  public static Field field(String key, boolean value) {
    return new Field(key, JSON.booleanNode(value));
  }

  /** A key with any tree. */
  public static Field field(String key, JsonNode value) {
    return new Field(key, value);
  }

  /** A key with an object. */
  public static Field field(String key, Field first, Field... more) {
    return new Field(key, Field.object(listOf(first, more)));
  }

  /** {@code +(key)}: set only where the object has no such key. */
  public static Field addIfAbsent(Field field) {
    return new Field("+(" + field.key() + ")", field.value());
  }

  /** {@code (key)}: the rest of the map applies only where this holds. */
  public static Field conditional(Field field) {
    return new Field("(" + field.key() + ")", field.value());
  }

  /** {@code =(key)}: checked only where the object has the key; in patterns. */
  public static Field ifPresent(Field field) {
    return new Field("=(" + field.key() + ")", field.value());
  }

  /** {@code X(key)}: the object must not have the key; in patterns. */
  public static Field absent(String key) {
    return new Field("X(" + key + ")", JSON.nullNode());
  }
}
