package dev.kyverdict.cluster.sim;

import dev.kyverdict.cluster.kyverno.KyvernoSetup;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a new cluster holds, Kyverno's chart with all its defaults included. */
final class Installation {

  private static final String FILE = "installation.yaml";

  /** The objects, in an order in which each finds what it needs. */
  static final List<JsonNode> OBJECTS =
      Stream.concat(read(), Stream.of(KyvernoSetup.configMap())).toList();

  private Installation() {}

  private static Stream<JsonNode> read() {
    try (InputStream in =
        Objects.requireNonNull(Installation.class.getResourceAsStream(FILE), FILE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return YamlReader.read(FILE, text).stream().map(YamlDocument::tree);
    } catch (IOException failed) {
      throw new UncheckedIOException(FILE + ": not readable", failed);
    }
  }
}
