package dev.kyverdict.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.judge.EngineJudge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class FaultTest {

  private static final Path SOURCES = Path.of("..", "policy-engine", "src", "main", "java");

  @Test
  void at_least_twenty_faults_can_be_planted() throws IOException {
    List<Fault> faults = Fault.all();

    assertThat(faults).hasSizeGreaterThanOrEqualTo(20);
    for (Fault fault : faults) {
      String source = Files.readString(SOURCES.resolve(fault.file()));
      assertThat(fault.plantedIn(source)).isNotEqualTo(source);
    }
  }

  @Test
  void a_planted_fault_changes_the_answer() {
    Fault fault =
        Fault.all().stream()
            .filter(one -> one.name().equals("null-rule"))
            .findFirst()
            .orElseThrow();
    ObjectNode question =
        Json.tree(
            "{'conditions':[{'key':'{{ k }}','operator':'NotEquals','value':'a'}],"
                + "'context':{'k':null}}");

    assertThat(new EngineJudge(KyvernoVersion.V1_19_1).answer(question))
        .isEqualTo(Json.tree("{'result':false}"));
    assertThat(FaultyEngine.with(fault, SOURCES).answer(question))
        .isEqualTo(Json.tree("{'result':true}"));
  }

  @Test
  void a_fault_whose_place_is_gone_says_so() {
    Fault fault = new Fault("f", "a/B.java", "a fault", "x", "y");

    assertThatThrownBy(() -> fault.plantedIn("z")).hasMessageContaining("fault f: a/B.java");
    assertThatThrownBy(() -> fault.plantedIn("x x")).hasMessageContaining("exactly once");
  }
}
