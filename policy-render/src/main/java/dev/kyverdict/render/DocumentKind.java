package dev.kyverdict.render;

import dev.kyverdict.model.Problem;
import dev.kyverdict.render.Kinds.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a document calls itself.
 *
 * @param group the API group, empty for the core
 * @param version the version in the group
 * @param name {@code kind}
 */
record DocumentKind(String group, String version, String name) {

  private static final List<String> OTHER_MOVERS =
      List.of("rsync", "rsyncTLS", "rclone", "syncthing", "external");

  static DocumentKind of(JsonNode tree) {
    String apiVersion = text(tree, "apiVersion");
    int slash = apiVersion.indexOf('/');
    return new DocumentKind(
        apiVersion.substring(0, Math.max(slash, 0)),
        apiVersion.substring(slash + 1),
        text(tree, "kind"));
  }

  /** What kustomize takes a file of this name for, whose documents do not say it. */
  static Optional<DocumentKind> ofFile(String file) {
    String name = file.substring(1 + Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')));
    return Stream.of("kustomization.yaml", "kustomization.yml", "Kustomization")
        .filter(name::equals)
        .map(same -> new DocumentKind("kustomize.config.k8s.io", "v1beta1", "Kustomization"))
        .findFirst();
  }

  /** The kind, unless the model has no value for it or for what the document says. */
  Optional<Kind> known(JsonNode tree) {
    return Kinds.ofGroup(group).stream()
        .filter(kind -> kind.name().equals(name) && kind.versions().contains(version))
        .filter(kind -> !kind.name().startsWith("Replication") || isRestic(tree.path("spec")))
        .findFirst();
  }

  /** Why it is probably not read although it was meant to be. */
  Optional<Problem> advice() {
    List<Kind> kinds = Kinds.ofGroup(group);
    Optional<Problem> unserved =
        kinds.stream()
            .filter(kind -> kind.name().equals(name) && !kind.versions().contains(version))
            .map(this::unserved)
            .findFirst();
    return unserved.or(
        () ->
            kinds.stream()
                .map(Kind::name)
                .filter(known -> NearestName.isMisspelt(name, known))
                .map(this::misspelt)
                .findFirst());
  }

  private Problem unserved(Kind kind) {
    String served =
        kind.versions().stream().collect(Collectors.joining(" and ", kind.group() + "/", ""));
    return Problem.warning(
        "unknown-version",
        "/apiVersion",
        name + " is not read: its group serves " + served + ", not " + version,
        "write apiVersion: " + kind.apiVersion());
  }

  private Problem misspelt(String known) {
    return Problem.warning(
        "unknown-kind",
        "/kind",
        name + " is not read: there is no such kind",
        "did you mean " + known + "?");
  }

  /** The other movers have no model. */
  private static boolean isRestic(JsonNode spec) {
    return spec.has("restic") && OTHER_MOVERS.stream().noneMatch(spec::has);
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).isString() ? node.path(name).stringValue() : "";
  }
}
