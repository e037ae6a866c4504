package dev.kyverdict.engine.substitution;

import dev.kyverdict.engine.EvaluationException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What <code>{{ @ }}</code> stands for: the value that {@code target}, if there is one, or else
 * {@code request.object} has where the text stands in the patch.
 *
 * <p>Basis: {@code pkg/utils/jsonpointer/pointer.go}.
 *
 * @param inTarget the query for the target
 * @param inObject the query for the object
 * @param inOldObject the query for the object when the request deletes
 */
record CurrentPath(Query inTarget, Query inObject, Query inOldObject) {

  private static final Query TARGET = Query.of("target");

  /** The names that a path has before those of the object: that of the rule part, its kind. */
  private static final int OUTSIDE = 2;

  static CurrentPath of(String path) {
    List<String> names = names(path);
    names = names.subList(names.indexOf("foreach") + 1, names.size());
    List<String> inside = names.size() > OUTSIDE ? names.subList(OUTSIDE, names.size()) : List.of();
    String inObject = jmesPath("request.object", inside);
    return new CurrentPath(
        Query.of(jmesPath("target", inside)),
        Query.of(inObject),
        Query.of(Placeholder.onDelete(inObject)));
  }

  Query query(Scope scope) {
    try {
      scope.query(TARGET);
    } catch (EvaluationException noTarget) {
      return scope.deleting() ? inOldObject : inObject;
    }
    return scope.deleting() ? Query.of(Placeholder.onDelete(inTarget.text())) : inTarget;
  }

  /** Splits at slashes; a backslash takes the next character as it is, quotes keep slashes. */
  private static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean escaped = false;
    boolean quoted = false;
    for (char c : (path + "/").toCharArray()) {
      if (escaped) {
        name.append(c);
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '/' && !quoted) {
        if (!name.isEmpty()) {
          names.add(name.toString());
        }
        name.setLength(0);
      } else {
        name.append(c);
      }
    }
    return names;
  }

  private static String jmesPath(String root, List<String> names) {
    StringBuilder query = new StringBuilder(root);
    for (String name : names) {
      if (isIndex(name)) {
        query.append('[').append(name).append(']');
      } else if (isPlain(name)) {
        query.append('.').append(name);
      } else {
        query.append('.').append(quoted(name));
      }
    }
    return query.toString();
  }

  private static boolean isIndex(String name) {
    return name.chars().allMatch(c -> c >= '0' && c <= '9')
        && (name.length() < 20 || new BigInteger(name).bitLength() <= Long.SIZE);
  }

  private static boolean isPlain(String name) {
    char first = name.charAt(0);
    return (isLetter(first) || first == '_')
        && name.chars()
            .allMatch(c -> isLetter(c) || c == '_' || c == ')' || (c >= '0' && c <= '9'));
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static String quoted(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(c < ' ' ? String.format("\\u%04x", (int) c) : c);
      }
    }
    return quoted.append('"').toString();
  }
}
