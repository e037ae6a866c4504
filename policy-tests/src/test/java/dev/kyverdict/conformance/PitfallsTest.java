package dev.kyverdict.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.judge.Conformance;
import dev.kyverdict.judge.Conformance.Family;
import dev.kyverdict.judge.EngineJudge;
import dev.kyverdict.judge.Exceptions;
import dev.kyverdict.judge.Recording;
import dev.kyverdict.judge.Recordings;
import dev.kyverdict.referee.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What most people get wrong about Kyverno, each against recorded verdicts of the real one. Rows 33
 * (what becomes of generated objects later) and 39 (kinds that a cluster does not know) need a
 * cluster.
 */
class PitfallsTest {

  private static final Path RESOURCES = Project.root().resolve("policy-tests/src/test/resources");

  @TestFactory
  Stream<DynamicTest> row() throws IOException {
    List<Recording> recordings =
        Recordings.read(RESOURCES.resolve("recordings/kyverno-1.19.1/pitfalls.jsonl.gz"));
    List<String> rows = Files.readAllLines(RESOURCES.resolve("conformance/pitfalls.tsv"));
    assertThat(rows).hasSize(52);
    return rows.stream().map(row -> test(row, recordings));
  }

  private static DynamicTest test(String row, List<Recording> recordings) {
    String[] parts = row.split("\t", 2);
    return DynamicTest.dynamicTest(
        parts[0] + " " + parts[1],
        () -> {
          List<Recording> cases =
              recordings.stream()
                  .filter(recording -> recording.id().startsWith("pitfall-" + parts[0] + "-"))
                  .toList();
          Family family =
              new Conformance(new EngineJudge(KyvernoVersion.V1_19_1), Exceptions.known())
                  .ask(parts[0], cases);
          assertThat(cases).isNotEmpty();
          assertThat(family.differences()).isEmpty();
        });
  }
}
