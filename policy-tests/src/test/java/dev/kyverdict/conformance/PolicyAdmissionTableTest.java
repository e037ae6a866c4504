package dev.kyverdict.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.model.Problem;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.PlacedProblem;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The same proof on policies of our own, for a clone that has nothing beside it. */
class PolicyAdmissionTableTest {

  private static final String TABLE = "/conformance/policy-admission-cases.yaml";

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void has_exactly_the_problems_of_its_row(String name, JsonNode row) {
    List<String> expected = row.get("problems").valueStream().map(JsonNode::stringValue).toList();

    List<Problem> errors =
        ManifestReader.read("policy.yaml", row.get("policy").toString()).errors().stream()
            .map(PlacedProblem::problem)
            .toList();

    assertThat(errors.stream().map(Problem::id).distinct().toList())
        .as("%s: %s", name, errors)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void points_at_something_that_stands_in_the_policy(String name, JsonNode row) {
    List<PlacedProblem> errors =
        ManifestReader.read("policy.yaml", row.get("policy").toString()).errors();

    assertThat(errors)
        .as(name)
        .allSatisfy(
            error -> {
              String pointer = error.problem().pointer();
              JsonNode parent =
                  row.get("policy").at(pointer.substring(0, pointer.lastIndexOf('/')));
              assertThat(parent.isMissingNode()).as(pointer).isFalse();
            });
  }

  @Test
  void the_table_asks_enough() throws IOException {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(100);
    assertThat(cases().filter(row -> ((JsonNode) row.get()[1]).get("problems").isEmpty()))
        .hasSizeGreaterThan(25);
  }

  static Stream<Arguments> cases() throws IOException {
    try (InputStream text = PolicyAdmissionTableTest.class.getResourceAsStream(TABLE)) {
      assertThat(text).as(TABLE).isNotNull();
      return YamlReader.read(TABLE, new String(text.readAllBytes(), StandardCharsets.UTF_8))
          .stream()
          .map(
              document -> Arguments.of(document.tree().get("case").stringValue(), document.tree()));
    }
  }
}
