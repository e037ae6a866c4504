package dev.kyverdict.chainsaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.chainsaw.TestResult.Outcome;
import dev.kyverdict.cluster.sim.Setup;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.referee.Project;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Kyverno's own end-to-end tests pass in simulated clusters, save those that the list of known
 * failures names, each with its reason; the list is wrong as soon as one of them passes.
 */
class KyvernoTestsTest {

  private static final String TESTS =
      "github.com/kyverno/kyverno@v1.19.1/test/conformance/chainsaw";

  private static final Path RESOURCES =
      Project.root().resolve("policy-tests/src/test/resources/chainsaw");

  /** The families that are run, with how many of each pass at least, in hundredths. */
  private static final List<Family> FAMILIES =
      List.of(
          new Family("mutate", 64, 95),
          new Family("generate", 155, 95),
          new Family("autogen", 10, 0),
          new Family("deferred", 6, 0),
          new Family("filter", 12, 0),
          new Family("background-only", 4, 0),
          new Family("events", 8, 0),
          new Family("policy-validation", 10, 0),
          new Family("rangeoperators", 1, 0),
          new Family("validate", 60, 0),
          new Family("globalcontext", 9, 0),
          new Family("webhooks", 23, 0),
          new Family("webhook-configurations", 4, 0));

  /**
   * A family.
   *
   * @param run how many are run at least
   * @param hundredths of those that are run pass at least
   */
  private record Family(String name, int run, int hundredths) {}

  @Test
  void the_list_of_known_failures_is_right_and_enough_tests_pass() throws IOException {
    Optional<Path> root = module();
    Project.requireFromTools(root.isPresent(), "the module github.com/kyverno/kyverno v1.19.1");
    KnownFailures known =
        KnownFailures.of(Files.readAllLines(RESOURCES.resolve("known-failures.tsv")));
    List<Path> folders = new ArrayList<>();
    FAMILIES.forEach(family -> folders.add(root.orElseThrow().resolve(family.name)));

    ChainsawReport report =
        new ChainsawReport(
            new ChainsawRun(KyvernoTestsTest::cluster, ChainsawRun.Settings.CHAINSAW)
                .run(folders, result -> {}));

    report.summary().forEach(System.out::println);
    assertThat(known.wrong(report.results())).isEmpty();
    FAMILIES.forEach(family -> enoughOf(family, report.results()));
  }

  private static void enoughOf(Family family, List<TestResult> results) {
    List<Outcome> run =
        results.stream()
            .filter(result -> result.family().equals(family.name))
            .map(TestResult::outcome)
            .filter(outcome -> outcome != Outcome.NOT_RUN)
            .toList();
    long passed = run.stream().filter(Outcome.PASSED::equals).count();
    assertThat(run).as("%s: run", family.name).hasSizeGreaterThanOrEqualTo(family.run);
    assertThat(passed * 100)
        .as("%s: passed", family.name)
        .isGreaterThanOrEqualTo((long) run.size() * family.hundredths);
  }

  private static final SimulatedCluster SETTLED =
      SimulatedCluster.start(
          Setup.DEFAULT
              .omitting(Set.of())
              .with(
                  YamlReader.read(RESOURCES.resolve("installation.yaml")).stream()
                      .map(YamlDocument::tree)
                      .toList()));

  /** Kyverno as its tests want it installed. */
  private static synchronized SimulatedCluster cluster() {
    return SETTLED.copy();
  }

  /** Kyverno's tests in the Go module cache, if they are there. */
  private static Optional<Path> module() {
    return Stream.of(
            variable("GOMODCACHE"),
            variable("GOPATH").map(path -> path.resolve("pkg/mod")),
            Optional.of(Path.of(System.getProperty("user.home"), "go/pkg/mod")))
        .flatMap(Optional::stream)
        .map(cache -> cache.resolve(TESTS))
        .filter(Files::isDirectory)
        .findFirst();
  }

  private static Optional<Path> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(text -> !text.isEmpty()).map(Path::of);
  }
}
