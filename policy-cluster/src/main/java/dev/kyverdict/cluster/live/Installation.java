package dev.kyverdict.cluster.live;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a real cluster is started from.
 *
 * @param programs the folder of the programs, {@code tools/bin}
 * @param definitions folders of CustomResourceDefinitions of VolSync, snapshots and External
 *     Secrets; for kinds that they lack, definitions that allow any content are made up
 */
public record Installation(Path programs, List<Path> definitions) {

  private static final List<String> NEEDED =
      List.of(
          "etcd",
          "kube-apiserver",
          "kube-controller-manager",
          "kyverno-admission-controller",
          "kyverno-background-controller");

  /** Copies the list. */
  public Installation {
    definitions = List.copyOf(definitions);
  }

  /** What {@code tools/install} has put into a folder. */
  public static Installation of(Path programs) {
    return new Installation(programs, List.of());
  }

  /** The same with folders of CustomResourceDefinitions. */
  public Installation with(List<Path> definitionFolders) {
    return new Installation(programs, definitionFolders);
  }

  /** What is not there, in words; empty when a cluster can be started. */
  public Optional<String> missing() {
    List<String> missing = new ArrayList<>();
    for (String program : NEEDED) {
      if (!Files.isExecutable(program(program))) {
        missing.add(program);
      }
    }
    if (!Files.isRegularFile(kyvernoManifests())) {
      missing.add("the source of Kyverno");
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(", ", missing) + " in " + programs);
  }

  Path program(String name) {
    return programs.resolve(name);
  }

  /** The objects of Kyverno's chart, rendered with its default values. */
  Path kyvernoManifests() {
    return programs.resolve("kyverno.module/config/install-latest-testing.yaml");
  }
}
