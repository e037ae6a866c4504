package dev.kyverdict.model;

/**
 * Something wrong with a policy, a manifest or an input, as a value.
 *
 * @param id stable name of the kind of problem, such as {@code no-match}
 * @param severity whether it is refused or merely reported
 * @param pointer JSON pointer of the place inside the document, {@code ""} for the whole
 * @param message what is wrong, in one sentence that names the thing
 * @param repair what to do about it
 */
public record Problem(String id, Severity severity, String pointer, String message, String repair) {

  /** How much a problem weighs. */
  public enum Severity {
    /** Kyverno, Kubernetes or the operator itself refuses it. */
    ERROR,
    /** It is accepted and will not do what it says, or loses data. */
    WARNING
  }

  /** A problem that Kyverno or the API server refuses. */
  public static Problem error(String id, String pointer, String message, String repair) {
    return new Problem(id, Severity.ERROR, pointer, message, repair);
  }

  /** A problem that is accepted and is wrong nevertheless. */
  public static Problem warning(String id, String pointer, String message, String repair) {
    return new Problem(id, Severity.WARNING, pointer, message, repair);
  }

  /** The same problem, seen from a document in which this one stands at {@code prefix}. */
  public Problem below(String prefix) {
    return new Problem(id, severity, prefix + pointer, message, repair);
  }

  @Override
  public String toString() {
    return message + "; " + repair + " [" + id + (pointer.isEmpty() ? "" : " at " + pointer) + "]";
  }
}
