package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.tree.Assertion;
import dev.kyverdict.chainsaw.tree.Bindings;
import dev.kyverdict.chainsaw.tree.Mismatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** {@code expect} of an operation ({@code pkg/engine/checks/expect.go}). */
final class Expectations {

  private Expectations() {}

  /** Error as it is bound for checks. */
  static JsonNode error(Optional<String> refusal) {
    return refusal.<JsonNode>map(StringNode::valueOf).orElse(NullNode.getInstance());
  }

  /**
   * What is not as expected; without an expectation about the object, the refusal itself.
   *
   * @param refusal the error of the operation
   */
  static Optional<String> unmet(
      JsonNode expectations, JsonNode object, Scope scope, Optional<String> refusal) {
    Bindings bindings = scope.bindings().with("error", error(refusal));
    List<Mismatch> mismatches = new ArrayList<>();
    boolean matched = false;
    for (JsonNode expectation : expectations) {
      JsonNode match = expectation.path("match");
      boolean concerns =
          match.isMissingNode() || Assertion.of(match).check(object, Bindings.NONE).isEmpty();
      if (concerns) {
        matched = true;
        mismatches.addAll(Assertion.of(expectation.path("check")).check(object, bindings));
      }
    }
    if (!matched) {
      return refusal;
    }
    if (mismatches.isEmpty()) {
      return Optional.empty();
    }
    String found = mismatches.stream().map(Mismatch::toString).collect(Collectors.joining("\n"));
    return Optional.of(found + refusal.map(text -> "\nthe error was: " + text).orElse(""));
  }
}
