package dev.kyverdict.cluster.kyverno.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a real API server and a real Kyverno said of single requests. */
class RecordedAdmissionTest {

  private static final String FILE = "recorded.yaml";
  private static final SimulatedCluster WITH_RIGHTS = Clusters.start(true);
  private static final SimulatedCluster WITHOUT_RIGHTS = Clusters.start(false);

  static Stream<JsonNode> cases() {
    try (InputStream in =
        Objects.requireNonNull(RecordedAdmissionTest.class.getResourceAsStream(FILE), FILE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return YamlReader.read(FILE, text).stream().map(YamlDocument::tree);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_cluster_says_what_the_real_one_said(JsonNode recorded) {
    String id = recorded.path("id").asString("");
    String state = recorded.path("state").asString("");
    SimulatedCluster cluster = (state.equals("forbidden") ? WITHOUT_RIGHTS : WITH_RIGHTS).copy();
    Client client = Clusters.admin(cluster);
    prepare(cluster, client, recorded, state);
    int before = cluster.audit().size();
    Reply reply = send(client, recorded);
    assertThat(reply.ok())
        .as("%s: %s", id, reply.message())
        .isEqualTo(recorded.path("allowed").asBoolean());
    if (!reply.ok()) {
      assertThat(reply.status()).as(id).isEqualTo(recorded.path("status").asInt());
      assertThat(plain(reply.message())).as(id).isEqualTo(recorded.path("message").asString(""));
    }
    if (recorded.path("operation").asString("").equals("DELETE")) {
      return;
    }
    assertThat(reply.warnings()).as(id).isEqualTo(texts(recorded.path("warnings")));
    AuditEntry entry =
        cluster.audit().subList(before, cluster.audit().size()).stream()
            .filter(one -> one.user().equals(Clusters.ADMIN.username()))
            .reduce((first, second) -> second)
            .orElseThrow();
    assertThat(webhooks(entry)).as(id).isEqualTo(webhooks(recorded.path("annotations")));
    assertThat(patches(entry)).as(id).isEqualTo(new TreeSet<>(lines(recorded.path("patches"))));
  }

  private static void prepare(
      SimulatedCluster cluster, Client client, JsonNode recorded, String state) {
    String namespace = recorded.path("object").path("metadata").path("namespace").asString("");
    if (!namespace.isEmpty()) {
      client.create(
          Clusters.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}"));
    }
    recorded.path("existing").forEach(cluster::load);
    if (recorded.has("oldObject")) {
      assertThat(client.create(recorded.path("oldObject")).ok()).isTrue();
    }
    assertThat(client.create(recorded.path("policy")).message()).isEmpty();
    cluster.pass(Duration.ofSeconds(1));
    if (state.equals("backend down")) {
      cluster.inject(Fault.answers("*/replicationdestinations*", 503));
    }
    if (state.equals("kyverno down")) {
      cluster.stop(Cluster.ADMISSION_CONTROLLER);
    }
  }

  private static Reply send(Client client, JsonNode recorded) {
    JsonNode object = recorded.path("object");
    String dryRun = recorded.path("dryRun").asBoolean(false) ? "?dryRun=All" : "";
    return switch (recorded.path("operation").asString("")) {
      case "UPDATE" -> client.update(object, dryRun);
      case "DELETE" ->
          client.delete("kyverno.io/v1", "ClusterPolicy", "", object.path("name").asString(""));
      default -> client.create(object, dryRun);
    };
  }

  private static String plain(String message) {
    return message
        .replaceAll("https://[^/\"]*/", "https://SERVER/")
        .replaceAll("dial tcp [0-9.:]+", "dial tcp ADDRESS");
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(one -> one.asString("")).toList();
  }

  private static List<String> lines(JsonNode list) {
    return list.valueStream().map(JsonNode::toString).toList();
  }

  private static Map<String, String> webhooks(AuditEntry entry) {
    Map<String, String> found = new TreeMap<>();
    entry.annotations().forEach((key, value) -> put(found, key, value));
    return found;
  }

  private static Map<String, String> webhooks(JsonNode annotations) {
    Map<String, String> found = new TreeMap<>();
    annotations
        .properties()
        .forEach(entry -> put(found, entry.getKey(), entry.getValue().asString("")));
    return found;
  }

  private static void put(Map<String, String> found, String key, String value) {
    if (key.contains("webhook.admission.k8s.io/") && !key.startsWith("patch.")) {
      found.put(key, value);
    }
  }

  private static TreeSet<String> patches(AuditEntry entry) {
    TreeSet<String> operations = new TreeSet<>();
    entry
        .annotations()
        .forEach(
            (key, value) -> {
              if (key.startsWith("patch.")) {
                operations.addAll(lines(JsonMapper.shared().readTree(value).path("patch")));
              }
            });
    return operations;
  }
}
