package dev.kyverdict.cluster.types;

import dev.kyverdict.values.GoFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Checks a value against an OpenAPI schema in the words of {@code kube-openapi/pkg/validation} and
 * {@code apiextensions-apiserver/pkg/apiserver/validation}.
 */
final class SchemaCheck {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Errors of alternatives have no place. */
  private static final String NOWHERE = "<nil>";

  private final List<FieldError> errors = new ArrayList<>();
  private final String base;

  /** How many checks were made: the best of failed alternatives is the one with the most. */
  private int made;

  private SchemaCheck(String base) {
    this.base = base;
  }

  /**
   * What is wrong with a value.
   *
   * @param base the path of the value; empty for a whole object
   */
  static List<FieldError> of(JsonNode schema, JsonNode value, String base) {
    if (schema.isMissingNode() || value.isMissingNode()) {
      return List.of();
    }
    SchemaCheck check = new SchemaCheck(base);
    check.value(schema, value, "");
    return check.errors;
  }

  private void value(JsonNode schema, JsonNode value, String path) {
    type(schema, value, path);
    if (value.isNull()) {
      if (!schema.path("nullable").asBoolean(false)) {
        enumeration(schema, value, path);
      }
      return;
    }
    alternatives(schema, value, path);
    switch (value.getNodeType()) {
      case STRING -> string(schema, value, path);
      case NUMBER -> number(schema, value, path);
      case ARRAY -> array(schema, value, path);
      default -> {}
    }
    enumeration(schema, value, path);
    if (value.isObject()) {
      object(schema, value, path);
    }
  }

  private String place(String path) {
    String inside = path.startsWith(".") ? path.substring(1) : path;
    return base.isEmpty() ? inside : inside.isEmpty() ? base : base + "." + inside;
  }

  private void invalid(JsonNode value, String path, String text) {
    errors.add(FieldError.invalid(place(path), value, path + " in body " + text));
  }

