package dev.kyverdict.chainsaw.shell;

/**
 * What a command did.
 *
 * @param exit its exit code
 * @param out what it wrote to its output
 * @param err what it wrote to its error output
 */
public record Ran(int exit, String out, String err) {

  static final Ran NOTHING = new Ran(0, "", "");

  static Ran said(String out) {
    return new Ran(0, out, "");
  }

  static Ran failed(String err) {
    return new Ran(1, "", err);
  }

  /** This and then that, with that one's exit code. */
  Ran then(Ran next) {
    return new Ran(next.exit, out + next.out, err + next.err);
  }

  /** The same with another exit code. */
  Ran exiting(int code) {
    return new Ran(code, out, err);
  }
}
