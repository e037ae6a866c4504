package dev.kyverdict.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place inside a policy: whom a message speaks of, and the way there from the document's root.
 *
 * @param subject the thing that has a name, such as {@code Rule 'restore'}
 * @param way keys and indices from the root
 * @param named how many of them lead to the subject, and are not repeated in a message
 */
record Where(String subject, List<String> way, int named) {

  Where {
    way = List.copyOf(way);
  }

  static Where document(KyvernoPolicy policy) {
    return new Where(policy.kind() + " '" + policy.metadata().name() + "'", List.of(), 0);
  }

  static Where rule(Rule rule, int index) {
    return new Where(
        "Rule '" + rule.name() + "'", List.of("spec", "rules", Integer.toString(index)), 3);
  }

  Where at(String... keys) {
    List<String> longer = new ArrayList<>(way);
    longer.addAll(List.of(keys));
    return new Where(subject, longer, named);
  }

  Where at(int index) {
    return at(Integer.toString(index));
  }

  String pointer() {
    return way.stream()
        .map(key -> "/" + key.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }

  Problem error(String id, String problem, String repair) {
    return Problem.error(id, pointer(), message(problem), repair);
  }

  Problem warning(String id, String problem, String repair) {
    return Problem.warning(id, pointer(), message(problem), repair);
  }

  private String message(String problem) {
    String path = path();
    return subject + (path.isEmpty() ? "" : ", " + path) + ": " + problem;
  }

  private String path() {
    Stream<String> steps =
        way.stream().skip(named).map(key -> key.matches("\\d+") ? "[" + key + "]" : "." + key);
    String joined = steps.collect(Collectors.joining());
    return joined.startsWith(".") ? joined.substring(1) : joined;
  }
}
