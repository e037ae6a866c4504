package dev.kyverdict.lint;

import static dev.kyverdict.lint.LintId.Description.warning;

/** What can be wrong with a policy as a whole. */
enum PolicyLint implements LintId {
  FAILURE_POLICY_IGNORE(
      warning(
          "A policy that decides about data has `failurePolicy: Ignore`.",
          "When Kyverno is down, slow or errs, claims start empty, over their " + "backups.",
          "Use `Fail`, with a narrow webhook " + "(`webhookConfiguration.matchConditions`).")),
  FAIL_BLOCKS_UNLABELLED(
      warning(
          "A policy with `Fail` selects by label, and its webhook does not.",
          "Kyverno registers the webhook by kind: with Kyverno down, every object of "
              + "the kind is refused, unlabelled ones too.",
          "Add `webhookConfiguration.matchConditions` on the label.")),
  PERMISSION_MISSING(
      warning(
          "A policy reads or makes objects that no ClusterRole beside it lets Kyverno"
              + " read or make.",
          "Every look-up is a 403, which `default` turns into an absence; every "
              + "generation fails.",
          "Add the resource to a ClusterRole that is aggregated to the controller.")),
  BACKUP_WITHOUT_RESTORE(
      warning(
          "Rules that back up and rules that restore select different labels.",
          "Claims are backed up and never restored, or the other way round.",
          "Select the same labels in both.")),
  ACCEPTANCE_UNUSED(
      warning(
          "`kyverdict.dev/accept` accepts a finding that is not there, or gives no " + "reason.",
          "The next finding of that kind would pass unread.",
          "Remove it, or give its reason."));

  private final Description description;

  PolicyLint(Description description) {
    this.description = description;
  }

  @Override
  public Description description() {
    return description;
  }
}
