package dev.kyverdict.lint;

import dev.kyverdict.jmespath.Variables;
import dev.kyverdict.jmespath.Variables.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The path of a call to the API server that names a resource.
 *
 * @param group API group, {@code ""} for the core group
 * @param namespace the namespace, if the path names one
 * @param resource plural name of the resource
 * @param name the name of one object; a list is read when absent
 * @param subresource what is read of it
 */
record UrlPath(
    String group,
    Optional<String> namespace,
    String resource,
    Optional<String> name,
    Optional<String> subresource) {

  /** Stands for the value of a variable, which may be any text without a slash. */
  private static final String VALUE = "\u0000";

  /** Takes a path apart; empty if it names no resource, or hides it in a variable. */
  static Optional<UrlPath> of(String text) {
    String path = withoutVariables(text);
    int query = path.indexOf('?');
    List<String> parts = List.of((query < 0 ? path : path.substring(0, query)).split("/", -1));
    if (parts.size() > 3 && parts.get(1).equals("api")) {
      return below("", parts.subList(3, parts.size()));
    }
    if (parts.size() > 4 && parts.get(1).equals("apis") && !isVariable(parts.get(2))) {
      return below(parts.get(2), parts.subList(4, parts.size()));
    }
    return Optional.empty();
  }

  private static Optional<UrlPath> below(String group, List<String> parts) {
    boolean namespaced = parts.size() > 2 && parts.getFirst().equals("namespaces");
    Optional<String> namespace = namespaced ? Optional.of(parts.get(1)) : Optional.empty();
    List<String> rest = namespaced ? parts.subList(2, parts.size()) : parts;
    if (rest.getFirst().isEmpty() || isVariable(rest.getFirst())) {
      return Optional.empty();
    }
    return Optional.of(
        new UrlPath(group, namespace, rest.getFirst(), part(rest, 1), part(rest, 2)));
  }

  private static Optional<String> part(List<String> parts, int index) {
    return parts.size() > index && !parts.get(index).isEmpty()
        ? Optional.of(parts.get(index))
        : Optional.empty();
  }

  /** Whether a part of the path is, or holds, the value of a variable. */
  static boolean isVariable(String part) {
    return part.contains(VALUE);
  }

  boolean isList() {
    return name.isEmpty();
  }

  /** Whether the namespace is one that a request names. */
  boolean isInVariableNamespace() {
    return namespace.filter(UrlPath::isVariable).isPresent();
  }

  private static String withoutVariables(String text) {
    StringBuilder path = new StringBuilder();
    int from = 0;
    for (Variable variable : Variables.firstPass(text)) {
      path.append(text, from, variable.start()).append(VALUE);
      from = variable.end();
    }
    return path.append(text, from, text.length()).toString();
  }

  /** The first characters of a path, those of a variable replaced. */
  static boolean begins(String text, String... prefixes) {
    String path = withoutVariables(text);
    return path.startsWith(VALUE) || Arrays.stream(prefixes).anyMatch(path::startsWith);
  }
}
