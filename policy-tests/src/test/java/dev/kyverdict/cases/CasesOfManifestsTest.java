package dev.kyverdict.cases;

import org.junit.jupiter.api.Test;

/** What a look at the manifests finds. */
class CasesOfManifestsTest {

  @Test
  void case_01_the_repository_is_a_url() {
    Cases.check(1);
  }

  @Test
  void case_02_a_destination_with_retain() {
    Cases.check(2);
  }

  @Test
  void case_03_fields_in_the_wrong_place() {
    Cases.check(3);
  }

  @Test
  void case_04_no_trigger() {
    Cases.check(4);
  }

  @Test
  void case_05_a_schedule_and_a_manual_tag() {
    Cases.check(5);
  }

  @Test
  void case_06_an_image_that_will_be_no_snapshot() {
    Cases.check(6);
  }

  @Test
  void case_07_a_destination_without_capacity() {
    Cases.check(7);
  }

  @Test
  void case_08_a_claim_of_another_size_than_its_destination() {
    Cases.check(8);
  }

  @Test
  void case_09_schedules_that_the_crd_or_the_controller_refuses() {
    Cases.check(9);
  }

  @Test
  void case_10_a_retain_that_is_empty_or_of_the_wrong_type() {
    Cases.check(10);
  }

  @Test
  void case_11_an_apicall_that_kyverno_does_not_understand() {
    Cases.check(11);
  }

  @Test
  void case_12_a_function_that_kyverno_does_not_have() {
    Cases.check(12);
  }

  @Test
  void case_18_a_label_that_is_backed_up_and_never_restored() {
    Cases.check(18);
  }

  @Test
  void case_19_names_that_do_not_fit_together() {
    Cases.check(19);
  }

  @Test
  void case_20_a_go_template_in_a_policy() {
    Cases.check(20);
  }

  @Test
  void case_21_the_script_lists_another_bucket() {
    Cases.check(21);
  }

  @Test
  void case_22_a_base_without_a_slash_or_with_a_newline() {
    Cases.check(22);
  }

  @Test
  void case_23_a_repository_made_of_the_claim_alone() {
    Cases.check(23);
  }

  @Test
  void case_24_the_base_secret_as_repository() {
    Cases.check(24);
  }

  @Test
  void case_25_an_image_that_is_not_pinned_or_has_no_shell() {
    Cases.check(25);
  }

  @Test
  void case_26_a_script_that_cannot_write() {
    Cases.check(26);
  }

  @Test
  void case_27_a_jsonpath_with_a_line_break_in_a_script() {
    Cases.check(27);
  }

  @Test
  void case_40_a_secret_that_goes_with_its_claim() {
    Cases.check(40);
  }

  @Test
  void case_41_a_destination_that_kyverno_keeps_in_step() {
    Cases.check(41);
  }

  @Test
  void case_42_a_policy_that_argo_cd_replaces() {
    Cases.check(42);
  }

  @Test
  void case_43_an_edit_of_a_generate_rule() {
    Cases.check(43);
  }

  @Test
  void case_44_a_policy_that_goes_over_everything_when_it_changes() {
    Cases.check(44);
  }

  @Test
  void case_45_a_webhook_that_holds_up_everybody() {
    Cases.check(45);
  }

  @Test
  void case_48_a_chart_without_a_namespace() {
    Cases.check(48);
  }

  @Test
  void case_49_claims_that_cannot_be_restored() {
    Cases.check(49);
  }

  @Test
  void case_53_snapshots_that_need_a_backup_target() {
    Cases.check(53);
  }

  @Test
  void case_54_a_temporary_volume_that_is_cleaned_up() {
    Cases.check(54);
  }

  @Test
  void case_61_privileged_movers_by_half() {
    Cases.check(61);
  }

  @Test
  void case_62_server_side_diff_of_a_claim_that_is_restored() {
    Cases.check(62);
  }

  @Test
  void case_71_source_and_destination_that_initialise_at_once() {
    Cases.check(71);
  }

  @Test
  void case_72_a_policy_that_changes_the_jobs_of_volsync() {
    Cases.check(72);
  }
}
