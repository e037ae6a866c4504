package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.shell.Kubectl;
import dev.kyverdict.chainsaw.shell.Ran;
import dev.kyverdict.chainsaw.shell.Script;
import dev.kyverdict.chainsaw.tree.Assertion;
import dev.kyverdict.chainsaw.tree.Mismatch;
import dev.kyverdict.chainsaw.tree.OutOfReachException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** {@code command} and {@code script}, as far as they are plain calls of kubectl. */
final class Commands {

  private Commands() {}

  /**
   * What the operation would run.
   *
   * @throws OutOfReachException when that cannot be done without a shell
   */
  static Script script(Operation operation) {
    JsonNode body = operation.body();
    if (body.has("env") || body.has("workDir")) {
      throw new OutOfReachException("an environment or a working folder of a command");
    }
    Script script =
        operation.kind().equals("script")
            ? Script.parse(body.path("content").asString(""))
            : Script.of(words(body));
    if (script.printsObjects() && mentions(body, "$stdout")) {
      throw new OutOfReachException("what kubectl get prints");
    }
    return script;
  }

  static Map<String, JsonNode> run(Scope scope, Operation operation) {
    Script script = script(operation);
    Kubectl kubectl = new Kubectl(scope.api().cluster(), scope.api().user(), scope.folder());
    Ran ran = script.run(kubectl, scope.namespace());
    Optional<String> error =
        ran.exit() == 0 ? Optional.empty() : Optional.of("exit status " + ran.exit());
    Scope known =
        scope
            .with("stdout", StringNode.valueOf(ran.out()))
            .with("stderr", StringNode.valueOf(ran.err()))
            .with("error", Expectations.error(error));
    JsonNode check = operation.body().path("check");
    String said = "\nstdout: " + ran.out() + "\nstderr: " + ran.err();
    if (check.isMissingNode() || check.isNull()) {
      error.ifPresent(
          text -> {
            throw new OperationFailedException(text + said);
          });
    } else {
      List<Mismatch> found = Assertion.of(check).check(NullNode.getInstance(), known.bindings());
      if (!found.isEmpty()) {
        throw new OperationFailedException(
            found.stream().map(Mismatch::toString).collect(Collectors.joining("\n")) + said);
      }
    }
    Map<String, JsonNode> outputs = new HashMap<>();
    Outputs.of(operation.body().path("outputs"), NullNode.getInstance(), known, outputs);
    return outputs;
  }

  private static List<String> words(JsonNode body) {
    List<String> words = new ArrayList<>();
    words.add(body.path("entrypoint").asString(""));
    body.path("args").forEach(word -> words.add(word.asString("")));
    return words;
  }

  private static boolean mentions(JsonNode body, String word) {
    return body.path("check").toString().contains(word)
        || body.path("outputs").toString().contains(word);
  }
}
