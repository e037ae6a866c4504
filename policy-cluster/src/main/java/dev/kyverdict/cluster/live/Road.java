package dev.kyverdict.cluster.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Reply.Why;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Gateway;
import dev.kyverdict.engine.UserInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What lies between a controller and the API server: it passes calls on as they are, and their
 * answers as they come, or lets a fault happen to them.
 */
final class Road implements AutoCloseable {

  static {
    // headers and bodies leave in two writes: without it the second waits for 40 ms
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // whoever waits longer ends an idle connection last: a call never meets one that just ended
    System.setProperty("sun.net.httpserver.idleInterval", "3600");
  }

  /** What holds between two neighbours only, and what the server writes itself. */
  private static final Set<String> OF_THE_HOP =
      Set.of("connection", "content-length", "date", "host", "transfer-encoding", "upgrade");

  private static final int FORBIDDEN = 403;

  private final UserInfo traveller;
  private final Forwarding api;
  private final Strikes faults;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Opens it on a port of its own.
   *
   * @param traveller who comes along it
   * @param api where it leads
   * @param identity what its certificate is
   * @param faults what happens to a call
   */
  Road(String traveller, Forwarding api, SSLContext identity, Strikes faults) {
    this.traveller = UserInfo.of(traveller);
    this.api = api;
    this.faults = faults;
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(identity));
    server.setExecutor(threads);
    server.createContext("/", this::travel);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void travel(HttpExchange exchange) {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Optional<Effect> effect = faults.strike(request(exchange));
      if (effect.isPresent()) {
        strike(exchange, body, effect.get());
      } else {
        answer(exchange, forward(exchange, body));
      }
    } catch (IOException gone) {
      // either end has left: that is how watches end
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private Request request(HttpExchange exchange) {
    return new Request(
        traveller,
        Method.valueOf(exchange.getRequestMethod()),
        exchange.getRequestURI().toString(),
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse(""),
        MissingNode.getInstance());
  }

  private void strike(HttpExchange exchange, byte[] body, Effect effect)
      throws IOException, InterruptedException {
    switch (effect) {
      case Effect.Answers(int status, String message) ->
          write(exchange, Gateway.status(status, message));
      case Effect.Garbles(int status, String text) ->
          write(exchange, new Reply.Garbled(status, text));
      case Effect.Loses(Why why) -> lose(why);
      case Effect.LosesAnswer(Why why) -> {
        forward(exchange, body).body().readAllBytes();
        lose(why);
      }
      case Effect.Delays(Duration delay) -> {
        Thread.sleep(delay);
        answer(exchange, forward(exchange, body));
      }
      case Effect.Doubles() -> {
        forward(exchange, body).body().readAllBytes();
        answer(exchange, forward(exchange, body));
      }
      case Effect.Serves(Reply reply) -> serve(exchange, forward(exchange, body), reply);
    }
  }

  /** The API server lets the call pass, or refuses it. */
  private void serve(HttpExchange exchange, HttpResponse<InputStream> asked, Reply reply)
      throws IOException, InterruptedException {
    if (asked.statusCode() == FORBIDDEN) {
      answer(exchange, asked);
    } else {
      asked.body().readAllBytes();
      write(exchange, reply);
    }
  }

  /** The connection ends, at once or never. */
  private void lose(Why why) throws InterruptedException {
    if (why != Why.REFUSED) {
      closed.await();
    }
  }

  private HttpResponse<InputStream> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    return api.send(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        body,
        request ->
            exchange
                .getRequestHeaders()
                .forEach((name, values) -> copy(name, values, request::header)));
  }

  private static void answer(HttpExchange exchange, HttpResponse<InputStream> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach((name, values) -> copy(name, values, exchange.getResponseHeaders()::add));
    long length = response.headers().firstValueAsLong("Content-Length").orElse(0);
    exchange.sendResponseHeaders(response.statusCode(), length);
    try (InputStream in = response.body();
        OutputStream out = exchange.getResponseBody()) {
      byte[] piece = new byte[1 << 14];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        out.write(piece, 0, read);
        out.flush();
      }
    }
  }

  private void write(HttpExchange exchange, Reply reply) throws IOException, InterruptedException {
    switch (reply) {
      case Reply.Answered(int status, JsonNode content, List<String> warnings) ->
          write(exchange, status, Request.JSON, content.toString());
      case Reply.Garbled(int status, String text) -> write(exchange, status, "text/plain", text);
      case Reply.NoAnswer(Why why) -> lose(why);
    }
  }

  private static void write(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** Takes a header. */
  private interface Header {
    void add(String name, String value);
  }

  private static void copy(String name, List<String> values, Header to) {
    if (!OF_THE_HOP.contains(name.toLowerCase(Locale.ROOT))) {
      values.forEach(value -> to.add(name, value));
    }
  }
}
