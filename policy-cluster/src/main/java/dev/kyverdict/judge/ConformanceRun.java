package dev.kyverdict.judge;

import dev.kyverdict.judge.Conformance.Difference;
import dev.kyverdict.judge.Conformance.Family;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replays recorded verdicts and prints {@code N of M} a family, each difference with its input, and
 * at last {@code total N of M, K explained}.
 */
public final class ConformanceRun {

  private final Judge judge;
  private final Exceptions exceptions;
  private final Conformance conformance;
  private final PrintWriter out;
  private final int show;
  private final List<Family> families = new ArrayList<>();

  /**
   * A run.
   *
   * @param show how many differences of a family are printed whole
   */
  public ConformanceRun(Judge judge, Exceptions exceptions, PrintWriter out, int show) {
    this.judge = judge;
    this.exceptions = exceptions;
    this.conformance = new Conformance(judge, exceptions);
    this.out = out;
    this.show = show;
  }

  /**
   * Replays files, and all recordings below folders.
   *
   * @return the families, in the order in which they were asked
   * @throws IOException when a file cannot be read, naming it
   */
  public List<Family> run(List<Path> paths) throws IOException {
    for (Path file : files(paths)) {
      Family family =
          LiveRecordings.isOne(file)
              ? LiveRecordings.ask(judge, exceptions, file)
              : conformance.ask(Recordings.family(file), Recordings.read(file));
      print(family);
      families.add(family);
    }
    int total = families.stream().mapToInt(Family::total).sum();
    int agreed = families.stream().mapToInt(Family::agreed).sum();
    int explained = families.stream().mapToInt(family -> family.explained().size()).sum();
    out.printf("total %d of %d, %d explained%n", agreed, total, explained);
    out.flush();
    return List.copyOf(families);
  }

  private static List<Path> files(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> found = Files.walk(path)) {
          found.filter(ConformanceRun::isRecorded).sorted().forEach(files::add);
        }
      } else if (Files.isRegularFile(path)) {
        files.add(path);
      } else {
        throw new IOException(path + ": no such file or folder; name a recording");
      }
    }
    if (files.isEmpty()) {
      throw new IOException(
          paths + ": hold no recordings; name files that end with .jsonl, .jsonl.gz or .yaml");
    }
    return files;
  }

  private static boolean isRecorded(Path file) {
    return Files.isRegularFile(file) && (Recordings.isOne(file) || LiveRecordings.isOne(file));
  }

  private void print(Family family) {
    out.printf(
        "%s %d of %d%s%n",
        family.name(),
        family.agreed(),
        family.total(),
        family.explained().isEmpty() ? "" : ", " + family.explained().size() + " explained");
    family.explained().forEach((what, why) -> out.printf("  %s: %s%n", what.recording().id(), why));
    family.stale().forEach(id -> out.printf("  %s: is listed as an exception and agrees%n", id));
    family.notAsked().forEach((what, why) -> out.printf("  not asked: %s: %s%n", what, why));
    family.differences().stream().limit(show).forEach(this::print);
    if (family.differences().size() > show) {
      out.printf(
          "  differ: %s%n",
          String.join(
              " ", family.differences().stream().map(one -> one.recording().id()).toList()));
    }
    out.flush();
  }

  private void print(Difference difference) {
    Recording recording = difference.recording();
    out.printf(
        "  %s differs at %s%n    recorded: %s%n    now:      %s%n    case:     %s%n",
        recording.id(),
        difference.places(),
        recording.answers().getFirst(),
        difference.answer(),
        recording.tree());
  }
}
