package dev.kyverdict.world.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.world.Town;
import dev.kyverdict.world.apps.Container;
import dev.kyverdict.world.apps.Kubelet;
import dev.kyverdict.world.apps.Program;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code pkg/controller/cronjob} and {@code pkg/controller/job}. */
class CronJobsTest {

  private final Town town =
      new Town(
          Kubelet.objects(), new CronJobs(), new JobController(), new Kubelet(List.of(new Task())));

  /** {@code [task, seconds, exit]}. */
  private record Task() implements Program {

    private record Done(int exit) implements State {}

    @Override
    public boolean fits(Container container) {
      return container.command().getFirst().equals("task");
    }

    @Override
    public Progress begin(dev.kyverdict.cluster.actor.Host host, Container container) {
      Duration time = Duration.ofSeconds(Long.parseLong(container.command().get(1)));
      int exit = Integer.parseInt(container.command().get(2));
      return new Progress.Goes(List.of("begins"), time, new Done(exit));
    }

    @Override
    public Progress resume(
        dev.kyverdict.cluster.actor.Host host, Container container, State state) {
      return new Progress.Ends(List.of("ends"), ((Done) state).exit());
    }
  }

  private static String cronJob(String spec, String jobSpec, int seconds, int exit) {
    return """
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: tick, namespace: default}
    spec:
      schedule: "*/5 * * * *"
      %s
      jobTemplate:
        spec:
          %s
          template:
            spec:
              restartPolicy: Never
              containers: [{name: main, image: task, command: [task, "%d", "%d"]}]
    """
        .formatted(spec, jobSpec, seconds, exit);
  }

  @Test
  void it_runs_at_its_times_and_keeps_as_many_jobs_as_its_limits_say() {
    town.has(cronJob("successfulJobsHistoryLimit: 2", "backoffLimit: 0", 10, 0)).passes("22M");

    assertThat(town.names("batch/v1", "Job")).containsExactly("tick-29453775", "tick-29453780");
    JsonNode status = town.get("batch/v1", "CronJob", "tick").path("status");
    assertThat(Trees.text(status, "lastScheduleTime")).isEqualTo("2026-01-01T00:20:00Z");
    assertThat(Trees.text(status, "lastSuccessfulTime")).isEqualTo("2026-01-01T00:20:12Z");
    assertThat(status.has("active")).isFalse();
  }

  @Test
  void forbid_waits_for_the_running_one_and_then_makes_up_for_the_last_time_missed() {
    town.has(cronJob("concurrencyPolicy: Forbid", "backoffLimit: 0", 720, 0)).passes("11M");
    assertThat(town.names("batch/v1", "Job")).containsExactly("tick-29453765");

    town.passes("8M");
    assertThat(town.names("batch/v1", "Job")).containsExactly("tick-29453765", "tick-29453775");
  }

  @Test
  void with_a_deadline_what_was_missed_for_long_is_not_made_up_for() {
    String spec = "{concurrencyPolicy: Forbid, startingDeadlineSeconds: 60}";
    String text = spec.substring(1, spec.length() - 1).replace(", ", "\n  ");
    town.has(cronJob(text, "backoffLimit: 0", 720, 0)).passes("19M");

    assertThat(town.names("batch/v1", "Job")).containsExactly("tick-29453765");
    town.passes("2M");
    assertThat(town.names("batch/v1", "Job")).containsExactly("tick-29453765", "tick-29453780");
  }

  @Test
  void replace_ends_the_running_one() {
    town.has(cronJob("concurrencyPolicy: Replace", "backoffLimit: 0", 720, 0)).passes("11M");

    assertThat(town.names("batch/v1", "Job")).containsExactly("tick-29453770");
  }

  @Test
  void after_more_than_a_hundred_missed_times_it_says_so_and_runs_the_last() {
    town.has(cronJob("successfulJobsHistoryLimit: 3", "backoffLimit: 0", 1, 0));
    town.cluster().stop("cronjob-controller");
    town.passes("10H");
    assertThat(town.names("batch/v1", "Job")).isEmpty();

    town.cluster().start("cronjob-controller");
    town.passes("1M");

    assertThat(town.events("tick")).contains("TooManyMissedTimes");
    assertThat(town.names("batch/v1", "Job")).containsExactly("tick-29454360");
  }

  @Test
  void suspended_it_does_nothing_and_a_new_suspension_lets_the_running_one_end() {
    town.has(cronJob("suspend: true", "backoffLimit: 0", 1, 0)).passes("30M");
    assertThat(town.names("batch/v1", "Job")).isEmpty();

    town.merges("batch/v1", "CronJob", "tick", "{\"spec\":{\"suspend\":false}}").passes("1M");
    assertThat(town.names("batch/v1", "Job")).hasSize(1);
  }

  @Test
  void a_job_that_fails_is_tried_as_often_as_its_limit_says_later_and_later() {
    town.has(cronJob("suspend: false", "backoffLimit: 2", 1, 1)).passes("9M");

    JsonNode job = town.get("batch/v1", "Job", "tick-29453765");
    assertThat(Trees.hasCondition(job, "Failed", "True")).isTrue();
    assertThat(job.toString()).contains("BackoffLimitExceeded");
    assertThat(town.names("v1", "Pod")).hasSize(3);
  }

  @Test
  void a_job_ends_at_its_deadline_and_goes_when_its_time_is_over() {
    town.has(
        cronJob(
            "suspend: false",
            "activeDeadlineSeconds: 60\n      ttlSecondsAfterFinished: 90",
            600,
            0));

    town.passes("6M30S");
    assertThat(town.get("batch/v1", "Job", "tick-29453765").toString())
        .contains("DeadlineExceeded");
    assertThat(town.names("v1", "Pod")).isEmpty();
    town.passes("2M");
    assertThat(town.names("batch/v1", "Job")).isEmpty();
  }
}
