package dev.kyverdict.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/**
 * What the CRD and Kyverno's policy webhook refuse (1.19.1, {@code pkg/validation/policy}), as far
 * as no cluster is needed: kinds, scopes of kinds and permissions are not looked up, and JMESPath
 * is not parsed.
 *
 * <p>Kinds count as installed. With an unknown one the webhook warns and looks no further, so that
 * it accepts a policy until the first time it is applied after its CRD came; the command line
 * refuses it at once, and so does this.
 */
final class PolicyChecks {

  private static final Set<String> TELLING =
      Set.of("background-user-variable", "variable-loaded-later", "variable-not-loaded");

  private PolicyChecks() {}

  /** Every reason for which the policy is refused. */
  static List<Problem> of(KyvernoPolicy policy) {
    SequencedSet<Problem> problems = new LinkedHashSet<>();
    SpecChecks.ofMetadata(policy, problems::add);
    SpecChecks.of(policy, problems::add);
    for (int i = 0; i < policy.spec().rules().size(); i++) {
      new RuleChecks(policy, i, problems::add).run();
    }
    AutogenChecks.of(policy, problems::add);
    if (policy.spec().background() && !changesExisting(policy)) {
      VariableChecks.ofUser(policy, problems::add);
    }
    return withoutRepetition(problems);
  }

  /**
   * The same for a policy that was written in Java: every variable that is used before it is loaded
   * or without, too, and a mutate that says nothing. The latter is not for policies that were read:
   * empty {@code targets} or loops, which are the same value here, Kyverno accepts.
   */
  static List<Problem> ofWritten(KyvernoPolicy policy) {
    List<Problem> problems = new ArrayList<>(of(policy));
    List<Rule> rules = policy.spec().rules();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      problems.addAll(VariableChecks.forwardReferences(Where.rule(rule, i), rule));
      if (rule.action() instanceof Mutate mutate && MutateChecks.isNothing(mutate)) {
        problems.add(RuleChecks.withoutAction(Where.rule(rule, i).at("mutate")));
      }
    }
    return withoutRepetition(new LinkedHashSet<>(problems));
  }

  /** A more telling problem of the same variable stands for the general one. */
  private static List<Problem> withoutRepetition(SequencedSet<Problem> problems) {
    return problems.stream()
        .filter(problem -> problems.stream().noneMatch(other -> tellsMore(other, problem)))
        .toList();
  }

  private static boolean tellsMore(Problem one, Problem other) {
    return other.id().equals("variable-not-allowed")
        && one.pointer().equals(other.pointer())
        && (one.id().equals("variable-in-match")
            || (TELLING.contains(one.id()) && names(one).equals(names(other))));
  }

  /** The variable that a message begins with. */
  private static String names(Problem problem) {
    return problem.message().substring(0, problem.message().indexOf("}}") + 2);
  }

  private static boolean changesExisting(KyvernoPolicy policy) {
    return policy.spec().rules().stream()
        .anyMatch(rule -> rule.action() instanceof Mutate mutate && !mutate.targets().isEmpty());
  }

  /** Whether an update of the policy changes existing objects, and something of it is variable. */
  static boolean changesExistingOnUpdate(KyvernoPolicy policy) {
    boolean bySpec = policy.spec().mutateExistingOnPolicyUpdate().orElse(false);
    return policy.spec().rules().stream()
            .anyMatch(
                rule ->
                    rule.action() instanceof Mutate mutate
                        && mutate.mutateExistingOnPolicyUpdate().orElse(bySpec))
        && VariableChecks.hasAny(policy);
  }
}
