package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.values.GoPanicException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tables of what Kyverno makes of a patch. */
final class Facts {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Facts() {}

  static Stream<Arguments> of(String table) {
    try (InputStream text = Objects.requireNonNull(Facts.class.getResourceAsStream(table))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> Arguments.of((Object[]) line.split(" \\| ", -1)));
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  static ObjectNode json(String text) {
    return (ObjectNode) GoNumbers.floats(MAPPER.readTree(text));
  }

  static ObjectNode object(String kind, String spec) {
    String apiVersion = kind.equals("Widget") ? "example.com/v1" : "v1";
    ObjectNode object = MAPPER.createObjectNode().put("apiVersion", apiVersion).put("kind", kind);
    object.putObject("metadata").put("name", "x").put("namespace", "app");
    object.set("spec", json(spec));
    return object;
  }

  /** The outcome as the tables have it; the patch gives the same object when nothing changed. */
  static String outcome(ObjectNode object, Function<ObjectNode, JsonNode> patch) {
    try {
      JsonNode patched = patch.apply(object);
      return patched == object
          ? "skip"
          : GoFormat.json(patched.path("spec")).replace("\\u003c", "<");
    } catch (EvaluationException failed) {
      return "error: " + failed.text().replace("\n", "\\n");
    } catch (GoPanicException crash) {
      return "panic";
    }
  }
}
