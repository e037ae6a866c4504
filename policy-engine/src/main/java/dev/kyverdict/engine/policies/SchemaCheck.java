package dev.kyverdict.engine.policies;

import com.google.re2j.Pattern;
import dev.kyverdict.engine.policies.GoTypes.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What the API server says of a policy before it asks Kyverno: which fields are unknown to the CRD,
 * of which it warns, and which values its schema refuses. Left out: what is below nested loops and
 * in conditions of which the CRD says nothing, and metadata other than the name.
 */
final class SchemaCheck {

  private static final int LONGEST_NAME = 63;
  private static final String SUBDOMAIN =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
  private static final Pattern NAME = Pattern.compile("^(?:" + SUBDOMAIN + ")$");
  private static final List<String> LOADERS =
      List.of("configMap", "apiCall", "imageRegistry", "variable", "globalReference");

  /** Types that may have other fields, or of whose fields only some are known here. */
  private static final Set<String> OPEN = Set.of("Policy", "ObjectMeta", "AnyAllConditions");

  private final FieldErrors errors = new FieldErrors();
  private final List<String> unknown = new ArrayList<>();

  private SchemaCheck() {}

  /** Looks a document through. */
  static SchemaCheck of(JsonNode document) {
    SchemaCheck check = new SchemaCheck();
    check.name(document.path("metadata").path("name").asString(""));
    check.struct(document, "Policy", "");
    return check;
  }

  /** The fields that the CRD does not know. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  /** Why the document is refused. */
  Optional<String> refusal(JsonNode document) {
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            document.path("kind").asString("")
                + ".kyverno.io "
                + FieldErrors.quoted(document.path("metadata").path("name").asString(""))
                + " is invalid: "
                + errors.text());
  }

  private void name(String name) {
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      errors.invalid(
          "metadata.name",
          FieldErrors.quoted(name),
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
              + " or '.', and must start and end with an alphanumeric character (e.g."
              + " 'example.com', regex used for validation is '"
              + SUBDOMAIN
              + "')");
    }
  }

  private void struct(JsonNode node, String type, String path) {
    if (!node.isObject()) {
      wrongType(node, "object", path);
      return;
    }
    together(node, type, path);
    for (String name : SchemaRules.required(type)) {
      if (!isGiven(node, name)) {
        errors.required(below(path, name), "");
      }
    }
    if (type.equals("Rule")) {
      String name = RuleFacts.name(node);
      if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
        errors.tooLong(path + ".name", LONGEST_NAME);
      }
    }
    for (String name : new TreeSet<>(node.propertyNames())) {
      Optional<Field> field =
          GoTypes.fields(type).stream().filter(one -> one.name().equals(name)).findFirst();
      if (field.isPresent()) {
        value(node.path(name), field.get().type(), below(path, name), type + "." + name);
      } else if (!OPEN.contains(type)) {
        unknown.add(below(path, name));
      }
    }
  }

  private void together(JsonNode node, String type, String path) {
    List<String> apart = SchemaRules.apart(type);
    if (!apart.isEmpty() && apart.stream().allMatch(name -> isGiven(node, name))) {
      errors.invalid("<nil>", "\"\"", "\"" + path + "\" must not validate the schema (not)");
    }
    if (type.equals("ContextEntry")) {
      long loaders = LOADERS.stream().filter(name -> isGiven(node, name)).count();
      if (loaders != 1) {
        errors.invalid(
            "<nil>",
            "\"\"",
            "\""
                + path
                + "\" must validate one and only one schema (oneOf). Found "
                + (loaders == 0 ? "none valid" : loaders + " valid alternatives"));
      }
      if (loaders == 0) {
        errors.required(path + ".configMap", "");
      }
    }
  }

  private static boolean isGiven(JsonNode node, String name) {
    return node.hasNonNull(name);
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private void value(JsonNode node, String type, String path, String place) {
    if (node.isNull()) {
      return;
    }
    switch (type.charAt(0)) {
      case '*' -> plain(node, GoTypes.plain(type.substring(1)), path, place);
      case '[' -> list(node, GoTypes.plain(type.substring(1)), path, place);
      case '{' -> map(node, type.substring(1), path, place);
      case '~' -> {
        // The CRD says nothing of loops inside loops.
      }
      default -> plain(node, GoTypes.plain(type), path, place);
    }
  }

  private void list(JsonNode node, String type, String path, String place) {
    if (!node.isArray()) {
      wrongType(node, "array", path);
      return;
    }
    for (int i = 0; i < node.size(); i++) {
      plain(node.get(i), type, path + "[" + i + "]", place);
    }
  }

  private void map(JsonNode node, String type, String path, String place) {
    if (!node.isObject()) {
      wrongType(node, "object", path);
      return;
    }
    for (String name : new TreeSet<>(node.propertyNames())) {
      value(node.path(name), type, path + "." + name, place);
    }
  }

  private void plain(JsonNode node, String type, String path, String place) {
    switch (type) {
      case "any", "cond" -> {
        // Anything may stand here.
      }
      case "s" -> {
        if (!node.isString()) {
          wrongType(node, "string", path);
        } else {
          oneOf(node.stringValue(), path, place);
        }
      }
      case "b" -> {
        if (!node.isBoolean()) {
          wrongType(node, "boolean", path);
        }
      }
      case "i" -> {
        if (!typeOf(node).equals("integer")) {
          wrongType(node, "integer", path);
        }
      }
      default -> struct(node, type, path);
    }
  }

  private void oneOf(String value, String path, String place) {
    int point = place.indexOf('.');
    List<String> values = SchemaRules.values(place.substring(0, point), place.substring(point + 1));
    if (!values.isEmpty() && !values.contains(value)) {
      errors.unsupported(path, value, values);
    }
  }

  private void wrongType(JsonNode node, String type, String path) {
    String found = "\"" + typeOf(node) + "\"";
    errors.invalid(path, found, path + " in body must be of type " + type + ": " + found);
  }

  private static String typeOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> node.doubleValue() == Math.rint(node.doubleValue()) ? "integer" : "number";
      case OBJECT -> "object";
      default -> "null";
    };
  }
}
