package dev.kyverdict.cluster.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.AuditEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real cluster says is read as it means it. */
final class ReadingTest {

  private static final String LINE =
      """
      {"auditID":"%s","requestURI":"/api/v1/nodes?limit=1","verb":"list",\
      "user":{"username":"admin"},"impersonatedUser":{"username":"alice"},\
      "responseStatus":{"code":403},"stageTimestamp":"2026-01-02T03:04:05.678901Z",\
      "annotations":{"authorization.k8s.io/decision":"forbid"}}
      """;

  private final Path folder;

  ReadingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void a_warning_is_its_text() {
    assertThat(WarningHeader.text("299 - \"unknown field \\\"spec.a\\\\b\\\"\""))
        .isEqualTo("unknown field \"spec.a\\b\"");
    assertThat(WarningHeader.text("none")).isEqualTo("none");
  }

  @Test
  void the_audit_log_knows_who_was_meant_and_not_what_the_cluster_asks_itself() throws Exception {
    Path file = folder.resolve("audit.log");
    AuditLog log = new AuditLog(file);
    String half = LINE.formatted("b");
    Files.writeString(
        file, LINE.formatted("a") + LINE.formatted(AuditLog.ownId()) + half.substring(0, 40));

    assertThat(log.entries())
        .containsExactly(
            new AuditEntry(
                Instant.parse("2026-01-02T03:04:05.678901Z"),
                "alice",
                "list",
                "/api/v1/nodes?limit=1",
                403,
                Map.of("authorization.k8s.io/decision", "forbid")));
    Files.writeString(file, half.substring(40), StandardOpenOption.APPEND);
    assertThat(log.entries()).hasSize(2);
    log.forget();
    assertThat(log.entries()).isEmpty();
  }

  @Test
  void the_audit_log_waits_for_what_was_answered() throws Exception {
    Path file = folder.resolve("audit.log");
    AuditLog log = new AuditLog(file);
    String id = log.expect();
    log.ended(id, true);
    Thread writer = Thread.ofVirtual().start(() -> writeLater(file, LINE.formatted(id)));

    assertThat(log.entries()).hasSize(1);
    writer.join();
  }

  @Test
  void what_is_missing_is_named() {
    assertThat(Installation.of(folder).missing())
        .hasValueSatisfying(
            missing ->
                assertThat(missing)
                    .startsWith("etcd, kube-apiserver")
                    .endsWith("the source of Kyverno in " + folder));
  }

  private static void writeLater(Path file, String line) {
    Polling.sleep(Duration.ofMillis(60));
    try {
      Files.writeString(file, line);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
