package dev.kyverdict.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.fuzz.Differential.Outcome;
import dev.kyverdict.fuzz.Differential.Relation;
import dev.kyverdict.judge.Judge;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ShrinkerTest {

  private static final Judge SOUND = question -> Json.tree("{'result':1}");

  /** Answers wrongly whatever calls abs. */
  private static final Judge FAULTY =
      question ->
          Json.tree(
              question.path("expr").asString("").contains("abs(")
                  ? "{'result':2}"
                  : "{'result':1}");

  private final Differential differential = new Differential(SOUND, FAULTY);

  @Test
  void a_difference_is_found() {
    assertThat(outcome("abs(n)").relation()).isEqualTo(Relation.DIFFERENT);
    assertThat(outcome("n").relation()).isEqualTo(Relation.AGREED);
  }

  @Test
  void nothing_is_left_but_what_makes_the_difference() {
    Outcome small = new Shrinker(differential, 5000).shrink(outcome("[max(a), abs(n) || 'x']"));

    assertThat(small.about().question()).isEqualTo(Json.tree("{'expr':'abs('}"));
  }

  @Test
  void an_engine_that_throws_is_a_difference() {
    Judge throwing =
        question -> {
          throw new IllegalStateException("lost");
        };
    Differential crashing = new Differential(SOUND, throwing);

    Outcome outcome = crashing.ask(List.of(new Case("jp", 0, question("a")))).getFirst();

    assertThat(outcome.relation()).isEqualTo(Relation.DIFFERENT);
    assertThat(outcome.engine().path("crash").asString("")).contains("lost");
  }

  private Outcome outcome(String expression) {
    return differential.ask(List.of(new Case("jp", 0, question(expression)))).getFirst();
  }

  private static ObjectNode question(String expression) {
    ObjectNode question = Json.object("input", Json.read("{'a':[1,{'b':2}],'n':5}"));
    return question.put("expr", expression);
  }
}
