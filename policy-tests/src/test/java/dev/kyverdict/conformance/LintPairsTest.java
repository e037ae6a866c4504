package dev.kyverdict.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.lint.Finding;
import dev.kyverdict.lint.Lint;
import dev.kyverdict.lint.LintId;
import dev.kyverdict.referee.Project;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every kind of finding a manifest that has it and the repaired one: {@code <id>.bad.yaml} and
 * {@code <id>.good.yaml}. A further case of a kind is {@code <id>.<case>.bad.yaml}, with its own
 * repaired twin.
 */
class LintPairsTest {

  private static final Path PAIRS = Project.root().resolve("policy-tests/src/test/resources/lint");

  static List<String> cases() {
    try (Stream<Path> files = Files.list(PAIRS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.replaceFirst("\\.(bad|good)\\.yaml$", ""))
          .distinct()
          .sorted()
          .toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @Test
  void every_kind_of_finding_has_a_pair_and_every_pair_a_kind() {
    Set<String> ids =
        LintId.all().stream().map(LintId::id).collect(Collectors.toCollection(TreeSet::new));
    Set<String> pairs =
        cases().stream()
            .map(name -> name.replaceFirst("\\..*", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(pairs).isEqualTo(ids).hasSizeGreaterThan(80);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_bad_manifest_has_exactly_this_finding(String name) {
    assertThat(found(name + ".bad.yaml")).containsOnly(name.replaceFirst("\\..*", ""));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_repaired_manifest_has_none(String name) {
    assertThat(found(name + ".good.yaml")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_finding_names_a_place_that_is_there(String name) {
    ReadResult read = read(name + ".bad.yaml");

    for (Finding finding : Lint.of(read.manifests())) {
      assertThat(read.documents())
          .filteredOn(document -> document.manifest() == finding.manifest())
          .singleElement()
          .satisfies(
              document ->
                  assertThat(
                          document.source().tree().at(finding.problem().pointer()).isMissingNode())
                      .as(finding.toString())
                      .isFalse());
    }
  }

  private static Set<String> found(String name) {
    return Lint.of(read(name).manifests()).stream()
        .filter(finding -> !finding.isAccepted())
        .map(finding -> finding.problem().id())
        .collect(Collectors.toSet());
  }

  private static ReadResult read(String name) {
    try {
      ReadResult read = ManifestReader.read(name, Files.readString(PAIRS.resolve(name)));
      assertThat(read.problems()).isEmpty();
      assertThat(read.other()).isEmpty();
      assertThat(read.manifests()).isNotEmpty();
      return read;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
