package dev.kyverdict.volsync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One run of the pre-warm script as data: what it finds ({@code given}) and what it has to say and
 * do ({@code then}). {@code prewarm/README.md} has the words.
 */
record PrewarmCase(String name, JsonNode given, JsonNode then) {

  /** {@code {a1}} stands for the name of a snapshot, 64 hexadecimal digits. */
  private static final Pattern SNAPSHOT = Pattern.compile("\\{([0-9a-f]{2})}");

  static List<PrewarmCase> all() {
    try (Stream<Path> files = Files.list(resource("cases"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(PrewarmCase::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PrewarmCase named(String name) {
    return read(resource("cases/" + name + ".yaml"));
  }

  static Path resource(String name) {
    URL found = Objects.requireNonNull(PrewarmCase.class.getResource("/prewarm/" + name), name);
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PrewarmCase read(Path file) {
    String name = String.valueOf(file.getFileName()).replace(".yaml", "");
    try {
      String text = SNAPSHOT.matcher(Files.readString(file)).replaceAll(m -> m.group(1).repeat(32));
      Object tree = new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(text);
      JsonNode root = JsonMapper.shared().valueToTree(tree);
      return new PrewarmCase(name, root.path("given"), root.path("then"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
