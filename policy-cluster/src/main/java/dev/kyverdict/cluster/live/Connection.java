package dev.kyverdict.cluster.live;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.engine.UserInfo;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTPS with the API server: with the administrator's token, on behalf of any user. */
final class Connection implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Longer than the 30 seconds that a webhook may take, and the API server's own minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(65);

  private final HttpClient client;
  private final URI server;
  private final String token;

  /**
   * Opens it.
   *
   * @param certificates what the server's certificate is checked with
   * @param token the administrator's
   */
  Connection(int port, Path certificates, String token) {
    this.server = URI.create("https://127.0.0.1:" + port);
    this.token = token;
    this.client =
        HttpClient.newBuilder()
            .sslContext(Trust.in(certificates))
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /** Sends a request; the audit log calls it by the id. */
  Reply send(Request request, String auditId) {
    return send(request, auditId, Request.JSON);
  }

  /**
   * The same.
   *
   * @param accept what the answer is to look like
   */
  Reply send(Request request, String auditId, String accept) {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(server.resolve(request.path()))
            .timeout(PATIENCE)
            .header("Accept", accept)
            .header("Audit-ID", auditId)
            .method(request.method().name(), body(request));
    if (!request.contentType().isEmpty()) {
      http.header("Content-Type", request.contentType());
    }
    authenticate(http, request.user());
    try {
      return reply(client.send(http.build(), BodyHandlers.ofString(StandardCharsets.UTF_8)));
    } catch (HttpTimeoutException late) {
      return new Reply.NoAnswer(Reply.Why.TIMED_OUT);
    } catch (IOException gone) {
      return new Reply.NoAnswer(Reply.Why.REFUSED);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LiveClusterException("interrupted: " + request, interrupted);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static BodyPublisher body(Request request) {
    return request.body().isMissingNode()
        ? BodyPublishers.noBody()
        : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request.body()));
  }

  /** Whoever has no name comes without credentials: to the API server that is anonymous. */
  private void authenticate(HttpRequest.Builder http, UserInfo user) {
    if (user.username().isEmpty()) {
      return;
    }
    http.header("Authorization", "Bearer " + token);
    if (user.equals(LiveCluster.ADMIN)) {
      return;
    }
    http.header("Impersonate-User", user.username());
    user.uid().filter(uid -> !uid.isEmpty()).ifPresent(uid -> http.header("Impersonate-Uid", uid));
    user.groups().forEach(group -> http.header("Impersonate-Group", group));
    user.extra()
        .forEach(
            (key, values) ->
                values.forEach(value -> http.header("Impersonate-Extra-" + escaped(key), value)));
  }

  /** Keys of extras may hold what names of headers may not. */
  private static String escaped(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8);
  }

  private static Reply reply(HttpResponse<String> response) {
    List<String> warnings =
        response.headers().allValues("Warning").stream().map(WarningHeader::text).toList();
    try {
      return new Reply.Answered(response.statusCode(), JSON.readTree(response.body()), warnings);
    } catch (JacksonException noJson) {
      return new Reply.Garbled(response.statusCode(), response.body());
    }
  }
}
