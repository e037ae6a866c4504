package dev.kyverdict.lint;

import dev.kyverdict.jmespath.Expression.Field;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fields of the admitted object that it need not have. */
final class OptionalFields {

  private static final Set<String> OF_CLAIM =
      Set.of(
          "dataSource",
          "dataSourceRef",
          "storageClassName",
          "volumeName",
          "selector",
          "volumeAttributesClassName");

  /** What an AdmissionRequest has only when there is something to say. */
  private static final Set<String> OF_REQUEST =
      Set.of("subResource", "requestSubResource", "roles", "clusterRoles", "synchronize");

  private OptionalFields() {}

  /** The place that may be missing, as keys below the context. */
  static Optional<List<String>> missing(RuleView rule, Query query) {
    Map<Field, List<String>> places =
        query.readsContext() ? query.expression().map(Paths::of).orElse(Map.of()) : Map.of();
    return query.misses().stream()
        .filter(places::containsKey)
        .map(places::get)
        .filter(path -> isOptional(rule, path))
        .filter(path -> !isSelected(rule, path) && !isGuarded(rule, query, path))
        .reduce((shorter, longer) -> longer);
  }

  private static boolean isOptional(RuleView rule, List<String> path) {
    if (path.size() == 2 && path.getFirst().equals("request")) {
      return OF_REQUEST.contains(path.getLast())
          || path.getLast().equals("namespace") && isClusterScoped(rule);
    }
    if (path.size() < 4 || !path.subList(0, 2).equals(List.of("request", "object"))) {
      return false;
    }
    String top = path.get(2);
    String field = path.get(3);
    return top.equals("metadata") && path.size() < 6 && isMap(field)
        || top.equals("spec") && OF_CLAIM.contains(field) && isAboutClaims(rule);
  }

  /** Whether no object that the rule matches stands in a namespace; Kyverno knows a Namespace's. */
  private static boolean isClusterScoped(RuleView rule) {
    return rule.rule().match().filters().stream()
        .map(filter -> filter.resources().kinds())
        .allMatch(
            kinds ->
                !kinds.isEmpty()
                    && kinds.stream()
                            .map(Kinds::name)
                            .filter(kind -> !kind.equals("Namespace"))
                            .map(Kinds::named)
                            .filter(kind -> kind.filter(known -> !known.namespaced()).isPresent())
                            .count()
                        == kinds.size());
  }

  private static boolean isMap(String field) {
    return field.equals("labels") || field.equals("annotations");
  }

  private static boolean isAboutClaims(RuleView rule) {
    return rule.rule().match().filters().stream()
        .map(filter -> filter.resources().kinds())
        .allMatch(kinds -> !kinds.isEmpty() && kinds.stream().allMatch(Kinds::isClaim));
  }

  /** Whether every filter of the rule asks for the label or annotation. */
  private static boolean isSelected(RuleView rule, List<String> path) {
    return path.size() > 3
        && path.get(2).equals("metadata")
        && rule.rule().match().filters().stream()
            .map(filter -> asked(filter, path.get(3)))
            .allMatch(keys -> path.size() == 4 ? !keys.isEmpty() : keys.contains(path.getLast()));
  }

  private static Set<String> asked(Filter filter, String field) {
    if (field.equals("annotations")) {
      return filter.resources().annotations().keySet();
    }
    Set<String> keys = new HashSet<>();
    filter.resources().selector().ifPresent(selector -> keys.addAll(required(selector)));
    return keys;
  }

  /** The labels that an object must have for a selector. */
  private static Set<String> required(Selector selector) {
    Set<String> keys = new HashSet<>(selector.matchLabels().keySet());
    selector.matchExpressions().stream()
        .filter(asked -> asked.operator().equals("In") || asked.operator().equals("Exists"))
        .forEach(asked -> keys.add(asked.key()));
    return keys;
  }

  /** Whether a condition of the rule reads the same place without an error. */
  private static boolean isGuarded(RuleView rule, Query query, List<String> path) {
    List<Query> others = new ArrayList<>(rule.queries());
    others.remove(query);
    return others.stream()
        .filter(other -> other.use() == Use.PRECONDITION || other.use() == Use.DENY)
        .filter(other -> other.readsContext())
        .anyMatch(other -> readsSafely(other, path));
  }

  private static boolean readsSafely(Query query, List<String> path) {
    List<Field> misses = query.misses();
    Map<Field, List<String>> places = query.expression().map(Paths::of).orElse(Map.of());
    return places.entrySet().stream()
        .filter(place -> !misses.contains(place.getKey()))
        .anyMatch(place -> isPrefix(place.getValue(), path));
  }

  /** A guard on {@code metadata.labels} guards the labels too: it is what people write. */
  private static boolean isPrefix(List<String> guard, List<String> path) {
    return guard.size() >= Math.min(4, path.size())
        && guard.size() <= path.size()
        && path.subList(0, guard.size()).equals(guard);
  }
}
