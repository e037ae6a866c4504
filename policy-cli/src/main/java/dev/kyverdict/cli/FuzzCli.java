package dev.kyverdict.cli;

import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.fuzz.Corpus;
import dev.kyverdict.fuzz.CorpusReader;
import dev.kyverdict.fuzz.Differential;
import dev.kyverdict.fuzz.Fault;
import dev.kyverdict.fuzz.FaultRun;
import dev.kyverdict.fuzz.FuzzRun;
import dev.kyverdict.fuzz.Generator;
import dev.kyverdict.fuzz.HostileFuzz;
import dev.kyverdict.fuzz.KnownDifferences;
import dev.kyverdict.judge.EngineJudge;
import dev.kyverdict.judge.PackagesJudge;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kyverdict fuzz}: generated cases, decided by the engine and by Kyverno's packages. */
@Command(
    name = "fuzz",
    description =
        "Asks the engine and Kyverno's own packages the same generated questions. Exit code 1 when"
            + " they differ without a known reason, or when something was not covered.",
    mixinStandardHelpOptions = true)
final class FuzzCli implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final int UNREADABLE = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--cases",
      paramLabel = "N",
      defaultValue = "1000000000",
      description = "Ends after so many cases.")
  private long cases;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "Ends after so many seconds (default: 60).")
  private long seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed asks the same questions (default: a fresh one, printed).")
  private @Nullable Long seed;

  @Option(
      names = "--judge",
      paramLabel = "PROGRAM",
      defaultValue = "${KYVERDICT_HOME:-.}/tools/bin/kyverno-judge",
      description = "The program on Kyverno's packages (default: that of tools/install).")
  private Path judge = Path.of("");

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      description = "Policies to grow cases from, beside the rendered ones; repeatable.")
  private List<Path> corpus = List.of();

  @Option(
      names = "--hostile",
      description = "Asks the engine alone, and only what nobody means well with.")
  private boolean hostile;

  @Option(
      names = "--faults",
      paramLabel = "DIR",
      description =
          "Plants faults in the engine, whose sources DIR holds (policy-engine/src/main/java), and"
              + " shows with which case each is found. Exit code 1 when one is not.")
  private @Nullable Path faults;

  @Option(names = "--home", hidden = true, defaultValue = "${KYVERDICT_HOME:-.}")
  private Path home = Path.of(".");

  @Override
  public Integer call() {
    long chosen = seed == null ? System.nanoTime() & 0xffff_ffffL : seed;
    PrintWriter out = spec.commandLine().getOut();
    try {
      boolean passed = hostile ? hostile(out, chosen) : differential(out, chosen);
      out.flush();
      return passed ? 0 : FAILED;
    } catch (IOException failed) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("error: " + failed.getMessage());
      err.flush();
      return UNREADABLE;
    }
  }

  private boolean hostile(PrintWriter out, long chosen) {
    HostileFuzz.Result result =
        HostileFuzz.run(
            new EngineJudge(KyvernoVersion.V1_19_1),
            chosen,
            Duration.ofSeconds(seconds),
            HostileFuzz.LIMIT);
    result.failure().ifPresent(failure -> out.println("broken: " + failure));
    out.printf(
        "seed %d: %d hostile questions, the slowest answered in %d ms%n",
        chosen, result.questions(), result.slowest().toMillis());
    return result.failure().isEmpty();
  }

  private boolean differential(PrintWriter out, long chosen) throws IOException {
    if (!Files.isExecutable(judge)) {
      throw new IOException(judge + ": no such program; run tools/install, or give --judge");
    }
    List<Path> folders = new ArrayList<>(List.of(home.resolve("generated")));
    folders.addAll(corpus);
    Corpus grown = CorpusReader.read(folders);
    EngineJudge engine = new EngineJudge(KyvernoVersion.V1_19_1);
    try (PackagesJudge packages = new PackagesJudge(judge)) {
      if (faults != null) {
        return planted(
            out, new FaultRun(packages, engine, faults), new Generator(chosen, grown), chosen);
      }
      FuzzRun run =
          new FuzzRun(
              new Differential(packages, engine),
              grown,
              KnownDifferences.listed(),
              found -> out.flush());
      FuzzRun.Result result =
          run.run(new FuzzRun.Settings(chosen, cases, Duration.ofSeconds(seconds)));
      out.print(result.summary());
      return result.passed();
    }
  }

  private boolean planted(PrintWriter out, FaultRun run, Generator generator, long chosen) {
    List<Fault> all = Fault.all();
    Map<Fault, Long> found = run.find(all, generator, cases, Duration.ofSeconds(seconds));
    for (Fault fault : all) {
      Long place = found.get(fault);
      out.printf(
          "%-22s %s (%s)%n",
          fault.name(), place == null ? "not found" : "case " + place, fault.meaning());
    }
    out.printf("seed %d: %d of %d planted faults found%n", chosen, found.size(), all.size());
    return found.size() == all.size();
  }
}
