package dev.kyverdict.explore;

/** What of a state belongs to a claim: a word. */
final class Claim {

  /** It is not there. */
  static final int ABSENT = 0;

  /** It waits for a volume. */
  static final int PENDING = 1;

  /** It waits for a volume with what its destination holds. */
  static final int RESTORING = 2;

  /** It is bound and holds nothing. */
  static final int EMPTY = 3;

  /** It is bound and holds something. */
  static final int DATA = 4;

  /** The destination has no image. */
  static final int NO_IMAGE = 0;

  /** The image holds nothing; one more for each snapshot that it may hold. */
  static final int EMPTY_IMAGE = 1;

  /** The image is called {@code null}. */
  static final int NULL_IMAGE = 6;

  /** The image is a claim. */
  static final int CLAIM_IMAGE = 7;

  /** A tag that is no snapshot's. */
  static final int OTHER_TAG = 7;

  /** No source. */
  static final int NO_SOURCE = 0;

  /** A source. */
  static final int SOURCE = 1;

  /** A source whose claim is gone; garbage collection comes. */
  static final int ORPHAN = 2;

  /** The destination does nothing. */
  static final int RESTS = 0;

  /** The destination's sync has begun. */
  static final int STARTED = 1;

  /** The destination's sync has read the repository. */
  static final int READ = 2;

  /** There is no ExternalSecret. */
  static final int NO_SECRET = 0;

  /** There is an ExternalSecret, not ready yet. */
  static final int SECRET_PENDING = 1;

  /** There is a Secret. */
  static final int SECRET = 2;

  /** The run has nothing to do with it any more. */
  static final int DONE = 0;

  /** The run has to look at it. */
  static final int TO_LOOK = 1;

  /** The run has looked and will act. */
  static final int TO_ACT = 2;

  /** The run waits for its Secret. */
  static final int WAITS = 3;

  static final Field PHASE = Field.of(0, 3);

  /** The snapshot that a restore may not fall short of. */
  static final Field MUST = PHASE.next(2);

  /** Which of source, secret and destination Kyverno has still to make. */
  static final Field TO_MAKE = MUST.next(3);

  static final Field SOURCES = TO_MAKE.next(2);

  /** Whether a backup runs. */
  static final Field BACKUP = SOURCES.next(1);

  static final Field SECRETS = BACKUP.next(2);

  /** Whether Kyverno deletes the ExternalSecret with the claim. */
  static final Field SECRET_DIES = SECRETS.next(1);

  /** How many snapshots there are. */
  static final Field SNAPSHOTS = SECRET_DIES.next(2);

  private static final Field[] AGES = {
    SNAPSHOTS.next(2), SNAPSHOTS.next(2).next(2), SNAPSHOTS.next(2).next(2).next(2)
  };

  /** Whether there is a destination. */
  static final Field DESTINATION = AGES[2].next(1);

  /** Whether the destination is not the pre-warm's. */
  static final Field FOREIGN = DESTINATION.next(1);

  /** Whether the destination needs no tag to sync. */
  static final Field FREE = FOREIGN.next(1);

  /** {@code spec.trigger.manual}. */
  static final Field TAG = FREE.next(3);

  /** {@code status.lastManualSync}. */
  static final Field LAST = TAG.next(3);

  static final Field SYNC = LAST.next(2);

  /** What the running sync has read. */
  static final Field CONTENT = SYNC.next(2);

  static final Field IMAGE = CONTENT.next(3);

  /** The annotation with the newest tag. */
  static final Field NOTE = IMAGE.next(2);

  /** Whether the last sync was long ago. */
  static final Field STALE = NOTE.next(1);

  /** Whether the running sync began long ago. */
  static final Field STUCK = STALE.next(1);

  /** What the run has listed. */
  static final Field LISTED = STUCK.next(2);

  /** What the catalogue says. */
  static final Field ENTRY = LISTED.next(2);

  static final Field WARM = ENTRY.next(2);

  /** What the run will do: see {@link Plan}. */
  static final Field PLAN = WARM.next(5);

  /** Whether the destination has another size than its claim. */
  static final Field OTHER_SIZE = PLAN.next(1);

  /** Whether the log of the destination's last mover is missing. */
  static final Field LOGLESS = OTHER_SIZE.next(1);

  private static final long OUTLIVES =
      bits(SNAPSHOTS) | bits(AGES[0]) | bits(AGES[1]) | bits(AGES[2]);

  private static final long OF_RUN = bits(LISTED) | bits(WARM) | bits(PLAN);

  private static final long OF_DESTINATION =
      bits(DESTINATION)
          | bits(FOREIGN)
          | bits(FREE)
          | bits(TAG)
          | bits(LAST)
          | bits(SYNC)
          | bits(CONTENT)
          | bits(IMAGE)
          | bits(NOTE)
          | bits(STALE)
          | bits(STUCK)
          | bits(OTHER_SIZE)
          | bits(LOGLESS);

  private Claim() {}

  private static long bits(Field field) {
    return field.mask() << field.shift();
  }

  /** How many steps of time ago a snapshot was made, or that a catalogue has listed it: 3. */
  static Field age(int snapshot) {
    return AGES[snapshot - 1];
  }

  /** What is left when the cluster is gone. */
  static long outlives(long word) {
    return word & OUTLIVES;
  }

  /** What is left when the namespace is gone: S3, the run and the catalogue know it still. */
  static long withoutNamespace(long word) {
    return word & (OUTLIVES | OF_RUN | bits(ENTRY));
  }

  /** What is left when the run has ended. */
  static long withoutRun(long word) {
    return word & ~OF_RUN;
  }

  /** What of it the destination is. */
  static long destination(long word) {
    return word & OF_DESTINATION;
  }

  /** Whether a destination rests with what no claim is ever given. */
  static boolean isOdd(long word) {
    int image = IMAGE.of(word);
    return SYNC.of(word) == RESTS
        && (OTHER_SIZE.is(word) || image == CLAIM_IMAGE || image == EMPTY_IMAGE);
  }

  /** What of it an admission sees. */
  static long seen(long word, boolean times) {
    long seen = CONTENT.in(destination(word), 0);
    if (SYNC.is(seen)) {
      seen = SYNC.in(seen, STARTED);
    }
    if (times) {
      return seen;
    }
    // Whether there is a status at all stays.
    boolean other = IMAGE.is(seen) || LAST.is(seen);
    return STALE.in(STUCK.in(other ? SYNC.in(seen, 0) : seen, 0), 0);
  }
}
