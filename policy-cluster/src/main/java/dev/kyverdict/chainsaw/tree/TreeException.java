package dev.kyverdict.chainsaw.tree;

/** A tree that cannot be evaluated: not a mismatch, but an error that ends the operation. */
public final class TreeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong, in chainsaw's words. */
  public TreeException(String message) {
    super(message, null, false, false);
  }

  /** Chainsaw's words. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
