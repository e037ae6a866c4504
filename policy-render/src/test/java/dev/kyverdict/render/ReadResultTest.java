package dev.kyverdict.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.model.Problem;
import dev.kyverdict.render.ReadResult.Document;
import org.junit.jupiter.api.Test;

class ReadResultTest {

  private static final String TWINS =
      """
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      metadata:
        name: twins
      spec:
        rules:
          - name: twin
            match:
              any:
                - resources:
                    kinds: [Pod]
            validate:
              message: never
              deny: {}
          - name: twin
            match:
              any:
                - resources:
                    kinds: [ConfigMap]
            validate:
              message: never
              deny: {}
      """;

  @Test
  void what_the_model_refuses_gets_its_place_in_the_file() {
    ReadResult read = ManifestReader.read("twins.yaml", TWINS);

    assertThat(read.problems()).isEmpty();
    assertThat(read.manifests()).hasSize(1);
    assertThat(read.errors())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.isError()).isTrue();
              assertThat(problem.place().file()).isEqualTo("twins.yaml");
              assertThat(problem.place().line()).isEqualTo(15);
            });
  }

  @Test
  void a_problem_of_something_absent_stands_at_what_encloses_it() {
    Document document = ManifestReader.read("twins.yaml", TWINS).documents().getFirst();

    PlacedProblem placed =
        document.placed(Problem.warning("lint", "/spec/rules/1/context/0", "no", "do"));

    assertThat(placed).hasToString("twins.yaml:15:7: warning: no; do [lint]");
  }

  @Test
  void text_that_is_no_yaml_is_one_problem() {
    ReadResult read = ManifestReader.read("tab.yaml", "kind: ClusterPolicy\n\tmetadata: {}\n");

    assertThat(read.manifests()).isEmpty();
    assertThat(read.errors()).extracting(problem -> problem.problem().id()).containsExactly("yaml");
  }
}
