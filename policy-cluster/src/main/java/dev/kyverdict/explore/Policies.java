package dev.kyverdict.explore;

import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.ReadResult;
import dev.kyverdict.world.apps.Container;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Rendered manifests: the policies, and the CronJob of the pre-warm with its settings. */
public final class Policies {

  private final Map<String, Text> files;
  private final List<String> edits;

  /** A file, read once. */
  private record Text(String text, List<JsonNode> objects, ReadResult read) {

    static Text of(String path, String text) {
      List<JsonNode> objects = new ArrayList<>(Trees.yaml(text));
      objects.removeIf(it -> !it.has("kind"));
      return new Text(text, List.copyOf(objects), ManifestReader.read(path, text));
    }
  }

  private Policies(Map<String, Text> files, List<String> edits) {
    this.files = new TreeMap<>(files);
    this.edits = List.copyOf(edits);
  }

  /** Reads a folder such as {@code generated/safe}. */
  public static Policies read(Path folder) {
    Map<String, Text> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        texts.put(path, Text.of(path, Files.readString(file)));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new Policies(texts, List.of());
  }

  /** None at all. */
  public static Policies none() {
    return new Policies(Map.of(), List.of());
  }

  /**
   * The same with a text in place of another one, wherever it stands.
   *
   * @throws IllegalArgumentException when it stands nowhere
   */
  public Policies edit(String old, String replacement) {
    Map<String, Text> changed = new TreeMap<>(files);
    changed.replaceAll(
        (path, file) ->
            file.text().contains(old)
                ? Text.of(path, file.text().replace(old, replacement))
                : file);
    if (changed.equals(files)) {
      throw new IllegalArgumentException("stands in no file: " + old);
    }
    return new Policies(changed, more("'%s' for '%s'".formatted(replacement, old)));
  }

  /** The same with one more file, or another one in its place. */
  public Policies file(String path, String text) {
    Map<String, Text> changed = new TreeMap<>(files);
    changed.put(path, Text.of(path, text));
    return new Policies(changed, more("file " + path));
  }

  private List<String> more(String edit) {
    return Stream.concat(edits.stream(), Stream.of(edit)).toList();
  }

  /** How they were changed since they were read. */
  public List<String> edits() {
    return edits;
  }

  /** What a file holds; empty for one that is not there. */
  public List<JsonNode> objects(String path) {
    Text file = files.get(path);
    return file == null ? List.of() : file.objects();
  }

  /** All objects, in the order of the files. */
  public List<JsonNode> objects() {
    return files.values().stream().flatMap(it -> it.objects().stream()).toList();
  }

  /** The policies. */
  public List<KyvernoPolicy> policies() {
    List<KyvernoPolicy> policies = new ArrayList<>();
    for (Text file : files.values()) {
      if (!file.read().errors().isEmpty()) {
        throw new IllegalArgumentException(file.read().errors().toString());
      }
      for (var manifest : file.read().manifests()) {
        if (manifest instanceof KyvernoPolicy policy) {
          policies.add(policy);
        }
      }
    }
    return List.copyOf(policies);
  }

  /** Whether a text stands in a policy. */
  boolean mention(String text) {
    return objects().stream()
        .filter(it -> Trees.text(it, "apiVersion").startsWith("kyverno.io/"))
        .anyMatch(it -> it.toString().contains(text));
  }

  /** The container of the pre-warm, as its pod starts it; variables of Secrets are left out. */
  Container preWarm() {
    List<JsonNode> objects = objects();
    for (JsonNode object : objects) {
      JsonNode pod = Trees.at(object, "spec/jobTemplate/spec/template/spec");
      JsonNode container = pod.path("containers").path(0);
      List<String> command =
          container.path("command").valueStream().map(it -> it.asString("")).toList();
      if (!command.isEmpty() && command.getLast().endsWith("/prewarm.sh")) {
        String account = Trees.text(pod, "serviceAccountName");
        return new Container(
            Account.serviceAccount(Trees.namespace(object), account),
            Trees.namespace(object),
            command,
            environment(container),
            files(objects, pod, container),
            List.of());
      }
    }
    throw new IllegalArgumentException("no CronJob runs prewarm.sh");
  }

  private static Map<String, String> environment(JsonNode container) {
    Map<String, String> environment = new TreeMap<>();
    for (JsonNode variable : container.path("env")) {
      if (variable.has("value")) {
        environment.put(Trees.text(variable, "name"), Trees.text(variable, "value"));
      }
    }
    return environment;
  }

  private static Map<String, String> files(
      List<JsonNode> objects, JsonNode pod, JsonNode container) {
    Map<String, String> files = new TreeMap<>();
    for (JsonNode mount : container.path("volumeMounts")) {
      String folder = Trees.text(mount, "mountPath");
      for (JsonNode volume : pod.path("volumes")) {
        if (Trees.text(volume, "name").equals(Trees.text(mount, "name"))) {
          configMap(objects, Trees.text(volume, "configMap/name"))
              .map(it -> Trees.texts(it.path("data")))
              .orElse(Map.of())
              .forEach((key, text) -> files.put(folder + "/" + key, text));
        }
      }
    }
    return files;
  }

  private static Optional<JsonNode> configMap(List<JsonNode> objects, String name) {
    return objects.stream()
        .filter(it -> Trees.text(it, "kind").equals("ConfigMap") && Trees.name(it).equals(name))
        .findFirst();
  }
}
