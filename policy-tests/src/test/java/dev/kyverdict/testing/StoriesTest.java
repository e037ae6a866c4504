package dev.kyverdict.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.testing.mutants.MutationRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own stories go red for every policy with one thing taken out. */
class StoriesTest {

  @ParameterizedTest
  @ValueSource(classes = {ScenarioTest.class, ProductTest.class})
  void every_mutant_is_noticed(Class<?> stories) {
    MutationRun run = MutationRun.of(stories);

    System.out.printf("mutants, %s: %s%n", stories.getSimpleName(), run.score());
    assertThat(run.survivors()).isEmpty();
    assertThat(run.results()).hasSizeGreaterThan(3);
  }
}
