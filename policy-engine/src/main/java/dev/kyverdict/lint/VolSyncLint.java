package dev.kyverdict.lint;

import static dev.kyverdict.lint.LintId.Description.error;
import static dev.kyverdict.lint.LintId.Description.warning;

/** What can be wrong with VolSync's objects, rendered or generated. */
enum VolSyncLint implements LintId {
  REPOSITORY_IS_URL(
      error(
          "`restic.repository` is a URL.",
          "It is the name of a Secret: VolSync answers `Secret \"s3:…\" not found`.",
          "Name the Secret that holds RESTIC_REPOSITORY.")),
  REPOSITORY_IS_BASE_SECRET(
      error(
          "`restic.repository` names the Secret of the base, which has no " + "RESTIC_REPOSITORY.",
          "VolSync answers `secret is missing field: RESTIC_REPOSITORY`.",
          "Name the Secret of the claim.")),
  REPOSITORY_WITHOUT_SEPARATOR(
      warning(
          "A repository is the base and something else with nothing between them.",
          "Without a slash at the end of the base it names a bucket that does not "
              + "exist, such as `volsync-backupkarakeep`.",
          "Trim the base's slash and write one.")),
  REPOSITORY_COLLISION(
      warning(
          "A repository is made of the claim's name alone.",
          "`n8n/data` and `open-webui/data` share one repository, and restore each "
              + "other's data.",
          "Put the namespace into the path.")),
  REPOSITORY_WITH_NEWLINE(
      warning(
          "The repository in a Secret ends with a newline.",
          "The newline becomes part of the path: nothing is found there.",
          "Write the value without it (YAML: `|-`).")),
  UNKNOWN_FIELD(
      error(
          "A field that the restic mover of this kind does not have.",
          "The API server prunes it, or refuses the object.",
          "Remove it.")),
  MISPLACED_FIELD(
      error(
          "A field stands where VolSync does not read it.",
          "The API server prunes it, or refuses the object.",
          "Move it to where the message says.")),
  ENDLESS_SYNC(
      warning(
          "A source or destination without a trigger.",
          "VolSync syncs in an endless loop.",
          "Add `trigger.schedule` or `trigger.manual`.")),
  SCHEDULE_DISABLED(
      warning(
          "`trigger.manual` beside `trigger.schedule`.",
          "`manual` switches the schedule off: one backup ever, then silence.",
          "Remove `manual`.")),
  SCHEDULE_OUTSIDE_INTERSECTION(
      error(
          "A schedule that VolSync's CRD or its controller does not understand.",
          "The CRD refuses it, or the controller only shows a condition Error and " + "never runs.",
          "Write five numeric fields, single spaces between them, or a descriptor "
              + "such as `@daily`.")),
  COPY_METHOD_MISSING(
      error(
          "A source without `copyMethod`.",
          "VolSync answers `unsupported copyMethod`.",
          "Write `copyMethod: Snapshot`.")),
  IMAGE_NOT_A_SNAPSHOT(
      warning(
          "A destination whose image is not a snapshot.",
          "The volume populator cannot use it: claims wait for ever.",
          "Write `copyMethod: Snapshot`.")),
  CAPACITY_MISSING(
      error(
          "A destination without `capacity` or `accessModes`, and without " + "`destinationPVC`.",
          "VolSync answers `accessModes must be provided when destinationPVC is not`.",
          "Write both.")),
  SIZE_MISMATCH(
      warning(
          "A claim and the destination that it restores from differ in size.",
          "A claim smaller than the snapshot never binds; Longhorn refuses any other " + "size.",
          "Give both the same size.")),
  KEEP_LAST_ONE(
      warning(
          "`retain` is absent or empty.",
          "VolSync keeps one snapshot: a bad backup replaces the last good one.",
          "Say how many to keep: `retain: {hourly: 24, daily: 7}`.")),
  RETAIN_LAST_NOT_TEXT(
      error("`retain.last` is a number.", "The CRD wants text and refuses it.", "Quote it.")),
  CLEANUP_TEMP_PVC(
      warning(
          "`cleanupTempPVC` on Longhorn.",
          "The snapshot lives in the volume that is deleted: restores are empty.",
          "Leave `cleanupTempPVC` false.")),
  FILE_DELETION_MISSING(
      warning(
          "A destination that is synced repeatedly, without `enableFileDeletion`.",
          "Files that were deleted in the source live on in the image.",
          "Write `enableFileDeletion: true`.")),
  SNAPSHOT_CLASS_WITHOUT_TYPE(
      warning(
          "A VolumeSnapshotClass of Longhorn without `type: snap`.",
          "Longhorn makes a backup, which needs a backup target: snapshots never "
              + "become ready.",
          "Write `parameters: {type: snap}`.")),
  CLAIM_NOT_RESTORABLE(
      warning(
          "A claim that the policies beside it back up or restore, and that cannot " + "be.",
          "The source fails for ever, or the claim never gets its data.",
          "Take the label off, or change what the message names.")),
  RESTORE_SKIPPED(
      warning(
          "A claim that a policy restores, with `volsync.backup/skip-restore`.",
          "It starts empty each time that it is made, whatever backups it has.",
          "Take the annotation out again as soon as the claim is there; or accept it with a "
              + "reason.")),
  SERVER_SIDE_DIFF(
      warning(
          "A claim that a policy restores, under Argo CD with server-side diff, "
              + "without `ServerSideDiff=false`.",
          "The source that the policy adds is immutable: Argo CD's dry run fails with"
              + " ComparisonError, and the whole application is stuck.",
          "Add the annotation `argocd.argoproj.io/compare-options: " + "ServerSideDiff=false`.")),
  DANGLING_REFERENCE(
      warning(
          "A rule lets claims restore from a destination whose name nothing beside it" + " makes.",
          "The claim waits for a destination that never comes.",
          "Use one name in both places.")),
  RUN_AS_NON_ROOT(
      warning(
          "`runAsNonRoot` in a namespace with privileged movers.",
          "The mover runs as root and the kubelet refuses the pod.",
          "Drop `runAsNonRoot`, or the namespace's annotation.")),
  PRIVILEGED_MOVERS_HALF(
      warning(
          "A namespace has only one of label and annotation "
              + "`volsync.backube/privileged-movers`.",
          "Without the annotation movers lose file ownership; without the label the "
              + "base Secret does not come.",
          "Write both.")),
  RESTRICTED_NAMESPACE(
      warning(
          "A namespace with privileged movers enforces the restricted standard.",
          "The API server refuses the movers' pods.",
          "Enforce baseline, or drop the annotation and give the movers a security " + "context.")),
  BUCKET_MISMATCH(
      warning(
          "The script lists another bucket or endpoint than the one that backups go " + "to.",
          "The listing is empty: nothing is ever restored.",
          "Use one bucket and one endpoint."));

  private final Description description;

  VolSyncLint(Description description) {
    this.description = description;
  }

  @Override
  public Description description() {
    return description;
  }
}
