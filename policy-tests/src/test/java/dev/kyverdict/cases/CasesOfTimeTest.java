package dev.kyverdict.cases;

import org.junit.jupiter.api.Test;

/** What takes time. */
class CasesOfTimeTest {

  @Test
  void case_17_a_policy_takes_the_source_from_every_claim() {
    Cases.check(17);
  }

  @Test
  void case_35_a_claim_is_deleted_right_after_a_backup_and_made_again_at_once() {
    Cases.check(35);
  }

  @Test
  void case_36_a_namespace_arrives_with_its_claim() {
    Cases.check(36);
  }

  @Test
  void case_39_the_secret_of_a_new_destination_is_absent() {
    Cases.check(39);
  }

  @Test
  void case_47_the_base_secret_comes_after_the_claim() {
    Cases.check(47);
  }

  @Test
  void case_52_a_claim_that_waits_for_its_first_pod() {
    Cases.check(52);
  }

  @Test
  void case_55_the_destinations_need_more_space_than_there_is() {
    Cases.check(55);
  }

  @Test
  void case_56_a_sync_of_every_destination_at_every_tick() {
    Cases.check(56);
  }

  @Test
  void case_58_a_restore_beside_a_backup_and_a_lock_that_was_left_over() {
    Cases.check(58);
  }

  @Test
  void case_60_files_that_cannot_be_read() {
    Cases.check(60);
  }

  @Test
  void case_68_the_label_is_taken_away_or_the_claim_deleted() {
    Cases.check(68);
  }

  @Test
  void case_69_files_deleted_between_two_syncs() {
    Cases.check(69);
  }

  @Test
  void case_70_a_repository_written_by_another_client() {
    Cases.check(70);
  }

  @Test
  void case_73_the_first_backup_after_a_start_that_restored_nothing() {
    Cases.check(73);
  }

  @Test
  void case_74_a_source_that_comes_only_when_the_claim_is_touched() {
    Cases.check(74);
  }
}
