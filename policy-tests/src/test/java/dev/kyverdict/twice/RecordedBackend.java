package dev.kyverdict.twice;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Reply.Why;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.judge.Judge;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The scripted API of the recordings: what it answers is chosen by the name of the claim. */
final class RecordedBackend {

  private static final String FILE = "live-backend.yaml";
  private static final int UNAVAILABLE = 503;

  private static final JsonNode ANSWERS = read();

  private RecordedBackend() {}

  private static JsonNode read() {
    try (InputStream file = Objects.requireNonNull(Judge.class.getResourceAsStream(FILE), FILE)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return YamlReader.read(FILE, text).getFirst().tree();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Lets the API answer about the destination of a case's claim. */
  static void serve(RecordedCase one, SimulatedCluster cluster) {
    String destination = one.name() + "-backup";
    String path =
        "/apis/volsync.backube/v1alpha1/namespaces/%s/replicationdestinations/%s"
            .formatted(one.namespace(), destination);
    cluster.aggregate(
        path,
        one.environment().contains("down")
            ? new Reply.Garbled(UNAVAILABLE, "service unavailable")
            : answer(one, destination));
  }

  private static Reply answer(RecordedCase one, String destination) {
    JsonNode answer = ANSWERS.path(one.name());
    if (answer.has("status")) {
      return new Reply.Garbled(answer.path("status").asInt(), "{}");
    }
    if (answer.has("raw")) {
      return new Reply.Garbled(200, answer.path("raw").asString());
    }
    if (answer.has("error")) {
      return new Reply.NoAnswer(Why.HANGS);
    }
    // the server was written in Python, whose JSON has more spaces: sizes are part of messages
    String text = body(one, destination, answer).toString();
    return new Reply.Garbled(200, text.replace("\":", "\": ").replace(",\"", ", \""));
  }

  private static JsonNode body(RecordedCase one, String destination, JsonNode answer) {
    ObjectNode whole = ((ObjectNode) answer).deepCopy();
    if (answer.has("repeat")) {
      whole
          .withObject("/body/status/latestImage")
          .put("name", "x".repeat(answer.path("repeat").asInt()));
    }
    if (whole.get("body") instanceof ObjectNode body) {
      body.put("apiVersion", "volsync.backube/v1alpha1").put("kind", "ReplicationDestination");
      body.putObject("metadata").put("name", destination).put("namespace", one.namespace());
      body.putObject("spec");
    }
    return whole.path("body");
  }
}
