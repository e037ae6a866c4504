package dev.kyverdict.lint;

import static dev.kyverdict.lint.ClusterLint.IMAGE_NOT_PINNED;
import static dev.kyverdict.lint.ClusterLint.IMAGE_WITHOUT_SHELL;
import static dev.kyverdict.lint.ClusterLint.NOT_WRITABLE;

import dev.kyverdict.lint.Tree.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The containers of CronJobs and Jobs. */
final class PodTemplates {

  private static final Map<String, String> TEMPLATES =
      Map.of("CronJob", "/spec/jobTemplate/spec/template/spec", "Job", "/spec/template/spec");

  private static final Pattern PINNED = Pattern.compile(".+(?:@sha256:.+|:(?!latest$)[^/:]+)");

  /** {@code volsync.md} §9: since September 2025 there is no tag but {@code latest}. */
  private static final Pattern WITHDRAWN = Pattern.compile("(docker\\.io/)?bitnami/kubectl:.*");

  private static final Pattern SHELL = Pattern.compile("(/usr)?(/bin/)?(ba|da|a)?sh");

  private static final Pattern SHELL_LESS =
      Pattern.compile("registry\\.k8s\\.io/kubectl[:@].*|.*distroless.*");

  private PodTemplates() {}

  /**
   * A container, with its place in the object.
   *
   * @param object the CronJob or Job
   * @param node the container
   * @param field where it stands
   */
  record Container(ObjectView object, JsonNode node, String field) {

    String name() {
      return node.path("name").asString("");
    }

    /** {@code command} and {@code args}. */
    List<String> words() {
      List<String> words = new ArrayList<>();
      node.path("command").valueStream().forEach(word -> words.add(word.asString("")));
      node.path("args").valueStream().forEach(word -> words.add(word.asString("")));
      return words;
    }
  }

  static List<Container> containers(ObjectView object) {
    List<Container> containers = new ArrayList<>();
    String template = TEMPLATES.getOrDefault(object.kind(), "");
    if (!template.isEmpty()) {
      for (String list : List.of("initContainers", "containers")) {
        String[] path = (template.substring(1) + "/" + list).split("/", -1);
        if (object.tree().at(path) instanceof Known(JsonNode nodes)) {
          for (int i = 0; i < nodes.size(); i++) {
            String field = template + "/" + list + "/" + i;
            containers.add(new Container(object, nodes.path(i), field));
          }
        }
      }
    }
    return containers;
  }

  static void check(ObjectView object, Problems problems) {
    for (Container container : containers(object)) {
      image(container, problems);
      writable(container, problems);
    }
  }

  private static void image(Container container, Problems problems) {
    String image = container.node().path("image").asString("");
    if (image.isEmpty() || image.contains("{{")) {
      return;
    }
    boolean withdrawn = WITHDRAWN.matcher(image).matches() && !image.contains("@");
    if (withdrawn || !PINNED.matcher(image).matches()) {
      container
          .object()
          .report(
              problems,
              IMAGE_NOT_PINNED,
              container.field() + "/image",
              withdrawn
                  ? "'" + image + "' is published without versions"
                  : "'" + image + "' names no version",
              withdrawn ? "use alpine/k8s with a version" : "name a version, best a digest");
    }
    List<String> words = container.words();
    if (SHELL_LESS.matcher(image).matches()
        && !words.isEmpty()
        && SHELL.matcher(words.getFirst()).matches()) {
      container
          .object()
          .report(
              problems,
              IMAGE_WITHOUT_SHELL,
              container.field() + "/command",
              "image '" + image + "' has no " + words.getFirst(),
              "use an image with a shell, such as alpine/k8s");
    }
  }

  private static void writable(Container container, Problems problems) {
    JsonNode node = container.node();
    boolean readOnly = node.path("securityContext").path("readOnlyRootFilesystem").asBoolean(false);
    boolean temporary =
        node.path("volumeMounts")
            .valueStream()
            .anyMatch(mount -> mount.path("mountPath").asString("").matches("/tmp/?"));
    if (readOnly && !temporary) {
      container
          .object()
          .report(
              problems,
              NOT_WRITABLE,
              container.field() + (node.has("volumeMounts") ? "/volumeMounts" : ""),
              "container '" + container.name() + "' has a read-only root and no volume at /tmp",
              "mount an emptyDir at /tmp");
    }
  }
}
