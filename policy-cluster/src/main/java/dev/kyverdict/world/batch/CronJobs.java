package dev.kyverdict.world.batch;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.world.clock.CronSchedule;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Alarms;
import dev.kyverdict.world.kube.Trees;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The CronJob controller ({@code pkg/controller/cronjob/cronjob_controllerv2.go}). */
public final class CronJobs implements Actor {

  private static final String ALL = "/apis/batch/v1/cronjobs";
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** {@code time.RFC1123Z}, in which a missed time is told. */
  private static final DateTimeFormatter RFC_1123 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Account account = Account.controller("cronjob-controller");
  private final Alarms alarms;

  /** With nothing to do yet. */
  public CronJobs() {
    this(new Alarms());
  }

  private CronJobs(Alarms alarms) {
    this.alarms = alarms;
  }

  @Override
  public String name() {
    return "cronjob-controller";
  }

  @Override
  public boolean watches(String group, String kind) {
    return group.equals("batch") && (kind.equals("CronJob") || kind.equals("Job"));
  }

  @Override
  public void started(Host host) {
    alarms.clear();
    account.list(host, ALL, "batch/v1", "CronJob").forEach(it -> look(host, Trees.key(it)));
  }

  @Override
  public void changed(Host host, Change change) {
    JsonNode object = change.object();
    if (Trees.text(object, "kind").equals("Job")) {
      Trees.at(object, "metadata/ownerReferences")
          .valueStream()
          .filter(it -> Trees.text(it, "kind").equals("CronJob"))
          .forEach(it -> look(host, Trees.namespace(object) + "/" + Trees.text(it, "name")));
    } else if (change.type() != Change.Type.DELETED) {
      look(host, Trees.key(object));
    }
  }

  private void look(Host host, String key) {
    alarms.in(host, Duration.ZERO, key);
  }

  @Override
  public void run(Host host, Work work) {
    if (work instanceof Alarms.Ring ring && alarms.heeds(ring)) {
      int slash = ring.key().indexOf('/');
      String path =
          "/apis/batch/v1/namespaces/%s/cronjobs/%s"
              .formatted(ring.key().substring(0, slash), ring.key().substring(slash + 1));
      Reply found = account.get(host, path);
      if (found.ok()) {
        new Sync(host, path, found.body()).run();
      } else if (found.status() != 404) {
        alarms.in(host, AGAIN, ring.key());
      }
    }
  }

  @Override
  public CronJobs copy() {
    return new CronJobs(alarms.copy());
  }

  /** One look at one CronJob. */
  private final class Sync {

    private final Host host;
    private final String path;
    private final JsonNode cronJob;
    private final List<JsonNode> jobs;
    private final List<JsonNode> active = new ArrayList<>();
    private final ObjectNode status;

    Sync(Host host, String path, JsonNode cronJob) {
      this.host = host;
      this.path = path;
      this.cronJob = cronJob;
      this.status = Trees.copy(cronJob.path("status"));
      String uid = Trees.text(cronJob, "metadata/uid");
      this.jobs =
          account.list(host, Jobs.path(Trees.namespace(cronJob)), "batch/v1", "Job").stream()
              .filter(it -> Trees.isOwned(it, uid))
              .toList();
    }

    void run() {
      notice();
      Optional<Duration> again = Optional.empty();
      if (!Trees.goes(cronJob) && !Trees.at(cronJob, "spec/suspend").asBoolean(false)) {
        again = zone().flatMap(this::schedule).map(this::tick);
      }
      prune(Jobs::isComplete, "successfulJobsHistoryLimit");
      prune(Jobs::isFailed, "failedJobsHistoryLimit");
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      active.forEach(list::add);
      if (list.isEmpty()) {
        status.remove("active");
      } else {
        status.set("active", list);
      }
      boolean written = true;
      if (!status.equals(cronJob.path("status"))) {
        ObjectNode changed = Trees.copy(cronJob);
        changed.set("status", status);
        written = account.replace(host, path + "/status", changed).ok();
      }
      Optional<Duration> next = written ? again : Optional.of(AGAIN);
      next.ifPresent(it -> alarms.in(host, it, Trees.key(cronJob)));
    }

    /** What became of the Jobs that it knows. */
    private void notice() {
      for (JsonNode reference : Trees.at(cronJob, "status/active")) {
        Optional<JsonNode> job =
            jobs.stream()
                .filter(it -> Trees.text(it, "metadata/uid").equals(Trees.text(reference, "uid")))
                .findFirst();
        if (job.isPresent() && !Jobs.isFinished(job.get())) {
          active.add(reference);
        }
      }
      for (JsonNode job : jobs) {
        String done = Trees.text(job, "status/completionTime");
        if (Jobs.isComplete(job) && done.compareTo(Trees.text(status, "lastSuccessfulTime")) > 0) {
          status.put("lastSuccessfulTime", done);
        }
      }
    }

    private Optional<ZoneId> zone() {
      String name = Trees.text(cronJob, "spec/timeZone");
      try {
        return Optional.of(name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name));
      } catch (DateTimeException unknown) {
        event("Warning", "UnknownTimeZone", "invalid timeZone: \"%s\"".formatted(name));
        return Optional.empty();
      }
    }

    private Optional<CronSchedule> schedule(ZoneId zone) {
      String text = Trees.text(cronJob, "spec/schedule");
      Optional<CronSchedule> schedule = CronSchedule.parse(text, zone);
      if (schedule.isEmpty()) {
        event("Warning", "UnparseableSchedule", "unparseable schedule: \"%s\"".formatted(text));
      }
      return schedule;
    }

