package dev.kyverdict.explore;

/** What an actor does in one step. */
enum Deed {
  DEPLOY("Argo CD syncs app %s: its namespace is there"),
  BASE_SECRET("External Secrets makes the base Secret in %s"),
  CREATE("Argo CD creates claim %s"),
  DELETE_APP("somebody deletes app %s with its namespace"),
  DELETE_CLAIM("somebody deletes claim %s"),
  COLLECT("the source of %s, whose claim is gone, is collected"),
  GENERATE("Kyverno generates what belongs to %s"),
  SECRET("External Secrets makes the Secret of %s"),
  PROVISION("claim %s is bound to a volume"),
  WRITE("the app writes into %s"),
  BACKUP_BEGINS("a backup of %s begins"),
  BACKUP_ENDS("the backup of %s is in S3"),
  SYNC_BEGINS("the destination of %s begins to sync"),
  SYNC_READS("the destination of %s reads the newest snapshot"),
  SYNC_ENDS("the destination of %s has an image"),
  RUN_BEGINS("the pre-warm begins and looks at the namespaces"),
  RUN_LISTS("the pre-warm lists S3"),
  RUN_PUBLISHES("the pre-warm writes the catalogue"),
  RUN_LOOKS("the pre-warm looks at %s"),
  RUN_ACTS("the pre-warm acts about %s"),
  RUN_ENDS("the pre-warm ends"),
  RUN_DIES("the pod of the pre-warm dies"),
  TOUCH("somebody annotates claim %s"),
  TIME("5 minutes pass"),
  DAY("a day passes"),
  REBUILD("the cluster is built anew beside the same S3"),
  WAIT("every actor works, and nothing fails");

  private static final Deed[] ALL = values();

  private final String words;

  Deed(String words) {
    this.words = words;
  }

  /** In words. */
  String words(String subject) {
    return words.formatted(subject);
  }

  /** With whom it is about and which of several ways, as a number. */
  int code(int who, int way) {
    return ordinal() | who << 5 | way << 9;
  }

  static Deed of(int code) {
    return ALL[code & 31];
  }

  static int who(int code) {
    return code >>> 5 & 15;
  }

  static int way(int code) {
    return code >>> 9;
  }
}
