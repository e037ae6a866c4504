package dev.kyverdict.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.cluster.Request;
import dev.kyverdict.engine.UserInfo;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Request ALICE_READS =
      Request.get(UserInfo.of("alice"), "/api/v1/namespaces/a/pods/p");
  private static final Request BOB_LISTS =
      Request.get(UserInfo.of("bob"), "/api/v1/namespaces/a/pods");

  private final Faults faults = new Faults();

  @Test
  void the_second_call_of_one_caller_fails_and_no_other() {
    faults.add(Fault.answers("*/pods*", 500).by("alice").onlyTheCall(2));

    assertThat(faults.strike(ALICE_READS, NOON)).isEmpty();
    assertThat(faults.strike(BOB_LISTS, NOON)).isEmpty();
    assertThat(faults.strike(ALICE_READS, NOON))
        .contains(new Effect.Answers(500, "injected fault: status 500"));
    assertThat(faults.strike(ALICE_READS, NOON)).isEmpty();
  }

  @Test
  void a_fault_lasts_from_its_beginning_to_just_before_its_end() {
    faults.add(Fault.timesOut("*").during(NOON, Duration.ofMinutes(1)));

    assertThat(faults.strike(ALICE_READS, NOON.minusMillis(1))).isEmpty();
    assertThat(faults.strike(ALICE_READS, NOON)).isPresent();
    assertThat(faults.strike(ALICE_READS, NOON.plusMillis(59_999))).isPresent();
    assertThat(faults.strike(ALICE_READS, NOON.plusSeconds(60))).isEmpty();
  }

  @Test
  void a_verb_tells_a_list_from_a_read() {
    faults.add(Fault.answers("*", 403).on("list"));

    assertThat(faults.strike(ALICE_READS, NOON)).isEmpty();
    assertThat(faults.strike(BOB_LISTS, NOON)).isPresent();
  }

  @Test
  void of_two_faults_the_first_decides_and_both_count() {
    faults.add(Fault.answers("*", 403).times(1));
    faults.add(Fault.answers("*", 500).onlyTheCall(2));

    assertThat(faults.strike(ALICE_READS, NOON))
        .get()
        .hasToString("Answers[status=403, message=injected fault: status 403]");
    assertThat(faults.strike(ALICE_READS, NOON))
        .get()
        .hasToString("Answers[status=500, message=injected fault: status 500]");
  }

  @Test
  void a_copy_counts_by_itself() {
    faults.add(Fault.answers("*", 500).onlyTheCall(1));
    Faults copy = faults.copy();

    assertThat(faults.strike(ALICE_READS, NOON)).isPresent();
    assertThat(copy.strike(ALICE_READS, NOON)).isPresent();
  }

  @Test
  void calls_are_counted_from_one() {
    assertThatThrownBy(() -> Fault.answers("/x", 500).onlyTheCall(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fault at /x: calls are counted from 1 and at least one is struck; got first 0 and count 1");
  }
}