    /** Makes the Job whose time has come; says when to look again. */
    private Duration tick(CronSchedule schedule) {
      Instant now = host.now();
      MissedTimes times = MissedTimes.of(cronJob, schedule, now, true);
      if (times.latest().isPresent()) {
        if (times.areMany()) {
          event(
              "Warning",
              "TooManyMissedTimes",
              "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check"
                  + " clock skew");
        }
        if (!make(times.latest().get())) {
          return AGAIN;
        }
      }
      ObjectNode changed = Trees.copy(cronJob);
      changed.set("status", status);
      return MissedTimes.untilNext(changed, schedule, now);
    }

    /** Whether the Job is there, or is not to be made. */
    private boolean make(Instant time) {
      JsonNode deadline = Trees.at(cronJob, "spec/startingDeadlineSeconds");
      if (deadline.isNumber() && time.plusSeconds(deadline.asLong()).isBefore(host.now())) {
        event(
            "Warning",
            "MissSchedule",
            "Missed scheduled time to start a job: " + RFC_1123.format(time));
        return true;
      }
      String name = Trees.name(cronJob) + "-" + time.getEpochSecond() / 60;
      boolean known = active.stream().anyMatch(it -> Trees.text(it, "name").equals(name));
      if (known || Trees.text(status, "lastScheduleTime").equals(Trees.time(time))) {
        return true;
      }
      String policy = Trees.text(cronJob, "spec/concurrencyPolicy");
      if (policy.equals("Forbid") && !active.isEmpty()) {
        event(
            "Normal",
            "JobAlreadyActive",
            "Not starting job because prior execution is running and concurrency policy is Forbid");
        return true;
      }
      if (policy.equals("Replace") && !endActive()) {
        return false;
      }
      return create(name, time);
    }

    private boolean endActive() {
      for (JsonNode reference : List.copyOf(active)) {
        String job = Jobs.path(Trees.namespace(cronJob)) + "/" + Trees.text(reference, "name");
        if (!account.delete(host, job, "Background").ok()) {
          return false;
        }
        active.remove(reference);
      }
      return true;
    }

    private boolean create(String name, Instant time) {
      JsonNode template = Trees.at(cronJob, "spec/jobTemplate");
      String namespace = Trees.namespace(cronJob);
      ObjectNode job = Trees.head("batch/v1", "Job", namespace, name);
      ObjectNode metadata = (ObjectNode) job.path("metadata");
      if (Trees.at(template, "metadata").has("labels")) {
        metadata.set("labels", Trees.at(template, "metadata/labels"));
      }
      ObjectNode annotations = Trees.copy(Trees.at(template, "metadata/annotations"));
      metadata.set(
          "annotations",
          annotations.put("batch.kubernetes.io/cronjob-scheduled-timestamp", stamp(time)));
      Trees.own(job, Trees.copy(cronJob).put("apiVersion", "batch/v1").put("kind", "CronJob"));
      job.set("spec", template.path("spec"));
      Reply made = account.create(host, Jobs.path(namespace), job);
      JsonNode there = made.body();
      if (made.status() == 409) {
        there = account.get(host, Jobs.path(job)).body();
        if (!Trees.isOwned(there, Trees.text(cronJob, "metadata/uid"))) {
          return true;
        }
      } else if (!made.ok()) {
        event("Warning", "FailedCreate", "Error creating job: " + made.message());
        return false;
      }
      ObjectNode reference = Trees.object().put("kind", "Job").put("namespace", namespace);
      reference.put("name", name).put("uid", Trees.text(there, "metadata/uid"));
      active.add(reference.put("apiVersion", "batch/v1"));
      status.put("lastScheduleTime", Trees.time(time));
      return true;
    }

    private String stamp(Instant time) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
          time.atZone(zone().orElse(ZoneOffset.UTC)));
    }

    private void prune(Predicate<JsonNode> which, String limit) {
      JsonNode most = Trees.at(cronJob, "spec/" + limit);
      List<JsonNode> some =
          jobs.stream()
              .filter(which)
              .sorted(
                  Comparator.comparing((JsonNode it) -> Trees.text(it, "status/startTime"))
                      .thenComparing(Trees::name))
              .toList();
      int many = most.isNumber() ? Math.max(0, some.size() - most.asInt()) : 0;
      some.subList(0, many).forEach(it -> account.delete(host, Jobs.path(it), "Background"));
    }

    private void event(String type, String reason, String message) {
      String namespace = Trees.namespace(cronJob);
      String name = "%s.%x".formatted(Trees.name(cronJob), host.now().toEpochMilli());
      ObjectNode event = Trees.head("v1", "Event", namespace, name);
      ObjectNode about = event.putObject("involvedObject").put("apiVersion", "batch/v1");
      about.put("kind", "CronJob").put("namespace", namespace).put("name", Trees.name(cronJob));
      about.put("uid", Trees.text(cronJob, "metadata/uid"));
      event.put("type", type).put("reason", reason).put("message", message).put("count", 1);
      event.put("firstTimestamp", Trees.time(host.now()));
      event.put("lastTimestamp", Trees.time(host.now()));
      event.putObject("source").put("component", "cronjob-controller");
      account.create(host, "/api/v1/namespaces/" + namespace + "/events", event);
    }
  }
}
