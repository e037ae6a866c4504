package dev.kyverdict.testing;

import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.Manifests;
import dev.kyverdict.render.PlacedProblem;
import dev.kyverdict.render.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What YAML files hold.
 *
 * @param policies the policies
 * @param objects everything else that a cluster takes, as it is
 */
record PolicyFiles(List<KyvernoPolicy> policies, List<JsonNode> objects) {

  PolicyFiles {
    policies = List.copyOf(policies);
    objects = List.copyOf(objects);
  }

  /** Of a file, or of all files below a folder that end in .yaml or .yml. */
  static PolicyFiles of(Path path) {
    List<KyvernoPolicy> policies = new ArrayList<>();
    List<JsonNode> objects = new ArrayList<>();
    for (Path file : files(path)) {
      ReadResult read = ManifestReader.read(file.toString(), text(file));
      if (!read.errors().isEmpty()) {
        throw new IllegalArgumentException(
            read.errors().stream().map(PlacedProblem::toString).collect(Collectors.joining("\n")));
      }
      for (var manifest : read.manifests()) {
        if (manifest instanceof KyvernoPolicy policy) {
          policies.add(policy);
        } else {
          objects.add(Manifests.tree(manifest));
        }
      }
      read.other().forEach(other -> objects.add(other.tree()));
    }
    objects.removeIf(object -> !object.has("kind") || isKustomization(object));
    return new PolicyFiles(policies, objects);
  }

  private static boolean isKustomization(JsonNode object) {
    return object.path("apiVersion").asString("").startsWith("kustomize.config.k8s.io/");
  }

  private static List<Path> files(Path path) {
    try (Stream<Path> below = Files.walk(path)) {
      return below
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .sorted()
          .toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(path + ": cannot be read", problem);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException problem) {
      throw new UncheckedIOException(file + ": cannot be read", problem);
    }
  }
}
