package dev.kyverdict.testing;

import dev.kyverdict.cluster.live.Installation;
import dev.kyverdict.cluster.live.LiveCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the cluster of a judge. */
final class Stages {

  private Stages() {}

  static Stage open(Judge judge) {
    return switch (judge) {
      case ENGINE -> new EngineStage(EngineStage.Witness.NONE);
      case PACKAGES -> new EngineStage(Packages.WITNESS);
      case SIMULATED -> new SimulatedStage();
      case LIVE -> new LiveStage(LiveCluster.shared(installation()));
    };
  }

  /** One process answers all tests. */
  private static final class Packages {
    static final PackagesWitness WITNESS = new PackagesWitness(program());
  }

  /** Why a judge cannot be had here; empty when it can. */
  static Optional<String> missing(Judge judge) {
    return switch (judge) {
      case ENGINE, SIMULATED -> Optional.empty();
      case PACKAGES ->
          Files.isExecutable(program())
              ? Optional.empty()
              : Optional.of(program() + " is missing; build it with tools/install");
      case LIVE -> installation().missing();
    };
  }

  private static Installation installation() {
    return Installation.of(tools().resolve("bin"));
  }

  private static Path program() {
    return tools().resolve("bin/kyverno-judge");
  }

  /** {@code -Dkyverdict.tools}, or the folder tools of the project or of one above. */
  static Path tools() {
    String set = System.getProperty("kyverdict.tools", "");
    return set.isEmpty()
        ? Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
            .map(path -> path.resolve("tools"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("tools"))
        : Path.of(set);
  }

  /** The judge that the property names; empty when it names none. */
  static Optional<Judge> chosen(Optional<String> property) {
    return property
        .filter(name -> !name.isBlank())
        .map(
            name -> {
              try {
                return Judge.valueOf(name.toUpperCase(Locale.ROOT));
              } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException(
                    "kyverdict.judge="
                        + name
                        + ": no such judge; say engine, packages, simulated"
                        + " or live",
                    unknown);
              }
            });
  }
}
