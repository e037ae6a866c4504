package dev.kyverdict.volsync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A store and a cluster in a folder, which stand-ins for {@code aws} and {@code kubectl} answer
 * from; the real script runs in it, as often as one likes.
 */
final class PrewarmWorld {

  private static final List<String> FILES = List.of("CAPACITIES", "DEFAULTS", "SECRET_TEMPLATE");

  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();

  private PrewarmWorld(Path folder) {
    this.folder = folder;
  }

  static PrewarmWorld of(Path folder, JsonNode given) {
    PrewarmWorld world = new PrewarmWorld(folder);
    try {
      world.layOut(given);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return world;
  }

  static Path script() {
    try {
      return Path.of(Objects.requireNonNull(PrewarmWorld.class.getResource("prewarm.sh")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts up one thing that goes wrong: how, at which of the matching calls, for which calls. */
  PrewarmWorld breaking(String how, int nth, String calls) {
    write(folder.resolve("faults"), how + "\t" + nth + "\t" + calls + "\n");
    return this;
  }

  PrewarmWorld with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Puts an object into the cluster; single quotes will do. */
  void place(String object) {
    place("cluster", (ObjectNode) JsonMapper.shared().readTree(object.replace('\'', '"')));
  }

  /** Runs the script once; calls and writes of earlier runs are forgotten. */
  PrewarmResult run() {
    try {
      Files.deleteIfExists(folder.resolve("calls"));
      Files.deleteIfExists(folder.resolve("writes"));
      Map<String, JsonNode> before = objects();
      Process process = start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the script hangs: " + read("out"));
      }
      return new PrewarmResult(
          process.exitValue(),
          read("out").lines().map(line -> JsonMapper.shared().readTree(line)).toList(),
          PrewarmResult.calls(read("calls")),
          read("writes").lines().toList(),
          before,
          objects(),
          read("err"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The objects as they are, by kind, namespace and name. */
  Map<String, JsonNode> objects() {
    Path cluster = folder.resolve("cluster");
    Map<String, JsonNode> objects = new TreeMap<>();
    try (Stream<Path> files = Files.walk(cluster)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = cluster.relativize(file).toString().replaceFirst("\\.json$", "");
        objects.put(
            name.replaceFirst("/", " "), JsonMapper.shared().readTree(Files.readString(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return objects;
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", script().toString());
    builder.environment().clear();
    builder.environment().put("PATH", folder.resolve("bin") + ":" + PrewarmTools.path());
    builder.environment().put("PREWARM_STATE", folder.toString());
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    return builder.start();
  }

  private void layOut(JsonNode given) throws IOException {
    Path s3 = folder.resolve("s3");
    new PrewarmBucket(given.path("bucket")).layOut(s3);
    write(s3.resolve("bucket"), "volsync-backups\n");
    for (Map.Entry<String, JsonNode> answer : given.path("answers").properties()) {
      write(s3.resolve(answer.getKey() + "answer.json"), answer.getValue().asString());
    }
    Files.createDirectories(folder.resolve("cluster"));
    PrewarmObjects.of(given).forEach(object -> place("cluster", object));
    PrewarmObjects.of(given.path("meanwhile")).forEach(object -> place("meanwhile", object));
    if (given.path("store").asString("").equals("works")) {
      write(folder.resolve("store-works"), "");
    }
    StringBuilder faults = new StringBuilder();
    for (JsonNode fault : given.path("faults")) {
      String nth = fault.path("nth").asString("0");
      faults.append(fault.path("how").asString()).append('\t').append(nth).append('\t');
      faults.append(fault.path("calls").asString()).append('\n');
    }
    write(folder.resolve("faults"), faults.toString());
    layOutTools();
    layOutInputs(given);
  }

  private void layOutTools() throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    for (String tool : List.of("stand-in", "aws", "kubectl", "sleep")) {
      Path copy = folder.resolve("bin").resolve(tool);
      Files.copy(PrewarmCase.resource("bin/" + tool), copy);
      if (!copy.toFile().setExecutable(true)) {
        throw new IllegalStateException("cannot make executable: " + copy);
      }
    }
  }

  private void layOutInputs(JsonNode given) throws IOException {
    JsonNode usual =
        JsonMapper.shared().readTree(Files.readString(PrewarmCase.resource("usual.json")));
    usual.path("env").properties().forEach(e -> environment.put(e.getKey(), text(e.getValue())));
    for (String file : FILES) {
      JsonNode content = given.path("files").path(file);
      Path path = folder.resolve(file + ".json");
      write(path, text(content.isMissingNode() ? usual.path("files").path(file) : content));
      environment.put(file, path.toString());
    }
    for (Map.Entry<String, JsonNode> variable : given.path("env").properties()) {
      if (variable.getValue().isNull()) {
        environment.remove(variable.getKey());
      } else {
        environment.put(variable.getKey(), text(variable.getValue()));
      }
    }
  }

  private void place(String where, ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    Path kind = folder.resolve(where).resolve(object.path("kind").asString());
    Path namespace = kind.resolve(metadata.path("namespace").asString("_"));
    write(namespace.resolve(metadata.path("name").asString() + ".json"), object.toString());
  }

  private String read(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
