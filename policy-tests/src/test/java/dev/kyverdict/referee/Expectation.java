package dev.kyverdict.referee;

import dev.kyverdict.referee.Admission.Outcome;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A case and what must come of it.
 *
 * @param name what it is about
 * @param admission the request and its world
 * @param outcome what must come of it
 */
record Expectation(String name, Admission admission, Outcome outcome) {

  /** The same, of a request of which nothing is to be stored: it is decided alike. */
  Expectation asDryRun() {
    return new Expectation(name + ", dry run", admission.asDryRun(), outcome);
  }

  /** Whether Kyverno decides as expected with these policies. */
  boolean holds(PackagesReferee referee, List<ObjectNode> policies) {
    JsonNode answer = referee.judge(admission.question(policies));
    try {
      return admission.outcome(answer) == outcome;
    } catch (AssertionError neither) {
      return false;
    }
  }

  /** What Kyverno does instead, or nothing. */
  List<String> difference(PackagesReferee referee, List<ObjectNode> policies) {
    JsonNode answer = referee.judge(admission.question(policies));
    Outcome seen = admission.outcome(answer);
    return seen == outcome
        ? List.of()
        : List.of(name + ": expected " + outcome + ", Kyverno says " + seen + ": " + answer);
  }
}
