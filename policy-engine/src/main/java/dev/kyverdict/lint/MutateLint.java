package dev.kyverdict.lint;

import static dev.kyverdict.lint.LintId.Description.warning;

/** What can be wrong with mutate rules. */
enum MutateLint implements LintId {
  UPDATE_WRITES_IMMUTABLE(
      warning(
          "A rule that also acts on UPDATE writes a field that cannot be changed.",
          "Objects older than what it writes are poisoned: every later update is "
              + "refused, also the one that removes a finalizer, so that they cannot even "
              + "be deleted.",
          "Match `operations: [CREATE]`.")),
  REMOVE_DATA_SOURCE_REF_ONLY(
      warning(
          "A patch removes one of `spec.dataSource` and `spec.dataSourceRef` of a "
              + "claim, not both.",
          "The API server copies the other one back.",
          "Remove both.")),
  REMOVES_FOREIGN_DATA_SOURCE(
      warning(
          "A rule removes the source of a claim without looking at which source it " + "is.",
          "Clones, snapshots and VolSync's own temporary copies start empty: a backup"
              + " of nothing succeeds.",
          "Add a precondition on `spec.dataSourceRef.kind` and `name`.")),
  OVERWRITES_DATA_SOURCE(
      warning(
          "A rule sets `spec.dataSourceRef` of a claim without `+( )` and without "
              + "looking at the one that is there.",
          "A claim that names its own source gets another one.",
          "Write `+(dataSourceRef)`, and add preconditions that both sources are " + "empty.")),
  GENERATE_NAME(
      warning(
          "A mutate rule on CREATE reads `request.name` or `metadata.name` without " + "`||`.",
          "An object with `generateName` has no name yet: the rule errors, in spite "
              + "of any `default`, and under `Fail` it is denied.",
          "End it with `|| ''`, or add a precondition on "
              + "`request.object.metadata.name || ''`.")),
  JSON_PATCH_BOOLEAN_KEY(
      warning(
          "A JSON patch in YAML has an unquoted key or value such as `n`, `y`, `on` " + "or `no`.",
          "Kyverno reads YAML 1.1: it becomes `true` or `false`.",
          "Quote it.")),
  ANCHOR_NOT_READ_BY_MUTATE(
      warning(
          "A strategic merge has the anchor `=( )`, `X( )` or `^( )`.",
          "Mutate does not know it: the key is written with its parentheses.",
          "Use `( )`, `+( )` or `<( )`.")),
  MUTATES_VOLSYNC_JOBS(
      warning(
          "A rule changes the pod template of every Job, beside VolSync.",
          "VolSync finds its immutable Job different from what it wants, deletes and "
              + "remakes it for ever.",
          "Exclude the label `app.kubernetes.io/created-by: volsync`.")),
  EXISTING_ON_POLICY_UPDATE(
      warning(
          "`mutateExistingOnPolicyUpdate` is on in a rule about claims, snapshots or "
              + "VolSync's objects.",
          "Every change of the policy goes over all of them at once: a cluster was "
              + "overloaded so for hours.",
          "Leave it off, and let the objects' own changes trigger the rule."));

  private final Description description;

  MutateLint(Description description) {
    this.description = description;
  }

  @Override
  public Description description() {
    return description;
  }
}
