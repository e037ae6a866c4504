package dev.kyverdict.cluster.fault;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Reply.Why;
import dev.kyverdict.cluster.Request;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What lies between a caller and a server, and may fail. */
public final class Gateway {

  private static final int TOO_MANY = 429;

  private final Function<Request, Reply> server;
  private final BiConsumer<Duration, Request> later;

  /**
   * In front of a server.
   *
   * @param server what answers
   * @param later takes requests that arrive after a delay
   */
  public Gateway(Function<Request, Reply> server, BiConsumer<Duration, Request> later) {
    this.server = server;
    this.later = later;
  }

  /** Sends a request, or not, as an effect has it. */
  public Reply pass(Request request, Effect effect) {
    return switch (effect) {
      case Effect.Answers(int status, String message) -> status(status, message);
      case Effect.Garbles(int status, String text) -> new Reply.Garbled(status, text);
      case Effect.Loses(Why why) -> new Reply.NoAnswer(why);
      case Effect.LosesAnswer(Why why) ->
          server.<Reply>andThen(lost -> new Reply.NoAnswer(why)).apply(request);
      case Effect.Delays(Duration delay) -> {
        later.accept(delay, request);
        yield new Reply.NoAnswer(Why.TIMED_OUT);
      }
      case Effect.Serves(Reply reply) -> reply;
      case Effect.Doubles() -> server.andThen(first -> server.apply(request)).apply(request);
    };
  }

  /** An answer that says that something failed. */
  public static Reply status(int status, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("kind", "Status").put("apiVersion", "v1");
    body.putObject("metadata");
    body.put("status", "Failure").put("message", message);
    body.put("reason", reason(status)).put("code", status);
    return new Reply.Answered(status, body, List.of());
  }

  private static String reason(int status) {
    return switch (status) {
      case 400 -> "BadRequest";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case TOO_MANY -> "TooManyRequests";
      case 500 -> "InternalError";
      case 503 -> "ServiceUnavailable";
      case 504 -> "Timeout";
      default -> "";
    };
  }
}
