package dev.kyverdict.cases;

import org.junit.jupiter.api.Test;

/** What the pre-warm decides. */
class CasesOfPrewarmTest {

  @Test
  void case_28_the_prefix_of_a_claim_is_absent() {
    Cases.check(28);
  }

  @Test
  void case_29_a_repository_without_a_snapshot() {
    Cases.check(29);
  }

  @Test
  void case_30_a_snapshot_and_no_destination() {
    Cases.check(30);
  }

  @Test
  void case_37_odd_names_and_namespaces_that_go() {
    Cases.check(37);
  }

  @Test
  void case_38_the_base_secret_comes_later() {
    Cases.check(38);
  }

  @Test
  void case_57_a_tag_that_is_patched_in_while_a_sync_runs() {
    Cases.check(57);
  }

  @Test
  void case_59_a_sync_that_never_ends() {
    Cases.check(59);
  }

  @Test
  void case_63_destinations_without_a_backup_whatever_the_listing_says() {
    Cases.check(63);
  }

  @Test
  void case_64_an_orphan_that_an_unbound_claim_names() {
    Cases.check(64);
  }

  @Test
  void case_65_one_listing_of_many_fails() {
    Cases.check(65);
  }

  @Test
  void case_66_the_listing_of_the_bucket_fails_or_is_empty() {
    Cases.check(66);
  }

  @Test
  void case_67_a_destination_of_that_name_that_is_not_ours() {
    Cases.check(67);
  }
}
