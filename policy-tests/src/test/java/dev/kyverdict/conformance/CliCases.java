package dev.kyverdict.conformance;

import dev.kyverdict.clicases.CliRun;
import dev.kyverdict.clicases.Row;
import dev.kyverdict.engine.KyvernoConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** This engine's rows of a suite beside those of Kyverno's command. */
final class CliCases {

  private final Map<String, Integer> notAsked = new TreeMap<>();
  private final List<String> differences = new ArrayList<>();
  private int asked;
  private int agreeing;

  /**
   * Runs a suite.
   *
   * @param root its folder
   * @param rows what the command says, by test file
   */
  static CliCases of(Path root, Map<String, List<Row>> rows) {
    CliCases cases = new CliCases();
    rows.forEach((file, expected) -> cases.compare(file, root.resolve(file), expected));
    return cases;
  }

  private void compare(String name, Path file, List<Row> expected) {
    List<CliRun> runs = CliRun.of(file, KyvernoConfig.DEFAULT);
    List<Row> ours = new ArrayList<>();
    runs.forEach(run -> ours.addAll(run.rows()));
    ours.removeIf(row -> reason(runs, row).isPresent());
    for (Row row : expected) {
      Optional<String> reason = reason(runs, row);
      if (reason.isPresent()) {
        notAsked.merge(reason.get(), 1, Integer::sum);
        continue;
      }
      asked++;
      if (ours.remove(row)) {
        agreeing++;
      } else {
        differences.add(name + ": " + row);
      }
    }
    ours.forEach(row -> differences.add(name + ": only here " + row));
  }

  private static Optional<String> reason(List<CliRun> runs, Row row) {
    return runs.stream().flatMap(run -> run.notAsked(row).stream()).findFirst();
  }

  /** Rows about policies that this engine decides. */
  int asked() {
    return asked;
  }

  /** How many of those are the same here. */
  int agreeing() {
    return agreeing;
  }

  /** From the kind of policy that this engine leaves alone to the number of rows. */
  Map<String, Integer> notAsked() {
    return notAsked;
  }

  /** {@code file: row} of each row that only one of the two gives, sorted. */
  List<String> differences() {
    return differences.stream().sorted().toList();
  }
}
