package dev.kyverdict.engine.match;

import dev.kyverdict.engine.match.LabelMatch.Outcome;
import dev.kyverdict.engine.match.MatchResult.Reason.Attribute;
import dev.kyverdict.model.Match.Resources;
import dev.kyverdict.model.Selector;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code resources} of a filter asks, in Kyverno's order after the operations. */
final class ResourceChecks {

  private static final String ON_NAMESPACE =
      "namespace selector is not applicable for namespace resource";

  private ResourceChecks() {}

  static List<Check> of(Resources resources) {
    List<Check> checks = new ArrayList<>();
    if (!resources.kinds().isEmpty()) {
      checks.add(kinds(resources.kinds()));
    }
    resources.name().filter(name -> !name.isEmpty()).ifPresent(name -> checks.add(name(name)));
    if (!resources.names().isEmpty()) {
      checks.add(names(resources.names()));
    }
    if (!resources.namespaces().isEmpty()) {
      checks.add(namespaces(resources.namespaces()));
    }
    if (!resources.annotations().isEmpty()) {
      checks.add(annotations(resources.annotations()));
    }
    resources.selector().ifPresent(selector -> checks.add(selector(selector)));
    resources.namespaceSelector().ifPresent(selector -> checks.add(namespaceSelector(selector)));
    return List.copyOf(checks);
  }

  static boolean anyMatches(List<String> patterns, String text) {
    for (int i = 0; i < patterns.size(); i++) {
      if (Wildcard.matches(patterns.get(i), text)) {
        return true;
      }
    }
    return false;
  }

  private static Check kinds(List<String> kinds) {
    List<KindSelector> selectors = kinds.stream().map(KindSelector::parse).toList();
    return Check.of(
        Attribute.KINDS,
        candidate -> {
          for (int i = 0; i < selectors.size(); i++) {
            if (selectors.get(i).matchesRule(candidate.kind(), candidate.subResource())) {
              return true;
            }
          }
          return false;
        },
        "kind does not match [" + String.join(" ", kinds) + "]");
  }

  private static Check name(String name) {
    return Check.of(
        Attribute.NAME,
        candidate -> Wildcard.matches(name, candidate.nameOrPrefix()),
        "name does not match");
  }

  private static Check names(List<String> names) {
    return Check.of(
        Attribute.NAMES,
        candidate -> anyMatches(names, candidate.nameOrPrefix()),
        "none of the names match");
  }

  private static Check namespaces(List<String> namespaces) {
    return Check.of(
        Attribute.NAMESPACES,
        candidate ->
            anyMatches(
                namespaces, candidate.isNamespace() ? candidate.name() : candidate.namespace()),
        "namespace does not match");
  }

  private static Check annotations(Map<String, String> expected) {
    return Check.of(
        Attribute.ANNOTATIONS,
        candidate -> {
          for (Map.Entry<String, String> pair : expected.entrySet()) {
            if (!isThere(pair, candidate.annotations())) {
              return false;
            }
          }
          return true;
        },
        "annotations does not match");
  }

  private static boolean isThere(Map.Entry<String, String> pair, Map<String, String> actual) {
    for (Map.Entry<String, String> one : actual.entrySet()) {
      if (Wildcard.matches(pair.getKey(), one.getKey())
          && Wildcard.matches(pair.getValue(), one.getValue())) {
        return true;
      }
    }
    return false;
  }

  private static Check selector(Selector selector) {
    LabelMatch match = LabelMatch.of(selector);
    return new Check(
        Attribute.SELECTOR,
        candidate -> match.test(candidate.labels()) == Outcome.MATCHES,
        candidate ->
            match.test(candidate.labels()) == Outcome.INVALID
                ? "failed to parse selector"
                : "selector does not match");
  }

  private static Check namespaceSelector(Selector selector) {
    LabelMatch match = LabelMatch.of(selector);
    return new Check(
        Attribute.NAMESPACE_SELECTOR,
        candidate ->
            !candidate.isNamespace() && match.test(candidate.namespaceLabels()) == Outcome.MATCHES,
        candidate ->
            candidate.isNamespace()
                ? ON_NAMESPACE
                : match.test(candidate.namespaceLabels()) == Outcome.INVALID
                    ? "failed to parse namespace selector"
                    : "namespace selector does not match labels");
  }
}
