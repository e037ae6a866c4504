package dev.kyverdict.world;

import dev.kyverdict.referee.Project;
import dev.kyverdict.world.kube.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The real script, with stand-ins for {@code aws} and {@code kubectl} that answer from a folder.
 */
final class PrewarmScript {

  private static final Pattern CLAIM =
      Pattern.compile("([a-z0-9][-.a-z0-9]*/)([a-z0-9][-.a-z0-9]*/)?");

  private final Path folder;
  private final PrewarmScene scene;

  PrewarmScript(Path folder, PrewarmScene scene) {
    this.folder = folder;
    this.scene = scene;
  }

  /** The text of the script. */
  static String text() throws IOException {
    return Files.readString(file());
  }

  private static Path file() {
    return Project.root()
        .resolve("policy-volsync/src/main/resources/dev/kyverdict/volsync/prewarm.sh");
  }

  PrewarmOutcome run() throws IOException, InterruptedException {
    layOut();
    ProcessBuilder builder = new ProcessBuilder("bash", file().toString());
    builder.environment().clear();
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("PREWARM_STATE", folder.toString());
    builder.environment().putAll(scene.variables());
    for (String name : scene.files().keySet()) {
      builder.environment().put(name, folder.resolve(name + ".json").toString());
    }
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the script hangs");
    }
    List<JsonNode> lines =
        Files.readString(folder.resolve("out"), StandardCharsets.UTF_8)
            .lines()
            .map(JsonMapper.shared()::readTree)
            .toList();
    return PrewarmOutcome.of(process.exitValue(), lines, objects());
  }

  private List<JsonNode> objects() throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("cluster"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        objects.add(JsonMapper.shared().readTree(Files.readString(file)));
      }
    }
    return objects;
  }

  private void layOut() throws IOException {
    listings(folder.resolve("s3"));
    write(folder.resolve("s3/bucket"), "volsync-backups\n");
    write(folder.resolve("faults"), "");
    Files.createDirectories(folder.resolve("cluster"));
    for (ObjectNode object : scene.objects()) {
      String namespace = Trees.namespace(object);
      write(
          folder
              .resolve("cluster")
              .resolve(Trees.text(object, "kind"))
              .resolve(namespace.isEmpty() ? "_" : namespace)
              .resolve(Trees.name(object) + ".json"),
          object.toString());
    }
    if (scene.storeWorks()) {
      write(folder.resolve("store-works"), "");
    }
    for (String tool : List.of("stand-in", "aws", "kubectl", "sleep")) {
      Path copy = folder.resolve("bin").resolve(tool);
      write(copy, Files.readString(PrewarmScene.folder().resolve("bin/" + tool)));
      if (!copy.toFile().setExecutable(true)) {
        throw new IllegalStateException("cannot make executable: " + copy);
      }
    }
    for (Map.Entry<String, String> file : scene.files().entrySet()) {
      write(folder.resolve(file.getKey() + ".json"), file.getValue());
    }
  }

  /** An answer for every listing that makes sense; the others find nothing. */
  private void listings(Path s3) throws IOException {
    list(s3.resolve("level"), "", true);
    TreeSet<String> prefixes = new TreeSet<>();
    for (String key : scene.bucket().keySet()) {
      var matcher = CLAIM.matcher(key);
      if (matcher.lookingAt()) {
        prefixes.add(matcher.group(1));
        if (matcher.group(2) != null) {
          prefixes.add(matcher.group() + "snapshots/");
        }
      }
    }
    for (String prefix : prefixes) {
      boolean level = prefix.indexOf('/') == prefix.length() - 1;
      list(s3.resolve(level ? "level" : "everything").resolve(prefix), prefix, level);
    }
  }

  private void list(Path where, String prefix, boolean level) throws IOException {
    ObjectNode answer = Trees.object();
    TreeSet<String> below = new TreeSet<>();
    scene
        .bucket()
        .forEach(
            (key, time) -> {
              int slash = key.indexOf('/', prefix.length());
              if (!key.startsWith(prefix)) {
                return;
              }
              if (level && slash >= 0) {
                below.add(key.substring(0, slash + 1));
              } else {
                answer.withArray("Contents").addObject().put("Key", key).put("LastModified", time);
              }
            });
    below.forEach(it -> answer.withArray("CommonPrefixes").addObject().put("Prefix", it));
    Files.createDirectories(where);
    if (!answer.isEmpty()) {
      write(where.resolve("answer.json"), answer.toString());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }
}
