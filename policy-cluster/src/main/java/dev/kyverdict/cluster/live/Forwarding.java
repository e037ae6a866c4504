package dev.kyverdict.cluster.live;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Sends on to the API server what others have sent. */
final class Forwarding implements AutoCloseable {

  private final HttpClient client;
  private final URI server;

  Forwarding(int port, Path certificates) {
    server = URI.create("https://127.0.0.1:" + port);
    // one connection of HTTP/2 carries 100 streams, and a controller watches more kinds than that
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(Trust.in(certificates))
            .build();
  }

  /** Sends a request; the answer's body may go on for hours. */
  HttpResponse<InputStream> send(
      String method, String path, byte[] body, Consumer<HttpRequest.Builder> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.accept(request);
    return client.send(request.build(), BodyHandlers.ofInputStream());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
