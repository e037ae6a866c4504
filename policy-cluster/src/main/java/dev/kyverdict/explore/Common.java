package dev.kyverdict.explore;

/** What of a state belongs to no claim: the first word. */
final class Common {

  /** No run of the pre-warm. */
  static final int IDLE = 0;

  /** The run knows its namespaces. */
  static final int BEGUN = 1;

  /** The run has listed S3. */
  static final int LISTED = 2;

  /** The run sees to the destinations. */
  static final int WARMING = 3;

  /** What the pre-warm is at. */
  static final Field RUN = Field.of(0, 2);

  /** How many steps of time ago the run began. */
  static final Field RUN_AGE = RUN.next(2);

  /** Whether the run's listing lacks something. */
  static final Field INCOMPLETE = RUN_AGE.next(1);

  /** Whether there is a catalogue. */
  static final Field CATALOGUE = INCOMPLETE.next(1);

  /** How many steps of time ago the listing of the catalogue began. */
  static final Field CATALOGUE_AGE = CATALOGUE.next(2);

  /** How many faults there were. */
  static final Field FAULTS = CATALOGUE_AGE.next(3);

  /** How often something was deleted. */
  static final Field DELETIONS = FAULTS.next(3);

  /** Whether the catalogue is dated half a day ahead, by a clock that is. */
  static final Field AHEAD = DELETIONS.next(1);

  private static final Field FIRST = AHEAD.next(4);

  private Common() {}

  /** The bits of a namespace. */
  private static Field namespace(int namespace, int bit) {
    return Field.of(FIRST.shift() + 4 * namespace + bit, 1);
  }

  private static final Field[][] NAMESPACES = namespaces();

  private static Field[][] namespaces() {
    Field[][] all = new Field[8][4];
    for (int i = 0; i < all.length; i++) {
      for (int bit = 0; bit < all[i].length; bit++) {
        all[i][bit] = namespace(i, bit);
      }
    }
    return all;
  }

  /** Whether Argo CD has the app. */
  static Field wanted(int namespace) {
    return NAMESPACES[namespace][0];
  }

  /** Whether the namespace is there. */
  static Field exists(int namespace) {
    return NAMESPACES[namespace][1];
  }

  /** Whether the namespace has the base Secret. */
  static Field base(int namespace) {
    return NAMESPACES[namespace][2];
  }

  /** Whether the run of the pre-warm found the namespace usable. */
  static Field usable(int namespace) {
    return NAMESPACES[namespace][3];
  }
}
