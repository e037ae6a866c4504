package dev.kyverdict.judge;

import dev.kyverdict.values.GoNumbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares the answers of two judges: everything but the wording of errors, which has to be of one
 * class.
 */
public final class Comparison {

  /** Fields that hold the text of an error. */
  private static final Set<String> TEXTS = Set.of("error", "deny", "message");

  private final boolean anyOrder;
  private final List<String> differences = new ArrayList<>();

  private Comparison(boolean anyOrder) {
    this.anyOrder = anyOrder;
  }

  /**
   * What differs, as places; empty when the answers agree.
   *
   * @param anyOrder whether lists may be in another order
   */
  public static List<String> differences(JsonNode expected, JsonNode actual, boolean anyOrder) {
    Comparison comparison = new Comparison(anyOrder);
    comparison.compare("", "", GoNumbers.floats(expected), GoNumbers.floats(actual));
    return comparison.differences;
  }

  private void compare(String path, String field, JsonNode expected, JsonNode actual) {
    if (expected instanceof ObjectNode left && actual instanceof ObjectNode right) {
      compareObjects(path, left, right);
    } else if (expected instanceof ArrayNode left && actual instanceof ArrayNode right) {
      compareArrays(path, left, right);
    } else if (expected.isNumber() && actual.isNumber()) {
      check(path, expected.doubleValue() == actual.doubleValue());
    } else if (field.equals("schema") && expected.isString() && actual.isString()) {
      return; // the words of the API server's schema are not the question, that it refuses is
    } else if (expected.isString() && actual.isString() && TEXTS.contains(field)) {
      check(path, sameText(expected.asString(), actual.asString()));
    } else {
      check(path, expected.equals(actual));
    }
  }

  private static boolean sameText(String expected, String actual) {
    return expected.equals(actual)
        || (ErrorClass.of(expected) == ErrorClass.of(actual)
            && ErrorClass.of(expected) != ErrorClass.NONE
            && ErrorClass.of(expected) != ErrorClass.OTHER);
  }

  private void compareObjects(String path, ObjectNode left, ObjectNode right) {
    Set<String> fields = new TreeSet<>();
    left.properties().stream().map(Map.Entry::getKey).forEach(fields::add);
    right.properties().stream().map(Map.Entry::getKey).forEach(fields::add);
    for (String field : fields) {
      if (field.equals("error") && left.has("compile") && right.has("compile")) {
        continue; // the texts of syntax errors are our own
      }
      String place = path + "/" + field;
      if (left.has(field) && right.has(field)) {
        boolean isError = !field.equals("message") || isErrorMessage(left);
        compare(place, isError ? field : "", left.get(field), right.get(field));
      } else {
        differences.add(place);
      }
    }
  }

  /** A message is compared by its class only where it tells of an error. */
  private static boolean isErrorMessage(ObjectNode rule) {
    return rule.path("status").asString("").equals("error");
  }

  private void compareArrays(String path, ArrayNode left, ArrayNode right) {
    if (left.size() != right.size()) {
      differences.add(path);
      return;
    }
    List<JsonNode> first = new ArrayList<>(left.values());
    List<JsonNode> second = new ArrayList<>(right.values());
    if (anyOrder) {
      Comparator<JsonNode> byText = Comparator.comparing(Comparison::sorted);
      first.sort(byText);
      second.sort(byText);
    }
    for (int i = 0; i < first.size(); i++) {
      compare(path + "/" + i, "", first.get(i), second.get(i));
    }
  }

  private void check(String path, boolean equal) {
    if (!equal) {
      differences.add(path.isEmpty() ? "/" : path);
    }
  }

  /** The text of a tree whose members are sorted, so that equal trees have equal texts. */
  private static String sorted(JsonNode tree) {
    return switch (tree) {
      case ObjectNode object ->
          object.properties().stream()
              .map(field -> field.getKey() + sorted(field.getValue()))
              .sorted()
              .toList()
              .toString();
      case ArrayNode array ->
          array.values().stream().map(Comparison::sorted).sorted().toList().toString();
      default -> tree.toString();
    };
  }
}
