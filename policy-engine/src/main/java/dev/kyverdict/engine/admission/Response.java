package dev.kyverdict.engine.admission;

/** What the API server's client sees of Kyverno. */
public sealed interface Response {

  /** Whether the request surely goes through. */
  boolean allowed();

  /**
   * The request goes through, as the decision's object says.
   *
   * @param remark why although something went wrong; empty when nothing did
   */
  record Allowed(String remark) implements Response {
    @Override
    public boolean allowed() {
      return true;
    }
  }

  /**
   * The request is refused.
   *
   * @param message Kyverno's text
   */
  record Denied(String message) implements Response {
    @Override
    public boolean allowed() {
      return false;
    }
  }

  /**
   * This engine cannot tell: a rule that matches does what it does not judge.
   *
   * @param reason which, and what
   */
  record Undecided(String reason) implements Response {
    @Override
    public boolean allowed() {
      return false;
    }
  }

  /**
   * The webhook call itself fails: Kyverno crashes, hangs, or a call in it hangs. The failure
   * policy of the webhook decides.
   *
   * @param allowed whether the API server lets the request through all the same
   * @param cause why
   * @param detail what Kyverno or the API server says of it
   */
  record WebhookFailed(boolean allowed, Cause cause, String detail) implements Response {

    /** Why a webhook call fails. */
    public enum Cause {
      /** Go panics. */
      CRASH("Kyverno crashes: "),
      /** A loop without an end. */
      ENDLESS("Kyverno does not come to an end: "),
      /** The API server waits no longer. */
      TIMEOUT("the webhook call times out: "),
      /** The API server cannot evaluate the match conditions. */
      NOT_CALLED("");

      private final String words;

      Cause(String words) {
        this.words = words;
      }
    }

    /** What happened, in words. */
    public String reason() {
      return cause.words + detail;
    }
  }
}
