package dev.kyverdict.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.judge.Conformance.Family;
import dev.kyverdict.judge.ConformanceRun;
import dev.kyverdict.judge.EngineJudge;
import dev.kyverdict.judge.ErrorClass;
import dev.kyverdict.judge.Exceptions;
import dev.kyverdict.judge.Recording;
import dev.kyverdict.judge.Recordings;
import dev.kyverdict.referee.Project;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The engine against what the real Kyverno was recorded to answer. */
class EngineConformanceTest {

  private static final int SHOWN = 3;

  @Test
  void answers_as_recorded_from_kyvernos_packages() throws IOException {
    List<Family> families = run(Project.shared("conformance/recorded"));

    assertThat(families).allSatisfy(EngineConformanceTest::agrees).hasSize(12);
    assertThat(families.stream().mapToInt(Family::total).sum()).isEqualTo(14_522);
  }

  @Test
  void answers_as_recorded_from_a_real_cluster() throws IOException {
    List<Family> families = run(Project.shared("conformance/live"));

    assertThat(families).allSatisfy(EngineConformanceTest::agrees);
    assertThat(families.stream().mapToInt(Family::total).sum()).isEqualTo(505);
    assertThat(families.stream().filter(family -> family.total() == 0))
        .allSatisfy(family -> assertThat(family.notAsked()).isNotEmpty());
  }

  /** These travel with the project, so that any clone proves its engine. */
  @Test
  void answers_as_recorded_by_the_project_itself() throws IOException {
    List<Family> families =
        run(Project.root().resolve("policy-tests/src/test/resources/recordings/kyverno-1.19.1"));

    assertThat(families).allSatisfy(EngineConformanceTest::agrees);
    assertThat(families.stream().mapToInt(Family::total).sum()).isGreaterThan(7_000);
  }

  @Test
  void every_recorded_error_has_a_class() throws IOException {
    Set<String> unknown = new TreeSet<>();
    int texts = 0;
    try (Stream<Path> files = Files.list(Project.shared("conformance/recorded"))) {
      for (Path file : files.filter(Recordings::isOne).sorted().toList()) {
        for (Recording recording : Recordings.read(file)) {
          for (String text : errors(recording.tree())) {
            texts++;
            if (ErrorClass.of(text) == ErrorClass.OTHER) {
              unknown.add(recording.id() + ": " + text);
            }
          }
        }
      }
    }

    assertThat(unknown).isEmpty();
    assertThat(texts).isGreaterThan(3_000);
  }

  private static List<String> errors(JsonNode tree) {
    List<String> texts = new ArrayList<>();
    for (String field : List.of("error", "deny")) {
      if (tree.path(field).isString()) {
        texts.add(tree.get(field).asString());
      }
    }
    for (JsonNode rule : tree.path("rules")) {
      if (rule.path("status").asString("").equals("error")) {
        texts.add(rule.path("message").asString(""));
      }
    }
    for (JsonNode made : tree.path("generated")) {
      if (made.has("error")) {
        texts.add(made.get("error").asString(""));
      }
    }
    return texts;
  }

  private static void agrees(Family family) {
    assertThat(family.differences()).as(family.name()).isEmpty();
    assertThat(family.stale()).as(family.name()).isEmpty();
    assertThat(family.explained()).as(family.name()).hasSizeLessThanOrEqualTo(10);
    assertThat(family.agreed() + family.explained().size()).isEqualTo(family.total());
  }

  private static List<Family> run(Path folder) throws IOException {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    return new ConformanceRun(
            new EngineJudge(KyvernoVersion.V1_19_1), Exceptions.known(), out, SHOWN)
        .run(List.of(folder));
  }
}
