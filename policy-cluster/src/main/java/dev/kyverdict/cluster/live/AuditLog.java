package dev.kyverdict.cluster.live;

import dev.kyverdict.cluster.AuditEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API server's audit log. It is written after an answer has left, so requests carry an id, and
 * reading waits until those that were answered stand in it.
 */
final class AuditLog {

  /**
   * What is written down: the bodies of writing requests, for with them come the patches of
   * webhooks; not the housekeeping of the control plane, watches, leases and looks at its health.
   */
  static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived, ResponseStarted]
      rules:
        - level: None
          users: [system:apiserver, system:kube-controller-manager]
        - level: None
          verbs: [watch]
        - level: None
          resources: [{group: coordination.k8s.io, resources: [leases]}]
        - level: None
          nonResourceURLs: ["/healthz*", "/livez*", "/readyz*"]
        - level: Request
          verbs: [create, update, patch]
        - level: Metadata
      """;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String OWN = "own-";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Path file;
  private final List<AuditEntry> entries = new ArrayList<>();
  private final Set<String> underWay = new HashSet<>();
  private final Set<String> expected = new HashSet<>();
  private long position;

  AuditLog(Path file) {
    this.file = file;
  }

  /** An id for a request of the cluster's own, of which the log does not speak. */
  static String ownId() {
    return OWN + UUID.randomUUID();
  }

  /** An id for a request that the log will speak of. */
  synchronized String expect() {
    String id = UUID.randomUUID().toString();
    underWay.add(id);
    return id;
  }

  /** The request with this id has ended, and the log will speak of it if it was answered. */
  synchronized void ended(String id, boolean answered) {
    if (underWay.remove(id) && answered) {
      expected.add(id);
    }
  }

  /** Forgets what was answered until now. */
  synchronized void forget() {
    entries();
    entries.clear();
  }

  /** What was answered, in order. */
  synchronized List<AuditEntry> entries() {
    read();
    Set<String> missing = new HashSet<>(expected);
    if (!missing.isEmpty()) {
      Polling.until(
          PATIENCE,
          () -> {
            read();
            missing.retainAll(expected);
            return missing.isEmpty();
          });
    }
    // the log is silent about the health of the server
    expected.removeAll(missing);
    return List.copyOf(entries);
  }

  private void read() {
    if (!Files.exists(file)) {
      return;
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      byte[] news = new byte[(int) (log.length() - position)];
      log.seek(position);
      log.readFully(news);
      int end = lastLineEnd(news);
      position += end;
      new String(news, 0, end, StandardCharsets.UTF_8).lines().forEach(this::add);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static int lastLineEnd(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private void add(String line) {
    JsonNode event = JSON.readTree(line);
    String id = event.path("auditID").asString("");
    underWay.remove(id);
    expected.remove(id);
    if (!id.startsWith(OWN)) {
      entries.add(entry(event));
    }
  }

  private static AuditEntry entry(JsonNode event) {
    JsonNode user =
        event.has("impersonatedUser") ? event.get("impersonatedUser") : event.path("user");
    Map<String, String> annotations = new LinkedHashMap<>();
    event.path("annotations").forEachEntry((key, value) -> annotations.put(key, value.asString()));
    return new AuditEntry(
        Instant.parse(event.path("stageTimestamp").asString()),
        user.path("username").asString(""),
        event.path("verb").asString(""),
        event.path("requestURI").asString(""),
        event.path("responseStatus").path("code").asInt(0),
        annotations);
  }
}
