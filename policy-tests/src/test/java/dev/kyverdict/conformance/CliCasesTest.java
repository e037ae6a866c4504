package dev.kyverdict.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.clicases.Row;
import dev.kyverdict.referee.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What Kyverno's command says of the public test files about mutate, generate and validate
 * policies, this engine says too: rule, object, status, and whether the patched or generated object
 * is the expected one.
 */
class CliCasesTest {

  @Test
  void kyvernos_catalogue_gives_the_rows_of_the_command() {
    Path root = Project.shared("conformance/kyverno-policies");
    Path rows = Project.shared("conformance/kyverno-policies-rows.json");

    agrees("kyverno-policies", root, CliRows.ofJson(rows), 997);
  }

  @Test
  void kyvernos_own_cli_tests_give_the_rows_of_the_command() {
    Optional<Path> root = RoundTripCorpus.ofKyvernoModule("cli");
    Project.requireFromTools(root.isPresent(), "the module github.com/kyverno/kyverno v1.19.1");

    agrees("test/cli", root.orElseThrow(), CliRows.ofTable("kyverno-1.19.1-test-cli.tsv"), 273);
  }

  private static void agrees(String corpus, Path root, Map<String, List<Row>> rows, int atLeast) {
    CliCases cases = CliCases.of(root, rows);

    System.out.printf(
        "%s: %d of %d rows agree, %d cite a divergence of the command; not asked: %s%n",
        corpus,
        cases.agreeing(),
        cases.asked(),
        CliRows.exceptions(corpus).size(),
        cases.notAsked());
    assertThat(cases.differences())
        .as("differences of %s, which conformance/cli-cases/exceptions.txt lists", corpus)
        .isEqualTo(CliRows.exceptions(corpus));
    assertThat(cases.asked()).as("rows asked").isGreaterThanOrEqualTo(atLeast);
  }
}
