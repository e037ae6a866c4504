package dev.kyverdict.model;

import java.util.List;

/** A {@code kyverno.io/v1} policy with rules. */
public sealed interface KyvernoPolicy extends Manifest permits ClusterPolicy, Policy {

  /** {@code spec}. */
  Spec spec();

  @Override
  default String apiVersion() {
    return "kyverno.io/v1";
  }

  /**
   * Every reason for which the API server or Kyverno's policy webhook would refuse this policy,
   * without a cluster's help: kinds and permissions are not looked up.
   */
  default List<Problem> problems() {
    return PolicyChecks.of(this);
  }

  /**
   * Itself, when nothing refuses it and every variable is loaded before it is used. The latter
   * Kyverno lets through, and then errs on every request.
   *
   * @throws InvalidPolicyException with every reason otherwise
   */
  static <P extends KyvernoPolicy> P checked(P policy) {
    List<Problem> problems = PolicyChecks.ofWritten(policy);
    if (!problems.isEmpty()) {
      throw new InvalidPolicyException(
          policy.kind() + " '" + policy.metadata().name() + "'", problems);
    }
    return policy;
  }
}