  private static List<String> types(JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
      return List.of("integer", "string");
    }
    String type = schema.path("type").asString("");
    return type.isEmpty() ? List.of() : List.of(type);
  }

  private void type(JsonNode schema, JsonNode value, String path) {
    List<String> types = types(schema);
    made++;
    if (types.isEmpty() || (value.isNull() && schema.path("nullable").asBoolean(false))) {
      return;
    }
    String actual = SchemaWords.type(value);
    boolean wholeNumber =
        actual.equals("number") && value.doubleValue() == Math.rint(value.doubleValue());
    boolean fits =
        types.contains(actual)
            || (actual.equals("integer") && types.contains("number"))
            || (wholeNumber && types.contains("integer"));
    if (!fits) {
      String text =
          "%s in body must be of type %s: %s"
              .formatted(path, String.join(",", types), FieldError.quoted(actual));
      errors.add(
          FieldError.of(
              FieldError.Type.TYPE_INVALID, place(path), FieldError.quoted(actual), text));
    }
  }

  private void alternatives(JsonNode schema, JsonNode value, String path) {
    made++;
    any(schema.path("anyOf"), value, path);
    one(schema.path("oneOf"), value, path);
    all(schema.path("allOf"), value, path);
    JsonNode not = schema.path("not");
    if (not.isObject() && attempt(not, value, path).errors.isEmpty()) {
      nowhere(path, "must not validate the schema (not)");
    }
  }

  private void nowhere(String path, String text) {
    errors.add(FieldError.invalid(NOWHERE, "", FieldError.quoted(path) + " " + text));
  }

  private SchemaCheck attempt(JsonNode schema, JsonNode value, String path) {
    SchemaCheck attempt = new SchemaCheck(base);
    attempt.value(schema, value, path);
    return attempt;
  }

  private void any(JsonNode schemas, JsonNode value, String path) {
    if (schemas.isEmpty()) {
      return;
    }
    Optional<SchemaCheck> best = Optional.empty();
    for (JsonNode schema : schemas) {
      SchemaCheck attempt = attempt(schema, value, path);
      if (attempt.errors.isEmpty()) {
        return;
      }
      best = better(best, attempt);
    }
    nowhere(path, "must validate at least one schema (anyOf)");
    best.ifPresent(it -> errors.addAll(it.errors));
  }

  private static Optional<SchemaCheck> better(Optional<SchemaCheck> best, SchemaCheck attempt) {
    return best.isEmpty() || attempt.made > best.get().made ? Optional.of(attempt) : best;
  }

  private void one(JsonNode schemas, JsonNode value, String path) {
    if (schemas.isEmpty()) {
      return;
    }
    Optional<SchemaCheck> best = Optional.empty();
    int valid = 0;
    for (JsonNode schema : schemas) {
      SchemaCheck attempt = attempt(schema, value, path);
      if (attempt.errors.isEmpty()) {
        valid++;
      } else if (valid == 0) {
        best = better(best, attempt);
      }
    }
    if (valid == 0) {
      nowhere(path, "must validate one and only one schema (oneOf). Found none valid");
      best.ifPresent(it -> errors.addAll(it.errors));
    } else if (valid > 1) {
      nowhere(
          path,
          "must validate one and only one schema (oneOf). Found %d valid alternatives"
              .formatted(valid));
    }
  }

  private void all(JsonNode schemas, JsonNode value, String path) {
    if (schemas.isEmpty()) {
      return;
    }
    int valid = 0;
    for (JsonNode schema : schemas) {
      SchemaCheck attempt = attempt(schema, value, path);
      valid += attempt.errors.isEmpty() ? 1 : 0;
      errors.addAll(attempt.errors);
    }
    if (valid != schemas.size()) {
      nowhere(
          path, "must validate all the schemas (allOf)" + (valid == 0 ? ". None validated" : ""));
    }
  }

  private void string(JsonNode schema, JsonNode value, String path) {
    made++;
    String text = value.stringValue();
    int length = text.codePointCount(0, text.length());
    JsonNode longest = schema.path("maxLength");
    if (longest.isNumber() && length > longest.asLong()) {
      errors.add(FieldError.tooLong(place(path), longest.asInt()));
    }
    JsonNode shortest = schema.path("minLength");
    if (shortest.isNumber() && length < shortest.asLong()) {
      invalid(value, path, "should be at least " + shortest.asLong() + " chars long");
    }
    String pattern = schema.path("pattern").asString("");
    if (!pattern.isEmpty() && !SchemaWords.matches(pattern, text)) {
      invalid(value, path, "should match '" + pattern + "'");
    }
    String format = schema.path("format").asString("");
    if (!SchemaWords.hasFormat(format, text)) {
      String detail = "must be of type " + format + ": " + FieldError.quoted(text);
      errors.add(
          FieldError.of(
              FieldError.Type.TYPE_INVALID,
              place(path),
              FieldError.quoted(text),
              path + " in body " + detail));
    }
  }

  private void number(JsonNode schema, JsonNode value, String path) {
    made++;
    double number = value.doubleValue();
    JsonNode maximum = schema.path("maximum");
    boolean below = schema.path("exclusiveMaximum").asBoolean(false);
    if (maximum.isNumber()
        && (number > maximum.doubleValue() || (below && number == maximum.doubleValue()))) {
      invalid(
          value,
          path,
          "should be less than " + (below ? "" : "or equal to ") + GoFormat.json(maximum));
    }
    JsonNode minimum = schema.path("minimum");
    boolean above = schema.path("exclusiveMinimum").asBoolean(false);
    if (minimum.isNumber()
        && (number < minimum.doubleValue() || (above && number == minimum.doubleValue()))) {
      invalid(
          value,
          path,
          "should be greater than " + (above ? "" : "or equal to ") + GoFormat.json(minimum));
    }
    JsonNode factor = schema.path("multipleOf");
    if (factor.isNumber() && number / factor.doubleValue() % 1 != 0) {
      invalid(value, path, "should be a multiple of " + GoFormat.json(factor));
    }
  }

  private void array(JsonNode schema, JsonNode value, String path) {
    JsonNode items = schema.path("items");
    for (int i = 0; items.isObject() && i < value.size(); i++) {
      value(items, value.get(i), path + "[" + i + "]");
    }
    JsonNode least = schema.path("minItems");
    JsonNode size = NODES.numberNode((long) value.size());
    if (least.isNumber() && value.size() < least.asLong()) {
      invalid(size, path, "should have at least " + least.asLong() + " items");
    }
    tooMany(schema.path("maxItems"), value, path);
    made++;
  }

  private void tooMany(JsonNode most, JsonNode value, String path) {
    if (most.isNumber() && value.size() > most.asLong()) {
      errors.add(
          FieldError.of(
              FieldError.Type.TOO_MANY,
              place(path),
              String.valueOf(value.size()),
              "must have at most " + most.asLong() + " items"));
    }
  }

  private void enumeration(JsonNode schema, JsonNode value, String path) {
    made++;
    JsonNode allowed = schema.path("enum");
    if (!allowed.isArray()) {
      return;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : allowed) {
      if (Sameness.same(item, value)) {
        return;
      }
      texts.add(item.isString() ? item.stringValue() : GoFormat.json(item));
    }
    errors.add(FieldError.notSupported(place(path), value, texts));
  }

  private void object(JsonNode schema, JsonNode value, String path) {
    JsonNode least = schema.path("minProperties");
    if (least.isNumber() && value.size() < least.asLong()) {
      JsonNode size = NODES.numberNode((long) value.size());
      invalid(size, path, "should have at least " + least.asLong() + " properties");
    }
    tooMany(schema.path("maxProperties"), value, path);
    JsonNode properties = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    for (var entry : value.properties()) {
      if (!properties.has(entry.getKey()) && others.isObject()) {
        value(others, entry.getValue(), path + "." + entry.getKey());
      }
    }
    for (var property : properties.properties()) {
      JsonNode there = value.path(property.getKey());
      if (!there.isMissingNode()) {
        String name = property.getKey();
        value(property.getValue(), there, path.isEmpty() ? name : path + "." + name);
      }
    }
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asString(""))) {
        errors.add(FieldError.required(place(path + "." + name.asString("")), ""));
      }
    }
    made++;
  }
}
