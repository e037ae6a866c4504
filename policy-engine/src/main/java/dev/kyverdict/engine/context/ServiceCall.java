package dev.kyverdict.engine.context;

import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.ClusterReader.Call;
import dev.kyverdict.engine.ClusterReader.Target;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.WebhookTimeoutException;
import dev.kyverdict.model.ContextEntry.Header;
import dev.kyverdict.model.ContextEntry.Method;
import dev.kyverdict.values.GoFormat;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.MissingNode;

/**
 * A call to a web service: {@code executeServiceCall} in {@code pkg/engine/apicall/executor.go}.
 */
final class ServiceCall {

  /** Of the built-in block list, the host; its addresses need names to be resolved. */
  private static final String BLOCKED = "metadata.google.internal";

  private static final String AUTHORIZATION = "Authorization";
  private static final int FIRST_GOOD = 200;
  private static final int LAST_GOOD = 299;

  private final ApiRequest request;
  private final ApiRequest.Service service;
  private final JsonContext context;

  ServiceCall(ApiRequest request, ApiRequest.Service service, JsonContext context) {
    this.request = request;
    this.service = service;
    this.context = context;
  }

  Payload execute() {
    checkHost();
    checkCertificates();
    Call call = call();
    String subject = "failed to execute HTTP request for APICall " + request.entry();
    Answer answer;
    try {
      checkScheme(call);
      answer = context.call(call);
      return payload(answer, call);
    } catch (TransportException e) {
      throw new EvaluationException(
          subject + ": " + operation(call) + String.valueOf(e.getMessage()));
    }
  }

  /** No answer came over HTTP. */
  private static final class TransportException extends Exception {
    TransportException(String message) {
      super(message, null, false, false);
    }
  }

  private void checkHost() {
    try {
      String host = GoUrl.parse(service.url()).hostname();
      int end = host.length();
      while (end > 0 && host.charAt(end - 1) == '.') {
        end--;
      }
      String plain = host.substring(0, end).toLowerCase(Locale.ROOT);
      if (plain.equals(BLOCKED)) {
        throw new EvaluationException(
            ("URL " + GoUrl.quoted(service.url()) + " is blocked: hostname ")
                + (GoUrl.quoted(host) + " is on the blocklist"));
      }
    } catch (GoUrl.InvalidUrlException e) {
      throw new EvaluationException(
          ("failed to validate URL for APICall " + request.entry())
              + (": invalid URL: " + String.valueOf(e.getMessage())));
    } catch (EvaluationException e) {
      throw e.within("failed to validate URL for APICall " + request.entry());
    }
  }

  private void checkCertificates() {
    if (!service.caBundle().isEmpty() && !holdsCertificate(service.caBundle())) {
      throw new EvaluationException("failed to parse PEM CA bundle for APICall " + request.entry());
    }
  }

  private static boolean holdsCertificate(String pem) {
    byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
    try {
      return !CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(bytes))
          .isEmpty();
    } catch (CertificateException e) {
      return false;
    }
  }

  private Call call() {
    String failed = "failed to build HTTP request for APICall " + request.entry() + ": ";
    boolean post = request.method().equals("POST");
    if (!post && !request.method().equals("GET")) {
      throw new EvaluationException(
          failed + "invalid request type " + request.method() + " for APICall " + request.entry());
    }
    try {
      GoUrl url = GoUrl.parse(service.url());
      return new Call(
          Target.SERVICE,
          post ? Method.POST : Method.GET,
          url.toString(),
          headers(url),
          post ? request.data() : MissingNode.getInstance());
    } catch (GoUrl.InvalidUrlException e) {
      throw new EvaluationException(
          failed
              + ("failed to build request for APICall " + request.entry())
              + (": " + String.valueOf(e.getMessage())));
    }
  }

  /** A user in the URL is sent as Go's client does. */
  private List<Header> headers(GoUrl url) {
    boolean given =
        service.headers().stream().anyMatch(h -> h.key().equalsIgnoreCase(AUTHORIZATION));
    if (given || url.user().isEmpty()) {
      return service.headers();
    }
    String user = url.user().get();
    byte[] bytes = (user.contains(":") ? user : user + ":").getBytes(StandardCharsets.UTF_8);
    List<Header> headers = new ArrayList<>(service.headers());
    headers.add(new Header(AUTHORIZATION, "Basic " + Base64.getEncoder().encodeToString(bytes)));
    return headers;
  }

  private static void checkScheme(Call call) throws TransportException {
    try {
      GoUrl url = GoUrl.parse(call.url());
      if (!url.scheme().equals("http") && !url.scheme().equals("https")) {
        throw new TransportException("unsupported protocol scheme " + GoUrl.quoted(url.scheme()));
      }
      if (url.host().isEmpty()) {
        throw new TransportException("http: no Host in request URL");
      }
    } catch (GoUrl.InvalidUrlException e) {
      throw new TransportException(String.valueOf(e.getMessage()));
    }
  }

  private static String operation(Call call) {
    String name = call.method() == Method.POST ? "Post" : "Get";
    return name + " " + GoUrl.quoted(call.url()) + ": ";
  }

  private Payload payload(Answer answer, Call call) throws TransportException {
    return switch (answer) {
      case Answer.Json json when isGood(json.status()) -> limited(Payload.of(json.body()));
      case Answer.Text text when isGood(text.status()) -> limited(Payload.of(text.body()));
      case Answer.Json json -> throw refused(json.status(), GoFormat.json(json.body()));
      case Answer.Text text -> throw refused(text.status(), text.body());
      case Answer.TimedOut timedOut -> throw new TransportException("context deadline exceeded");
      case Answer.Refused refused ->
          throw new TransportException("dial tcp: connect: connection refused");
      case Answer.Broken(String cause) -> throw new TransportException(cause);
      case Answer.Hangs hangs -> throw new WebhookTimeoutException(call + " does not answer");
    };
  }

  private static boolean isGood(int status) {
    return status >= FIRST_GOOD && status <= LAST_GOOD;
  }

  private boolean isTooLong(long size) {
    long limit = context.config().maxApiCallResponse();
    return limit != 0 && size > limit;
  }

  private Payload limited(Payload payload) {
    if (isTooLong(payload.size())) {
      throw new EvaluationException(
          "response length must be less than max allowed response length of "
              + context.config().maxApiCallResponse());
    }
    return payload;
  }

  private EvaluationException refused(int status, String body) {
    String line = "HTTP " + status + " " + HttpStatus.text(status);
    boolean tooLong = isTooLong(body.getBytes(StandardCharsets.UTF_8).length);
    return new EvaluationException(tooLong ? line : line + ": " + body);
  }
}
