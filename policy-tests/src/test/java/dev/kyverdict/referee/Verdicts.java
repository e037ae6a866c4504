package dev.kyverdict.referee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Runs cases and prints how many hold. */
final class Verdicts {

  private Verdicts() {}

  /** Every case must hold, and there must be some. */
  static void mustHold(
      String what, List<Expectation> cases, PackagesReferee referee, List<ObjectNode> policies) {
    List<String> differences =
        cases.stream()
            .flatMap(expectation -> expectation.difference(referee, policies).stream())
            .toList();
    System.out.printf("%s: %d of %d%n", what, cases.size() - differences.size(), cases.size());
    assertThat(cases).as(what).isNotEmpty();
    assertThat(differences).as(what).isEmpty();
  }
}
