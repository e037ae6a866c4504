package dev.kyverdict.explore;

/**
 * What becomes of the creation of a claim.
 *
 * @param allowed whether it goes through
 * @param names whether the claim then names its destination
 * @param changed whether the claim was changed
 * @param byError whether it is denied by something else than a rule that says so
 * @param answered whether every call was answered with 2xx
 * @param makes what Kyverno will make: 1 the source, 2 the ExternalSecret, 4 the destination
 * @param fault which answer was struck, and how; empty for none
 */
record Outcome(
    boolean allowed,
    boolean names,
    boolean changed,
    boolean byError,
    boolean answered,
    int makes,
    String fault) {

  /** The same because of a fault. */
  Outcome under(String reason) {
    return new Outcome(allowed, names, changed, byError, answered, makes, reason);
  }

  /** What the world sees of it. */
  int effect() {
    return (allowed ? 1 : 0) + (names ? 2 : 0) + (changed ? 4 : 0) + 8 * makes;
  }

  /** In words. */
  String words() {
    return (allowed ? names ? "admitted to be restored" : "admitted, empty" : "denied")
        + (byError ? " by an error" : "")
        + (fault.isEmpty() ? "" : " (" + fault + ")");
  }
}
