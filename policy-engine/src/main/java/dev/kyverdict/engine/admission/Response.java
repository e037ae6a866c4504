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
   * @param reason what happened
   */
  record WebhookFailed(boolean allowed, String reason) implements Response {}
}
