package dev.kyverdict.lint;

import static dev.kyverdict.lint.LintId.Description.warning;

/** What can be wrong with generate rules. */
enum GenerateLint implements LintId {
  OPERATIONS_BREAK_SYNCHRONIZE(
      warning(
          "A generate rule with `synchronize` lists `operations`.",
          "Kyverno then finds that the policy does not apply: drift stays, and the "
              + "object survives its trigger.",
          "Leave `operations` out, or set `synchronize: false`.")),
  OPERATIONS_WITH_GENERATE_EXISTING(
      warning(
          "A generate rule with `generateExisting` lists `operations`.",
          "An object that was there before the policy comes without an operation: "
              + "nothing is generated for it.",
          "Leave `operations` out.")),
  CLONE_DEPENDS_ON_MOMENT(
      warning(
          "What is generated is copied or computed from another object of the "
              + "trigger's namespace.",
          "If it is a second late, as in a new namespace, the generation fails, is "
              + "retried, dropped and never made up for.",
          "Generate something that retries by itself, such as an ExternalSecret.")),
  SECRET_RULE_SYNCHRONIZE(
      warning(
          "A Secret of a claim is generated with `synchronize`.",
          "It is deleted with the claim, and the destination that should restore the "
              + "claim can no longer sync.",
          "Set `synchronize: false`.")),
  DESTINATION_SYNCHRONIZE(
      warning(
          "A ReplicationDestination is generated with `synchronize`.",
          "Kyverno reverts every manual trigger that something else patches in.",
          "Set `synchronize: false`.")),
  REPLACE_DELETES_GENERATED(
      warning(
          "Argo CD replaces a policy that generates with `synchronize`.",
          "A replaced policy is a deleted one: everything that it generated is " + "deleted too.",
          "Drop `Replace=true` and `Force=true`, or set "
              + "`orphanDownstreamOnPolicyDelete: true`.")),
  INIT_RACE(
      warning(
          "Source and destination of one repository are both generated for existing " + "claims.",
          "Two first runs in the same second may both initialise the repository, "
              + "which then no longer opens.",
          "Do not generate destinations; make them where a backup is known to exist.")),
  CLONE_LIST_EMPTY_SELECTOR(
      warning(
          "A `cloneList` with an empty selector.",
          "The list is asked for with the label selector `<none>`, which does not " + "parse.",
          "Leave the selector out."));

  private final Description description;

  GenerateLint(Description description) {
    this.description = description;
  }

  @Override
  public Description description() {
    return description;
  }
}
