package dev.kyverdict.explore;

import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.render.ManifestReader;
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

/**
 * Rendered manifests: the policies, and the CronJob of the pre-warm with its settings.
 *
 * @param texts what the files hold, by path
 * @param edits how they were changed since
 */
public record Policies(Map<String, String> texts, List<String> edits) {

  /** Copies. */
  public Policies {
    texts = java.util.Collections.unmodifiableMap(new TreeMap<>(texts));
    edits = List.copyOf(edits);
  }

  /** Reads a folder such as {@code generated/safe}. */
  public static Policies read(Path folder) {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new Policies(texts, List.of());
  }

  /**
   * The same with a text in place of another one, wherever it stands.
   *
   * @throws IllegalArgumentException when it stands nowhere
   */
  public Policies edit(String old, String replacement) {
    Map<String, String> changed = new TreeMap<>(texts);
    changed.replaceAll((path, text) -> text.replace(old, replacement));
    if (changed.equals(texts)) {
      throw new IllegalArgumentException("stands in no file: " + old);
    }
    return new Policies(changed, more("'%s' for '%s'".formatted(replacement, old)));
  }

  /** The same with one more file, or another one in its place. */
  public Policies file(String path, String text) {
    Map<String, String> changed = new TreeMap<>(texts);
    changed.put(path, text);
    return new Policies(changed, more("file " + path));
  }

  private List<String> more(String edit) {
    return Stream.concat(edits.stream(), Stream.of(edit)).toList();
  }

  /** All objects, in the order of the files. */
  public List<JsonNode> objects() {
    return texts.values().stream()
        .flatMap(text -> Trees.yaml(text).stream())
        .filter(it -> it.has("kind"))
        .toList();
  }

  /** The policies. */
  public List<KyvernoPolicy> policies() {
    List<KyvernoPolicy> policies = new ArrayList<>();
    texts.forEach(
        (path, text) -> {
          var read = ManifestReader.read(path, text);
          if (!read.errors().isEmpty()) {
            throw new IllegalArgumentException(read.errors().toString());
          }
          for (var manifest : read.manifests()) {
            if (manifest instanceof KyvernoPolicy policy) {
              policies.add(policy);
            }
          }
        });
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
