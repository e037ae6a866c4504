package dev.kyverdict.cases;

import java.util.List;
import java.util.stream.Collectors;

/** The page of all cases. */
final class CasesPage {

  private static final String HEAD =
      """
      # The 74 cases

      Seventy-four ways in which a cluster like this was seen to fail, or would, and what becomes of each. *Once met*: the
      form in which somebody had it, a manifest, a policy or a script; *as planned* and *ours*: with `generated/as-planned` and
      `generated/safe`. *Won* is that it ends as it should: the claim gets its data, or is denied in words, or the fault is told before it
      is in the cluster. *lost* in the last column is a limit, and stands in [limits](limits.md). Kind *S* is found by a look
      at the manifests, *D* is a decision of the pre-warm or a course of events, *A* an admission. Judges: *live* is a
      recording of a real cluster, *packages* what Kyverno's own packages answered, *lint* the project's own, *the script
      itself and its twin* the bash script and its played copy, which agree; *simulated by source*: nobody but the source.

      %s

      Each row is run twice, once for each profile, by the test of its name: `mvn -pl policy-tests -am test
      -Dtest='CasesOf*Test,CasesCountTest' -Dsurefire.failIfNoSpecifiedTests=false`. This page is written by `CasesCountTest` with
      `-Dkyverdict.cases.record=true` and compared otherwise.

      | case | kind | what is given | once met | as planned | ours | judged by |
      |---|---|---|---|---|---|---|
      %s

      %s
      """;

  private CasesPage() {}

  static String of(List<Row> rows) {
    return HEAD.formatted(
        summary(rows), lines(rows, CasesPage::line), lines(noted(rows), CasesPage::note));
  }

  /** One line that says how all ended. */
  static String summary(List<Row> rows) {
    var count = Cases.count(rows);
    return "cases: %d of 74; won by both %d, lost as planned and won by ours %d, lost by both %d"
        .formatted(
            rows.size(),
            count.getOrDefault("won, won", 0L),
            count.getOrDefault("lost, won", 0L),
            count.getOrDefault("lost, lost", 0L));
  }

  private static List<Row> noted(List<Row> rows) {
    return rows.stream().filter(it -> !it.note().isEmpty()).toList();
  }

  private static String lines(List<Row> rows, java.util.function.Function<Row, String> line) {
    return rows.stream().map(line).collect(Collectors.joining("\n"));
  }

  private static String line(Row it) {
    return "| %d | %s | %s | %s | %s | %s | %s |"
        .formatted(
            it.number(),
            it.kind(),
            it.title(),
            it.form(),
            it.asPlanned(),
            it.ours(),
            it.judgedBy());
  }

  private static String note(Row it) {
    return "- %d: %s".formatted(it.number(), it.note());
  }
}
