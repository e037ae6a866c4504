package dev.kyverdict.engine.match;

import java.util.List;
import java.util.OptionalInt;

/** Whether a rule looks at an object. */
public sealed interface MatchResult {

  /** It does. */
  record Matched() implements MatchResult {}

  /**
   * It does not.
   *
   * @param texts Kyverno's words, as it numbers them in its log
   * @param reasons each attribute at fault
   */
  record NotMatched(List<String> texts, List<Reason> reasons) implements MatchResult {

    /** Copies the lists. */
    public NotMatched {
      texts = List.copyOf(texts);
      reasons = List.copyOf(reasons);
    }

    /** Kyverno's message about the rule ({@code pkg/engine/utils/match.go}). */
    public String message(String rule) {
      StringBuilder message = new StringBuilder("rule ").append(rule).append(" not matched:");
      for (int i = 0; i < texts.size(); i++) {
        message.append("\n ").append(i + 1).append(". ").append(texts.get(i));
      }
      return message.toString();
    }
  }

  /**
   * One thing for which a rule does not match.
   *
   * @param side where it stands
   * @param filter the index of the filter in {@code any} or {@code all}, if one filter is at fault
   * @param attribute the attribute at fault
   * @param text Kyverno's words
   */
  record Reason(Side side, OptionalInt filter, Attribute attribute, String text) {

    /** Where a reason stands. */
    public enum Side {
      /** {@code match}. */
      MATCH,
      /** {@code exclude}. */
      EXCLUDE,
      /** Outside of the rule. */
      REQUEST
    }

    /** What is at fault. */
    public enum Attribute {
      /** {@code operations}. */
      OPERATIONS,
      /** {@code kinds}. */
      KINDS,
      /** {@code name}. */
      NAME,
      /** {@code names}. */
      NAMES,
      /** {@code namespaces}, or the namespace of a Policy. */
      NAMESPACES,
      /** {@code annotations}. */
      ANNOTATIONS,
      /** {@code selector}. */
      SELECTOR,
      /** {@code namespaceSelector}. */
      NAMESPACE_SELECTOR,
      /** {@code roles}. */
      ROLES,
      /** {@code clusterRoles}. */
      CLUSTER_ROLES,
      /** {@code subjects}. */
      SUBJECTS,
      /** The filter says nothing. */
      EMPTY,
      /** The whole filter: it excludes. */
      FILTER,
      /** There is no object. */
      OBJECT
    }
  }

  /** Whether it does. */
  default boolean matched() {
    return this instanceof Matched;
  }
}
