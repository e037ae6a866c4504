package dev.kyverdict.chainsaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.chainsaw.TestResult.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of all tests together. */
class ChainsawReportTest {

  private static final ChainsawReport REPORT =
      new ChainsawReport(
          List.of(
              result("a/one", Outcome.PASSED, ""),
              result("a/two", Outcome.FAILED, "1 < 2 & \u0001"),
              result("b/three", Outcome.NOT_RUN, "a shell")));

  @Test
  void each_family_has_a_line_and_all_have_the_last() {
    assertThat(REPORT.summary())
        .containsExactly(
            "a: 1 of 2 passed, 0 not run; 0.4 s for 120 s in their clusters",
            "b: 0 of 0 passed, 1 not run; 0.2 s for 60 s in their clusters",
            "total 1 passed, 1 failed, 1 not run of 3");
  }

  @Test
  void junit_has_a_suite_for_each_folder() {
    assertThat(REPORT.junit("chainsaw-report"))
        .contains("<testsuites name=\"chainsaw-report\" time=\"0.600000\" tests=\"3\"")
        .contains("<testsuite name=\"a/two\" tests=\"1\" failures=\"1\" skipped=\"0\">")
        .contains("<failure message=\"step 1 &lt; 2 &amp; \uFFFD\">step\n1 &lt; 2")
        .contains("<skipped message=\"step a shell\">");
  }

  @Test
  void the_list_of_known_failures_may_err_in_neither_direction() {
    assertThat(KnownFailures.of(List.of("# why", "a/two\tso it is")).wrong(REPORT.results()))
        .isEmpty();
    assertThat(KnownFailures.of(List.of("a/one\tx", "c/four\tx")).wrong(REPORT.results()))
        .containsExactly(
            "fails and is not listed: a/two: 1 < 2 & \u0001", "is listed and does not fail: a/one");
    assertThatThrownBy(() -> KnownFailures.of(List.of("a/one")))
        .hasMessage("known failures, line 1: has no reason; write the id, a tab and the reason");
  }

  private static TestResult result(String id, Outcome outcome, String reason) {
    return new TestResult(
        id,
        id.substring(0, 1),
        id.substring(2),
        outcome,
        "step",
        reason,
        Duration.ofMillis(200),
        Duration.ofMinutes(1));
  }
}
