package dev.kyverdict.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GeneratorTest {

  private static final Path PLAN = Path.of("..", "generated");

  @Test
  void the_same_seed_makes_the_same_cases() {
    Generator one = new Generator(7, Corpus.EMPTY);
    Generator other = new Generator(7, Corpus.EMPTY);

    assertThat(cases(one, 500)).isEqualTo(cases(other, 500));
  }

  @Test
  void another_seed_makes_other_cases() {
    assertThat(cases(new Generator(7, Corpus.EMPTY), 100))
        .doesNotContainAnyElementsOf(cases(new Generator(8, Corpus.EMPTY), 100));
  }

  @Test
  void without_a_corpus_nothing_is_grown() {
    assertThat(families(new Generator(1, Corpus.EMPTY)))
        .containsExactlyInAnyOrder("jp", "conditions", "substitution", "patterns", "admission");
  }

  @Test
  void cases_are_grown_from_the_policies_of_the_plan() throws IOException {
    Corpus corpus = CorpusReader.read(List.of(PLAN));

    assertThat(corpus.policies()).isNotEmpty();
    assertThat(families(new Generator(1, corpus))).contains("grown");
  }

  private static List<Case> cases(Generator generator, int count) {
    return LongStream.range(0, count).mapToObj(generator::at).toList();
  }

  private static Set<String> families(Generator generator) {
    return cases(generator, 300).stream().map(Case::family).collect(Collectors.toSet());
  }
}
