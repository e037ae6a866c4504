package dev.kyverdict.cluster.fault;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Reply.Why;
import java.time.Duration;

/** What happens to a call that a fault strikes. */
public sealed interface Effect {

  /**
   * The API server answers this and does nothing.
   *
   * @param status the HTTP status, such as 403, 409, 429, 500
   * @param message {@code message} of the Status
   */
  record Answers(int status, String message) implements Effect {}

  /**
   * Something in between answers what is no JSON; nothing is done.
   *
   * @param status the HTTP status
   * @param text the body
   */
  record Garbles(int status, String text) implements Effect {}

  /**
   * The call never arrives.
   *
   * @param why how the caller learns of it
   */
  record Loses(Why why) implements Effect {}

  /**
   * The call arrives and is done, and the answer never comes.
   *
   * @param why how the caller learns of it
   */
  record LosesAnswer(Why why) implements Effect {}

  /**
   * The caller gives up, and the call arrives and is done after a while.
   *
   * @param delay how much later
   */
  record Delays(Duration delay) implements Effect {}

  /** The call is done twice, and the caller gets the second answer. */
  record Doubles() implements Effect {}

  /**
   * A server behind the API server, or a web service, answers: at the API server the caller needs
   * the right, and the call stands in the audit log.
   *
   * @param reply what it answers
   */
  record Serves(Reply reply) implements Effect {}
}
