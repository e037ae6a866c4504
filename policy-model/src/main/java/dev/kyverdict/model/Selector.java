package dev.kyverdict.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A label selector. Kyverno allows wildcards in keys and values of {@code matchLabels}.
 *
 * @param matchLabels {@code matchLabels}, in the order written
 * @param matchExpressions {@code matchExpressions}
 */
public record Selector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {

  /** Copies. */
  public Selector {
    matchLabels = Collections.unmodifiableMap(new LinkedHashMap<>(matchLabels));
    matchExpressions = List.copyOf(matchExpressions);
  }

  /**
   * {@code matchExpressions[]}.
   *
   * @param key {@code key}
   * @param operator {@code operator}: In, NotIn, Exists or DoesNotExist
   * @param values {@code values}
   */
  public record Requirement(String key, String operator, List<String> values) {

    /** Copies the list. */
    public Requirement {
      values = List.copyOf(values);
    }
  }

  /** A selector of one label. */
  public static Selector label(String key, String value) {
    return new Selector(Map.of(key, value), List.of());
  }

  /** A selector for one of these values of a label. */
  public static Selector labelIn(String key, List<String> values) {
    return new Selector(Map.of(), List.of(new Requirement(key, "In", values)));
  }
}
