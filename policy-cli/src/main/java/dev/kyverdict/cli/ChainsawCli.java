package dev.kyverdict.cli;

import dev.kyverdict.chainsaw.ChainsawReport;
import dev.kyverdict.chainsaw.ChainsawRun;
import dev.kyverdict.chainsaw.KnownFailures;
import dev.kyverdict.chainsaw.TestResult;
import dev.kyverdict.cluster.sim.Setup;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.yaml.YamlException;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code kyverdict chainsaw}: end-to-end tests in chainsaw's format, in simulated clusters. */
@Command(
    name = "chainsaw",
    description =
        "Runs chainsaw tests, each in a simulated cluster of its own. Exit code, as chainsaw's: 0"
            + " when none failed, else 1. A test with a step that is out of reach is not run.",
    mixinStandardHelpOptions = true)
final class ChainsawCli implements Callable<Integer> {

  private static final int FAILED = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..*", paramLabel = "DIR", description = "Folders with tests.")
  private List<Path> folders = List.of();

  @Option(names = "--test-dir", paramLabel = "DIR", description = "Folders with tests.")
  private List<Path> more = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Instead of the .chainsaw.yaml in or above the folder of each test.")
  private @Nullable Path config;

  @Option(
      names = "--test-file",
      paramLabel = "NAME",
      defaultValue = "chainsaw-test",
      description = "The name of the files with tests (default: chainsaw-test).")
  private String testFile = "";

  @Option(
      names = "--include-test-regex",
      paramLabel = "REGEX",
      defaultValue = "",
      description = "Runs only the tests whose folder has this.")
  private String include = "";

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many tests run at once (default: 2).")
  private int parallel;

  @Option(
      names = "--report-format",
      paramLabel = "FORMAT",
      description = "JUNIT-TEST or XML, which are the same; writes a report.")
  private @Nullable String reportFormat;

  @Option(
      names = "--report-name",
      paramLabel = "NAME",
      defaultValue = "chainsaw-report",
      description = "The name of the report (default: chainsaw-report).")
  private String reportName = "";

  @Option(
      names = "--report-path",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The folder of the report.")
  private Path reportPath = Path.of("");

  @Option(
      names = "--known-failures",
      paramLabel = "FILE",
      description =
          "Tests that may fail: an id, a tab and the reason a line. Exit code 1 when another one"
              + " fails, or when one of them does not.")
  private @Nullable Path known;

  @Option(
      names = "--objects",
      paramLabel = "FILE",
      description =
          "Objects that each cluster holds from the start, such as rights beyond those of Kyverno's"
              + " chart.")
  private List<Path> objects = List.of();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Optional<KnownFailures> failures =
          known == null ? Optional.empty() : Optional.of(read(known));
      ChainsawReport report = new ChainsawReport(run(out));
      if (reportFormat != null) {
        write(report, reportFormat);
      }
      List<String> wrong = failures.map(it -> it.wrong(report.results())).orElse(List.of());
      wrong.forEach(out::println);
      report.summary().forEach(out::println);
      out.flush();
      boolean failed = failures.isPresent() ? !wrong.isEmpty() : report.hasFailures();
      return failed ? FAILED : 0;
    } catch (IOException | IllegalArgumentException | YamlException failed) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("error: " + failed.getMessage());
      err.flush();
      return FAILED;
    }
  }

  private List<TestResult> run(PrintWriter out) throws IOException {
    List<Path> all = new ArrayList<>(folders);
    all.addAll(more);
    if (all.isEmpty()) {
      all.add(Path.of("."));
    }
    String file = testFile.contains(".") ? testFile : testFile + ".yaml";
    ChainsawRun.Settings settings =
        new ChainsawRun.Settings(Optional.ofNullable(config), file, parallel, include);
    return new ChainsawRun(clusters(), settings)
        .run(
            all,
            result -> {
              out.println(result);
              out.flush();
            });
  }

  /**
   * Copies of one that has settled, which is quicker than to start each. Kyverno's own tests want
   * every event reported.
   */
  private Supplier<SimulatedCluster> clusters() throws IOException {
    List<JsonNode> trees = new ArrayList<>();
    for (Path file : objects) {
      YamlReader.read(file.toString(), Input.text(file))
          .forEach(document -> trees.add(document.tree()));
    }
    SimulatedCluster settled = SimulatedCluster.start(Setup.DEFAULT.omitting(Set.of()).with(trees));
    return () -> {
      synchronized (settled) {
        return settled.copy();
      }
    };
  }

  private void write(ChainsawReport report, String format) throws IOException {
    if (!format.equals("JUNIT-TEST") && !format.equals("XML")) {
      throw new IOException("unknown report format: " + format + "; write JUNIT-TEST");
    }
    String file = reportName.contains(".") ? reportName : reportName + ".xml";
    Files.writeString(reportPath.resolve(file), report.junit("chainsaw-report"));
  }

  private static KnownFailures read(Path file) throws IOException {
    return KnownFailures.of(Input.text(file).lines().toList());
  }
}
