package dev.kyverdict.cases;

import org.junit.jupiter.api.Test;

/** What is decided when a claim arrives. */
class CasesOfAdmissionTest {

  @Test
  void case_13_a_destination_without_an_image_looked_up_with_a_default() {
    Cases.check(13);
  }

  @Test
  void case_14_a_default_that_is_an_object_and_no_destination() {
    Cases.check(14);
  }

  @Test
  void case_15_kyverno_may_not_read_destinations() {
    Cases.check(15);
  }

  @Test
  void case_16_a_restore_rule_that_sees_updates_too() {
    Cases.check(16);
  }

  @Test
  void case_31_a_warm_destination_of_the_same_size() {
    Cases.check(31);
  }

  @Test
  void case_32_an_image_of_an_empty_restore() {
    Cases.check(32);
  }

  @Test
  void case_33_an_image_that_is_a_claim() {
    Cases.check(33);
  }

  @Test
  void case_34_an_old_image_and_the_newest_was_asked_for() {
    Cases.check(34);
  }

  @Test
  void case_46_kyverno_is_down() {
    Cases.check(46);
  }

  @Test
  void case_50_a_claim_that_names_a_source_of_its_own() {
    Cases.check(50);
  }

  @Test
  void case_51_a_claim_that_is_to_start_empty_all_the_same() {
    Cases.check(51);
  }
}
