package dev.kyverdict.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.fuzz.Differential.Outcome;
import dev.kyverdict.fuzz.Differential.Relation;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class CoverageTest {

  /** An answer as if every call had been made and every outcome were as frequent. */
  private static final ObjectNode ANSWER =
      Json.tree(
          "{'calls':['GET /x'],'rules':[{'status':'pass'},{'status':'skip'},{'status':'error'},"
              + "{'status':'fail'}]}");

  @Test
  void six_thousand_cases_hit_everything() {
    Coverage coverage = new Coverage();
    Generator generator = new Generator(1, Corpus.EMPTY);
    LongStream.range(0, 6000).forEach(number -> coverage.add(outcome(generator.at(number))));

    assertThat(coverage.missing()).isEmpty();
    assertThat(coverage.complete()).isTrue();
  }

  @Test
  void what_was_not_hit_is_named() {
    Coverage coverage = new Coverage();
    coverage.add(outcome(new Case("jp", 0, Json.tree("{'expr':'abs(n)'}"))));

    assertThat(coverage.missing())
        .contains("function ceil", "operator AllIn", "anchor ^()", "foreach mutate/nested")
        .contains("answer TIMEOUT")
        .doesNotContain("function abs");
    assertThat(coverage.report()).contains("function: 1 of ");
  }

  private static Outcome outcome(Case one) {
    return new Outcome(one, ANSWER, ANSWER, Relation.AGREED, List.of());
  }
}
