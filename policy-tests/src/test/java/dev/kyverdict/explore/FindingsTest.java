package dev.kyverdict.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an exploration finds by itself: nothing but the invariants says what is wrong. */
class FindingsTest {

  private static Exploration explore(Policies policies, Invariant until) {
    return Explorer.explore(policies).until(until).over(Faulty.WORLD).within(Faulty.BOUND);
  }

  @Test
  void a_claim_is_denied_while_its_destination_syncs() {
    assertThat(path(Faulty.DENIES_WHILE_A_DESTINATION_SYNCS))
        .isEqualTo(
            """
            DENIED_BY_ERROR: no claim is denied by an error while every call is answered well; \
            not so for karakeep/data-pvc, from REBUILT
              1. Argo CD syncs app karakeep: its namespace is there
              2. External Secrets makes the base Secret in karakeep
              3. the pre-warm begins and looks at the namespaces
              4. the pre-warm lists S3
              5. the pre-warm looks at karakeep/data-pvc
              6. the pre-warm acts about karakeep/data-pvc
              7. External Secrets makes the Secret of karakeep/data-pvc
              8. the pre-warm looks at karakeep/data-pvc
              9. the pre-warm acts about karakeep/data-pvc
              10. Argo CD creates claim karakeep/data-pvc: denied by an error""");
  }

  @Test
  void the_same_fault_denies_a_new_app_once_its_destination_is_made_with_the_claim() {
    Policies policies =
        Faulty.DENIES_WHILE_A_DESTINATION_SYNCS
            .policies()
            .file("destination.yaml", Faulty.text("generate-destination.yaml"));

    Exploration found = explore(policies, Invariant.NEW_CLAIM_DENIED);

    assertThat(found.unprovoked(Invariant.NEW_CLAIM_DENIED)).as(found.toString()).isPresent();
  }

  @Test
  void a_claim_is_given_an_image_called_null() {
    assertThat(path(Faulty.RESTORES_FROM_NULL))
        .startsWith("NAMES_NO_IMAGE")
        .endsWith("Argo CD creates claim karakeep/data-pvc: admitted to be restored");
    Exploration planned =
        Explorer.explore(Faulty.read("as-planned"))
            .over(Faulty.ONE)
            .within(Bound.USUAL.depth(1000).fairTicks(0));
    assertThat(planned.unprovoked(Invariant.NAMES_NO_IMAGE)).as(planned.toString()).isEmpty();
    assertThat(planned.figures().complete()).isTrue();
  }

  @Test
  void as_planned_a_claim_starts_empty_when_its_namespace_is_new() {
    assertThat(path(Faulty.STARTS_EMPTY_IN_A_NEW_NAMESPACE))
        .isEqualTo(
            """
            STARTS_EMPTY: no claim starts empty over a backup that is or should be listed; \
            not so for karakeep/data-pvc, from REBUILT
              1. Argo CD syncs app karakeep: its namespace is there
              2. Argo CD creates claim karakeep/data-pvc: admitted, empty""");
  }

  @Test
  void a_warm_destination_loses_its_secret_with_the_claim() {
    assertThat(path(Faulty.DELETES_THE_SECRET_OF_A_DESTINATION))
        .startsWith("SECRET_TAKEN")
        .endsWith("somebody deletes claim karakeep/data-pvc");
  }

  @Test
  void the_narrow_webhook_hears_of_no_deletion_so_that_nothing_is_taken_even_then() {
    Policies policies =
        Faulty.read("safe")
            .edit("synchronize: false", "synchronize: true")
            .file("rights.yaml", Faulty.text("rights.yaml"));

    Exploration found =
        Explorer.explore(policies).over(Faulty.ONE).within(Bound.USUAL.depth(1000).faults(0));

    assertThat(found.of(Invariant.SECRET_TAKEN)).isEmpty();
    assertThat(found.figures().complete()).isTrue();
  }

  @Test
  void a_claim_is_restored_from_what_an_empty_repository_gave() {
    assertThat(path(Faulty.RESTORES_FROM_AN_EMPTY_REPOSITORY))
        .isEqualTo(
            """
            GIVEN_AN_EMPTY_IMAGE: no claim is given an image that holds nothing; not so for \
            karakeep/data-pvc, from NEW
              1. Argo CD syncs app karakeep: its namespace is there
              2. Argo CD creates claim karakeep/data-pvc: admitted, empty
              3. Kyverno generates what belongs to karakeep/data-pvc
              4. somebody deletes claim karakeep/data-pvc
              5. the destination of karakeep/data-pvc begins to sync
              6. External Secrets makes the Secret of karakeep/data-pvc
              7. the destination of karakeep/data-pvc reads the newest snapshot
              8. the destination of karakeep/data-pvc has an image
              9. Argo CD creates claim karakeep/data-pvc: admitted to be restored""");
  }

  private static String path(Faulty faulty) {
    return faulty.found().toString();
  }
}
