package dev.kyverdict.engine.context;

import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.ClusterReader.Call;
import dev.kyverdict.engine.ClusterReader.Target;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.WebhookTimeoutException;
import dev.kyverdict.model.ContextEntry.Method;
import java.util.List;
import tools.jackson.databind.node.MissingNode;

/**
 * A raw request to the API server with the texts of client-go: {@code RawAbsPath} in {@code
 * pkg/clients/dclient/client.go}, {@code rest/request.go} of client-go.
 */
final class ApiServerCall {

  private static final String SERVER = "https://10.96.0.1:443";
  private static final int RETRIES = 10;
  private static final int FIRST_GOOD = 200;
  private static final int LAST_GOOD = 206;

  private final ApiRequest request;
  private final JsonContext context;

  ApiServerCall(ApiRequest request, JsonContext context) {
    this.request = request;
    this.context = context;
  }

  Payload execute() {
    try {
      return switch (request.method()) {
        case "GET", "POST" -> answered();
        default -> throw new EvaluationException("method not supported: " + request.method());
      };
    } catch (EvaluationException e) {
      throw e.within(
          ("failed to " + request.method() + " resource with raw url: ") + request.urlPath());
    }
  }

  private Payload answered() {
    boolean post = request.method().equals("POST");
    String url = GoUrl.requestUri(request.urlPath());
    Call call =
        new Call(
            Target.API_SERVER,
            post ? Method.POST : Method.GET,
            url,
            List.of(),
            post ? request.data() : MissingNode.getInstance());
    Answer answer = context.call(call);
    for (int i = 0; i < RETRIES && !post && isBrokenOff(answer); i++) {
      answer = context.call(call);
    }
    return payload(answer, (post ? "Post" : "Get") + " " + GoUrl.quoted(SERVER + url) + ": ");
  }

  /** Client-go asks again when a connection breaks off while it reads. */
  private static boolean isBrokenOff(Answer answer) {
    return answer instanceof Answer.Broken(String cause)
        && (cause.equals("EOF")
            || cause.equals("unexpected EOF")
            || cause.equals("http: can't write HTTP request on broken connection")
            || cause.contains("http2: server sent GOAWAY and closed the connection")
            || cause.contains("connection reset by peer")
            || cause.contains("use of closed network connection")
            || cause.contains("http2: client connection lost"));
  }

  private Payload payload(Answer answer, String operation) {
    return switch (answer) {
      case Answer.Json json when isGood(json.status()) -> Payload.of(json.body());
      case Answer.Text text when isGood(text.status()) -> Payload.of(text.body());
      case Answer.Json json -> throw new EvaluationException(HttpStatus.apiError(json.status()));
      case Answer.Text text -> throw new EvaluationException(HttpStatus.apiError(text.status()));
      case Answer.TimedOut timedOut ->
          throw new EvaluationException(operation + "context deadline exceeded");
      case Answer.Refused refused ->
          throw new EvaluationException(operation + "dial tcp: connect: connection refused");
      case Answer.Broken(String cause) -> throw new EvaluationException(operation + cause);
      case Answer.Hangs hangs ->
          throw new WebhookTimeoutException(
              request.method() + " " + request.urlPath() + " does not answer");
    };
  }

  private static boolean isGood(int status) {
    return status >= FIRST_GOOD && status <= LAST_GOOD;
  }
}
