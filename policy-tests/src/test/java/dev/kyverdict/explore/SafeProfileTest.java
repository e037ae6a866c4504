package dev.kyverdict.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The safe profile, everywhere within the bound in which the known faults are found. */
class SafeProfileTest {

  @Test
  void nothing_that_was_or_should_have_been_listed_is_lost_over_a_million_states() {
    Exploration safe =
        Explorer.explore(Faulty.read("safe")).over(Faulty.WORLD).within(Faulty.BOUND);

    System.out.println(safe);
    assertThat(safe.clean()).as(safe.toString()).isTrue();
    assertThat(safe.figures().states()).isGreaterThan(1_000_000);
    assertThat(safe.claims()).hasSize(3);
    assertThat(safe.figures().rounds()).isBetween(1, Faulty.BOUND.fairTicks());
  }

  @Test
  void of_one_claim_every_state_there_is_was_looked_at_and_a_backup_of_ten_minutes_may_be_lost() {
    Exploration safe =
        Explorer.explore(Faulty.read("safe")).over(Faulty.ONE).within(Bound.USUAL.depth(1000));

    assertThat(safe.clean()).as(safe.toString()).isTrue();
    assertThat(safe.figures().complete()).isTrue();
    assertThat(safe.figures().states()).isGreaterThan(40_000);
    assertThat(safe.window()).contains(Duration.ofMinutes(10));
    assertThat(safe.window().orElseThrow()).isLessThan(SmallWorld.PROMISE);
  }

  @Test
  void an_s3_that_answers_that_it_is_empty_is_not_believed_by_who_knows_better() {
    Bound lying = Bound.USUAL.depth(1000).lying();
    SmallWorld known = Faulty.ONE.from(SmallWorld.Beginning.KNOWN);
    Exploration safe = Explorer.explore(Faulty.read("safe")).over(known).within(lying.deletions(0));
    Exploration rebuilt = Explorer.explore(Faulty.read("safe")).over(known).within(lying);

    assertThat(safe.clean()).as(safe.toString()).isTrue();
    assertThat(safe.figures().complete()).isTrue();
    assertThat(safe.figures().states()).isGreaterThan(1_000);
    assertThat(rebuilt.of(Invariant.STARTS_EMPTY))
        .hasValueSatisfying(
            it -> assertThat(it.toString()).contains("1. the cluster is built anew beside"));
  }

  @Test
  void an_s3_that_answers_that_it_is_empty_is_believed_by_a_new_cluster() {
    Exploration safe =
        Explorer.explore(Faulty.read("safe"))
            .over(Faulty.ONE)
            .within(Bound.USUAL.depth(6).fairTicks(0).lying());

    assertThat(safe.of(Invariant.STARTS_EMPTY))
        .hasValueSatisfying(
            it ->
                assertThat(it.toString())
                    .contains("the pre-warm lists S3: S3 answers that it is empty")
                    .contains("the pre-warm writes the catalogue")
                    .endsWith("Argo CD creates claim karakeep/data-pvc: admitted, empty"));
    assertThat(safe.witnesses()).allMatch(Witness::provoked);
  }
}
