package dev.kyverdict.render;

import dev.kyverdict.model.Problem;
import dev.kyverdict.model.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is wrong with one document, collected while it is read. */
final class Findings {

  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern INDEX = Pattern.compile("[0-9]+");

  private final String subject;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param subject the document, such as {@code ClusterPolicy 'restore'}
   */
  Findings(String subject) {
    this.subject = subject;
  }

  void error(String id, String pointer, String problem, String repair) {
    problems.add(Problem.error(id, pointer, message(pointer, problem), repair));
  }

  void warning(String id, String pointer, String problem, String repair) {
    problems.add(Problem.warning(id, pointer, message(pointer, problem), repair));
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Whether the API server or Kyverno refuses the document. */
  boolean refused() {
    return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }

  private String message(String pointer, String problem) {
    return subject + (pointer.isEmpty() ? "" : ", " + path(pointer)) + ": " + problem;
  }

  /** {@code /spec/rules/0/name} as people write it: {@code spec.rules[0].name}. */
  static String path(String pointer) {
    StringBuilder path = new StringBuilder();
    for (String token : pointer.substring(1).split("/", -1)) {
      String key = token.replace("~1", "/").replace("~0", "~");
      if (INDEX.matcher(key).matches()) {
        path.append('[').append(key).append(']');
      } else if (PLAIN_KEY.matcher(key).matches()) {
        path.append(path.isEmpty() ? "" : ".").append(key);
      } else {
        path.append("['").append(key).append("']");
      }
    }
    return path.toString();
  }

  /** The pointer of {@code key} below {@code pointer}. */
  static String below(String pointer, String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }
}
