package dev.kyverdict.lint;

import dev.kyverdict.model.KyvernoPolicy;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A policy with its rules unrolled.
 *
 * @param policy the policy
 * @param rules its rules
 */
record PolicyView(KyvernoPolicy policy, List<RuleView> rules) {

  static PolicyView of(KyvernoPolicy policy) {
    List<RuleView> rules =
        IntStream.range(0, policy.spec().rules().size())
            .mapToObj(index -> RuleView.of(policy, index))
            .toList();
    return new PolicyView(policy, rules);
  }

  String name() {
    return policy.kind() + " '" + policy.metadata().name() + "'";
  }
}
