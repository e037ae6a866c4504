package dev.kyverdict.judge;

import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The scripted API of the live families 07 to 09: what it answers, by the name of the claim. */
final class LiveBackend {

  private static final String FILE = "live-backend.yaml";

  private static final JsonNode ANSWERS = read();

  private LiveBackend() {}

  private static JsonNode read() {
    try (InputStream file =
        Objects.requireNonNull(LiveBackend.class.getResourceAsStream(FILE), FILE)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return YamlReader.read(FILE, text).getFirst().tree();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The answer about the destination {@code <claim>-backup}. */
  static Optional<JsonNode> answer(String claim) {
    if (!(ANSWERS.path(claim) instanceof ObjectNode answer)) {
      return Optional.empty();
    }
    ObjectNode whole = answer.deepCopy();
    if (answer.has("repeat")) {
      whole
          .putObject("body")
          .putObject("status")
          .putObject("latestImage")
          .put("name", "x".repeat(answer.get("repeat").asInt()));
    }
    if (whole.get("body") instanceof ObjectNode body) {
      body.put("apiVersion", "volsync.backube/v1alpha1").put("kind", "ReplicationDestination");
      body.putObject("metadata").put("name", claim + "-backup");
      body.putObject("spec");
    }
    return Optional.of(whole);
  }
}
