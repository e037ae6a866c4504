package dev.kyverdict.cluster.types;

import java.util.List;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/** What an API server does with the objects of a kind besides storing them. */
public final class Rules {

  /** What happens with unknown fields: the query parameter {@code fieldValidation}. */
  public enum FieldValidation {
    /** They vanish. */
    IGNORE,
    /** They vanish, and the client is warned. */
    WARN,
    /** They are refused. */
    STRICT;

    /** The value of a query parameter; empty stands for the default. */
    public static FieldValidation of(String text) {
      return switch (text) {
        case "Ignore" -> IGNORE;
        case "Strict" -> STRICT;
        default -> WARN;
      };
    }
  }

  /**
   * An object as the API server understood it.
   *
   * @param object with defaults and without unknown fields
   * @param warnings for the client
   */
  public record Read(JsonNode object, List<String> warnings) {

    /** Copies the list. */
    public Read {
      warnings = List.copyOf(warnings);
    }
  }

  private Rules() {}

  /**
   * Reads the body of a create or an update: unknown fields go, values of wrong types are refused,
   * defaults come.
   */
  public static Read read(ResourceType type, JsonNode body, FieldValidation validation) {
    return Reading.body(type, body, validation);
  }

  /** Reads what a JSON patch, a merge patch or a strategic merge patch has made of an object. */
  public static Read patched(ResourceType type, JsonNode object, FieldValidation validation) {
    return Reading.patched(type, object, validation);
  }

  /** An object of the store as it is sent: with the defaults of today. */
  public static JsonNode stored(ResourceType type, JsonNode object) {
    return type.custom().isPresent() ? CustomDefaults.add(type.shape(), object) : object;
  }

  /**
   * What the kind's strategy does to an object that is created, after the mutating webhooks and
   * before it is checked.
   *
   * @param numbers for addresses and ports of services, each drawn once
   */
  public static JsonNode beforeCreate(ResourceType type, JsonNode object, LongSupplier numbers) {
    return Strategy.of(type).create(object, numbers);
  }

  /**
   * What the kind's strategy does to an object that is updated, after the mutating webhooks and
   * before it is checked: the status, the generation and the like come from the old one.
   *
   * @param subresource such as {@code status}; empty for the object itself
   */
  public static JsonNode beforeUpdate(
      ResourceType type, String subresource, JsonNode object, JsonNode old) {
    return Strategy.of(type).update(subresource, object, old);
  }

  /** Checks an object that is created; a RefusedException says what is wrong. */
  public static void checkCreate(ResourceType type, JsonNode object) {
    Checks.create(type, object);
  }

  /** Checks an object that is updated; a RefusedException says what is wrong. */
  public static void checkUpdate(
      ResourceType type, String subresource, JsonNode object, JsonNode old) {
    Checks.update(type, subresource, object, old);
  }
}
