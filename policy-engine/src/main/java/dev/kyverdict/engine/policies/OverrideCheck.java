package dev.kyverdict.engine.policies;

import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Failure actions for some namespaces, which must not contradict each other ({@code
 * validateNamespaces} in {@code pkg/validation/policy/validate.go}).
 */
final class OverrideCheck {

  private final TreeSet<String> enforce = new TreeSet<>();
  private final TreeSet<String> audit = new TreeSet<>();
  private final TreeSet<String> enforcePatterns = new TreeSet<>();
  private final TreeSet<String> auditPatterns = new TreeSet<>();

  private OverrideCheck() {}

  static void check(JsonNode overrides, String path) {
    OverrideCheck check = new OverrideCheck();
    int i = 0;
    for (JsonNode override : overrides) {
      check.add(override, path + "[" + i++ + "].namespaces");
    }
  }

  private void add(JsonNode override, String path) {
    String action = RuleFacts.text(override, "action");
    if (!List.of("enforce", "audit", "Enforce", "Audit").contains(action)) {
      throw new Refusal("invalid action");
    }
    List<String> names = new ArrayList<>();
    List<String> patterns = new ArrayList<>();
    RuleFacts.texts(override.path("namespaces"))
        .forEach(name -> (Wildcard.in(name) ? patterns : names).add(name));
    boolean enforces = RuleFacts.isEnforce(action);
    TreeSet<String> common = new TreeSet<>(enforces ? audit : enforce);
    common.retainAll(names);
    if (!common.isEmpty()) {
      throw new Refusal(
          "conflicting namespaces found in path: " + path + ": " + String.join(", ", common));
    }
    (enforces ? enforcePatterns : auditPatterns).addAll(patterns);
    (enforces ? enforce : audit).addAll(names);
    try {
      matches(auditPatterns, enforce);
      matches(enforcePatterns, audit);
      conflicts(auditPatterns, enforcePatterns);
      conflicts(enforcePatterns, auditPatterns);
    } catch (Refusal refusal) {
      throw new Refusal("path: " + path + ": " + refusal.text());
    }
  }

  private static void matches(Collection<String> patterns, Collection<String> names) {
    find(patterns, names, "matches with namespace");
  }

  private static void conflicts(Collection<String> patterns, Collection<String> names) {
    find(patterns, names, "conflicts with the pattern");
  }

  private static void find(Collection<String> patterns, Collection<String> names, String verb) {
    for (String name : names) {
      for (String pattern : patterns) {
        if (Wildcard.matches(pattern, name)) {
          throw new Refusal("wildcard pattern '" + pattern + "' " + verb + " '" + name + "'");
        }
      }
    }
  }
}
