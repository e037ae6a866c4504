package dev.kyverdict.engine.conditions;

import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.GoPanicException;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** {@code In} and {@code NotIn}: a text as value has to be a JSON list. */
final class DeprecatedMembership {

  private DeprecatedMembership() {}

  static boolean in(JsonNode key, JsonNode value) {
    return key.isArray()
        ? isThat(key, value) || elements(value).filter(set -> allIn(texts(key), set)).isPresent()
        : contains(key, value, true);
  }

  /** For a list: whether one of it is missing; and also whether its only element is the value. */
  static boolean notIn(JsonNode key, JsonNode value) {
    return key.isArray()
        ? isThat(key, value) || elements(value).filter(set -> !allIn(texts(key), set)).isPresent()
        : contains(key, value, false);
  }

  private static boolean contains(JsonNode key, JsonNode value, boolean wanted) {
    return (key.isString() || key.isNumber() || key.isBoolean())
        && contains(GoFormat.v(key), value).filter(found -> found == wanted).isPresent();
  }

  private static Optional<Boolean> contains(String key, JsonNode value) {
    if (value.isArray()) {
      return Optional.of(Membership.matchesElement(key, value));
    }
    if (!value.isString()) {
      return Optional.empty();
    }
    return Wildcard.matches(value.stringValue(), key)
        ? Optional.of(true)
        : JsonText.texts(value.stringValue()).map(texts -> texts.contains(key));
  }

  private static boolean isThat(JsonNode key, JsonNode value) {
    List<String> keys = texts(key);
    return keys.size() == 1 && value.isString() && keys.get(0).equals(value.stringValue());
  }

  private static Optional<Set<String>> elements(JsonNode value) {
    if (value.isString()) {
      return JsonText.texts(value.stringValue()).map(HashSet::new);
    }
    if (!value.isArray()) {
      return Optional.empty();
    }
    Set<String> set = new HashSet<>();
    for (int i = 0; i < value.size(); i++) {
      if (!value.path(i).isString()) {
        return Optional.empty();
      }
      set.add(value.path(i).stringValue());
    }
    return Optional.of(set);
  }

  private static boolean allIn(List<String> keys, Set<String> set) {
    return set.containsAll(keys);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      JsonNode element = list.path(i);
      if (!element.isString()) {
        String type = element.isNull() ? "nil" : GoFormat.type(element);
        throw new GoPanicException(
            "interface conversion: interface {} is " + type + ", not string");
      }
      texts.add(element.stringValue());
    }
    return texts;
  }
}
