package dev.kyverdict.cli;

import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.judge.Conformance.Family;
import dev.kyverdict.judge.ConformanceRun;
import dev.kyverdict.judge.EngineJudge;
import dev.kyverdict.judge.Exceptions;
import dev.kyverdict.judge.Judge;
import dev.kyverdict.judge.PackagesJudge;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kyverdict conformance}: recorded verdicts of the real Kyverno, asked again. */
@Command(
    name = "conformance",
    description = "Replays recorded verdicts; exit code 1 when one differs without a known reason.",
    mixinStandardHelpOptions = true)
final class ConformanceCli implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR|FILE",
      description = "Recordings: .jsonl, .jsonl.gz, or live families as .yaml.")
  private List<Path> paths = List.of();

  @Option(
      names = "--exceptions",
      paramLabel = "FILE",
      description =
          "Known differences instead of the project's own: an id, a tab and the reason a line.")
  private @Nullable Path exceptions;

  @Option(
      names = "--judge",
      paramLabel = "PROGRAM",
      description = "Asks this kyverno-judge instead of the engine: what did a new Kyverno change?")
  private @Nullable Path judge;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "3",
      description = "Prints the first N differences of a family whole (default: 3).")
  private int show;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (Judge asked = judge == null ? new EngineJudge(KyvernoVersion.V1_19_1) : packages(judge)) {
      Exceptions known =
          exceptions == null ? Exceptions.known() : Exceptions.of(Files.readAllLines(exceptions));
      List<Family> families =
          new ConformanceRun(asked, known, spec.commandLine().getOut(), show).run(paths);
      return families.stream().allMatch(Family::isClean) ? 0 : 1;
    } catch (IOException | IllegalArgumentException failed) {
      err.println("error: " + failed.getMessage());
      err.flush();
      return 2;
    }
  }

  private static Judge packages(Path program) {
    return new PackagesJudge(program);
  }
}
