package dev.kyverdict.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.fuzz.Differential.Outcome;
import dev.kyverdict.fuzz.Differential.Relation;
import dev.kyverdict.judge.Judge;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class KnownDifferencesTest {

  private static final String ENTRY =
      "{\"family\":\"jp\",\"question\":{\"expr\":\"abs(n)\"},\"like\":\"abs\",\"reason\":\"why\"}";

  private static final Judge SOUND = question -> Json.tree("{'result':1}");
  private static final Judge FAULTY = question -> Json.tree("{'result':2}");

  private final KnownDifferences known = KnownDifferences.of(List.of(ENTRY));

  @Test
  void the_list_of_this_project_is_readable() {
    assertThat(KnownDifferences.listed()).isNotNull();
  }

  @Test
  void an_entry_that_agrees_by_now_is_told() {
    ObjectNode question = Json.tree("{'expr':'abs(n)'}");

    assertThat(known.agreeing(new Differential(SOUND, SOUND))).containsExactly(question);
    assertThat(known.agreeing(new Differential(SOUND, FAULTY))).isEmpty();
  }

  @Test
  void an_entry_explains_what_is_like_it() {
    assertThat(known.reason(outcome("jp", "{'expr':'abs(z)'}"))).contains("why");
    assertThat(known.reason(outcome("jp", "{'expr':'max(z)'}"))).isEmpty();
    assertThat(known.reason(outcome("patterns", "{'pattern':'abs'}"))).isEmpty();
  }

  @Test
  void an_entry_needs_a_reason() {
    String line = ENTRY.replace("why", "");

    assertThatThrownBy(() -> KnownDifferences.of(List.of(line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 1");
  }

  private static Outcome outcome(String family, String question) {
    Case one = new Case(family, 0, Json.tree(question));
    return new Outcome(one, Json.object(), Json.object(), Relation.DIFFERENT, List.of("/result"));
  }
}
