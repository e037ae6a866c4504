package dev.kyverdict.chainsaw.shell;

import dev.kyverdict.chainsaw.tree.OutOfReachException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** One command with its arguments. */
record Call(List<String> words) {

  private static final Set<String> PLAIN = Set.of("echo", "exit", "sleep", "true", "false");

  Call {
    words = List.copyOf(words);
  }

  /**
   * A command that can be run.
   *
   * @throws OutOfReachException when it is another one
   */
  static Call of(List<String> words) {
    Call call = new Call(words);
    if (words.isEmpty()) {
      throw new OutOfReachException("an empty command");
    }
    if (call.isKubectl()) {
      KubectlLine.parse(words);
    } else if (!PLAIN.contains(words.getFirst())) {
      throw new OutOfReachException("the command " + String.join(" ", words));
    }
    return call;
  }

  boolean isExit() {
    return words.getFirst().equals("exit");
  }

  boolean printsObjects() {
    return isKubectl() && KubectlLine.parse(words).verb().equals("get");
  }

  List<String> files() {
    return isKubectl() ? KubectlLine.parse(words).files() : List.of();
  }

  Ran run(Kubectl kubectl, String namespace) {
    List<String> filled =
        words.stream().map(word -> word.replace("$NAMESPACE", namespace)).toList();
    return switch (words.getFirst()) {
      case "echo" -> Ran.said(String.join(" ", filled.subList(1, filled.size())) + "\n");
      case "exit" -> Ran.NOTHING.exiting(filled.size() > 1 ? Integer.parseInt(filled.get(1)) : 0);
      case "false" -> Ran.NOTHING.exiting(1);
      case "true" -> Ran.NOTHING;
      case "sleep" -> {
        kubectl.pass(Duration.ofMillis((long) (1000 * Double.parseDouble(filled.get(1)))));
        yield Ran.NOTHING;
      }
      default -> kubectl.run(KubectlLine.parse(filled));
    };
  }

  private boolean isKubectl() {
    return words.getFirst().equals("kubectl");
  }
}
