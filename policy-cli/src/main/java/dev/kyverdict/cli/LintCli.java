package dev.kyverdict.cli;

import dev.kyverdict.lint.Finding;
import dev.kyverdict.lint.Lint;
import dev.kyverdict.model.Manifest;
import dev.kyverdict.render.PlacedProblem;
import dev.kyverdict.render.ReadResult;
import dev.kyverdict.render.ReadResult.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code kyverdict lint}: what Kyverno or the API server refuse, and what they accept although it
 * is wrong.
 */
@Command(
    name = "lint",
    description =
        "Checks manifests. Exit code 0: nothing; 1: warnings; 2: errors, or a file that cannot be"
            + " read.",
    mixinStandardHelpOptions = true)
final class LintCli implements Callable<Integer> {

  private static final int WARNINGS = 1;
  private static final int ERRORS = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "POLICY", description = "Files or folders.")
  private List<Path> paths = List.of();

  @Option(
      names = "--accepted",
      description = "Prints the findings too that the manifests accept by annotation.")
  private boolean accepted;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      List<ReadResult> files = ManifestFiles.read(paths);
      int code = 0;
      for (PlacedProblem problem : problems(files)) {
        out.println(problem);
        code = Math.max(code, problem.isError() ? ERRORS : WARNINGS);
      }
      out.flush();
      return code;
    } catch (IOException failed) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("error: " + failed.getMessage());
      err.flush();
      return ERRORS;
    }
  }

  private List<PlacedProblem> problems(List<ReadResult> files) {
    List<PlacedProblem> problems = new ArrayList<>();
    Map<Manifest, Document> documents = new IdentityHashMap<>();
    List<Manifest> manifests = new ArrayList<>();
    for (ReadResult file : files) {
      problems.addAll(file.problems());
      for (Document document : file.documents()) {
        problems.addAll(document.refusals());
        documents.put(document.manifest(), document);
        manifests.add(document.manifest());
      }
    }
    for (Finding finding : Lint.of(manifests)) {
      Document document = documents.get(finding.manifest());
      if (document != null && (accepted || !finding.isAccepted())) {
        problems.add(document.placed(finding.problem()));
      }
    }
    return problems;
  }
}
