package dev.kyverdict.chainsaw.tree;

/** Something that chainsaw can do and this runner cannot: the test is not run. */
public final class OutOfReachException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what cannot be done. */
  public OutOfReachException(String what) {
    super(what, null, false, false);
  }

  /** What cannot be done. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
