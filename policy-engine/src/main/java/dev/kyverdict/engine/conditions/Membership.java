package dev.kyverdict.engine.conditions;

import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.ScalarPattern;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code AnyIn}, {@code AllIn}, {@code AnyNotIn}, {@code AllNotIn}. All of them are false, the
 * negated ones too, where the value is neither a list nor a text that can be read as one.
 */
final class Membership {

  private Membership() {}

  static boolean anyIn(JsonNode key, JsonNode value) {
    return key.isArray() ? anyOf(texts(key), value) : contains(key, value, true);
  }

  static boolean allIn(JsonNode key, JsonNode value) {
    return key.isArray() ? allOf(texts(key), value) : contains(key, value, true);
  }

  static boolean anyNotIn(JsonNode key, JsonNode value) {
    return key.isArray() ? anyNotOf(texts(key), value) : contains(key, value, false);
  }

  static boolean allNotIn(JsonNode key, JsonNode value) {
    return key.isArray() ? noneOf(texts(key), value) : contains(key, value, false);
  }

  private static boolean contains(JsonNode key, JsonNode value, boolean wanted) {
    return (key.isString() || key.isNumber() || key.isBoolean())
        && contains(GoFormat.v(key), value).filter(found -> found == wanted).isPresent();
  }

  /** Whether a single key is in the value; empty when the value cannot hold anything. */
  private static Optional<Boolean> contains(String key, JsonNode value) {
    if (value.isArray()) {
      return Optional.of(matchesElement(key, value));
    }
    if (!value.isString()) {
      return Optional.empty();
    }
    String text = value.stringValue();
    if (Wildcard.matches(text, key)) {
      return Optional.of(true);
    }
    if (ScalarPattern.isRange(text)) {
      return Optional.of(ScalarPattern.matches(text, key));
    }
    return members(text).map(members -> members.contains(key));
  }

  static boolean matchesElement(String key, JsonNode list) {
    for (int i = 0; i < list.size(); i++) {
      String element = GoFormat.v(list.path(i));
      if (matchEachOther(element, key)) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyOf(List<String> keys, JsonNode value) {
    if (isThat(keys, value)) {
      return true;
    }
    if (isRange(value)) {
      return keys.stream().anyMatch(key -> ScalarPattern.matches(value.stringValue(), key));
    }
    return elements(value, true)
        .filter(members -> keys.stream().anyMatch(key -> isIn(key, members)))
        .isPresent();
  }

  private static boolean allOf(List<String> keys, JsonNode value) {
    if (isThat(keys, value)) {
      return true;
    }
    if (isRange(value)) {
      return keys.stream().allMatch(key -> ScalarPattern.matches(value.stringValue(), key));
    }
    return elements(value, false)
        .filter(members -> keys.stream().allMatch(key -> isIn(key, members)))
        .isPresent();
  }

  private static boolean anyNotOf(List<String> keys, JsonNode value) {
    if (isThat(keys, value)) {
      return false;
    }
    if (isRange(value)) {
      String outside = outside(value.stringValue());
      return keys.stream().anyMatch(key -> ScalarPattern.matches(outside, key));
    }
    return elements(value, true)
        .filter(members -> keys.stream().anyMatch(key -> !isIn(key, members)))
        .isPresent();
  }

  private static boolean noneOf(List<String> keys, JsonNode value) {
    if (isThat(keys, value)) {
      return false;
    }
    if (isRange(value)) {
      return keys.stream().noneMatch(key -> ScalarPattern.matches(value.stringValue(), key));
    }
    return elements(value, false)
        .filter(members -> keys.stream().noneMatch(key -> isIn(key, members)))
        .isPresent();
  }

  /** Upstream puts the mark before the first minus, even if that is a sign. */
  private static String outside(String range) {
    int minus = range.indexOf('-');
    return range.substring(0, minus) + "!" + range.substring(minus);
  }

  private static boolean isThat(List<String> keys, JsonNode value) {
    return keys.size() == 1 && value.isString() && keys.get(0).equals(value.stringValue());
  }

  private static boolean isRange(JsonNode value) {
    return value.isString() && ScalarPattern.isRange(value.stringValue());
  }

  /** What the value holds; a number or boolean is one element, or else cannot hold anything. */
  private static Optional<List<String>> elements(JsonNode value, boolean scalars) {
    return switch (value.getNodeType()) {
      case ARRAY -> Optional.of(texts(value));
      case STRING -> members(value.stringValue());
      case NUMBER, BOOLEAN -> scalars ? Optional.of(List.of(GoFormat.v(value))) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** A text is one element, unless it is JSON: then it has to be a list of texts. */
  private static Optional<List<String>> members(String text) {
    return JsonText.isValid(text) ? JsonText.texts(text) : Optional.of(List.of(text));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      texts.add(GoFormat.v(list.path(i)));
    }
    return texts;
  }

  private static boolean isIn(String key, List<String> members) {
    for (int i = 0; i < members.size(); i++) {
      if (matchEachOther(key, members.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matchEachOther(String one, String other) {
    return Wildcard.matches(one, other) || Wildcard.matches(other, one);
  }
}
