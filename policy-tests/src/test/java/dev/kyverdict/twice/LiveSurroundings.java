package dev.kyverdict.twice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.live.LiveCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What is around a real cluster: a web server of the test. */
final class LiveSurroundings implements Surroundings, AutoCloseable {

  /** Watches tell the API server and Kyverno of a policy in much less. */
  private static final Duration PROPAGATION = Duration.ofMillis(1500);

  private final LiveCluster cluster;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;

  LiveSurroundings(LiveCluster cluster) {
    this.cluster = cluster;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @Override
  public void inject(Fault fault) {
    cluster.inject(fault);
  }

  @Override
  public String web(String name, Answer answer) {
    answers.put("/" + name, answer);
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  @Override
  public void settle() {
    cluster.pass(PROPAGATION);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (answers.getOrDefault(exchange.getRequestURI().getPath(), new Answer.Hangs())) {
        case Answer.Says(int status, String text) -> {
          byte[] body = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
        }
        case Answer.Hangs() -> closed.await();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
