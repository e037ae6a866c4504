package dev.kyverdict.world.batch;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Alarms;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The controllers of Jobs with one completion, and of Jobs that are finished ({@code
 * pkg/controller/job/job_controller.go}, {@code pkg/controller/ttlafterfinished}).
 */
public final class JobController implements Actor {

  /** {@code DefaultJobPodFailureBackOff} and {@code MaxJobPodFailureBackOff}. */
  private static final Duration BACK_OFF = Duration.ofSeconds(10);

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final int USUAL_LIMIT = 6;

  private final Account account = Account.controller("job-controller");
  private final Account cleaner = Account.controller("ttl-after-finished-controller");
  private final Alarms alarms;

  /** With nothing to do yet. */
  public JobController() {
    this(new Alarms());
  }

  private JobController(Alarms alarms) {
    this.alarms = alarms;
  }

  @Override
  public String name() {
    return "job-controller";
  }

  @Override
  public boolean watches(String group, String kind) {
    return group.equals("batch") && kind.equals("Job") || group.isEmpty() && kind.equals("Pod");
  }

  @Override
  public void started(Host host) {
    alarms.clear();
    account
        .list(host, "/apis/batch/v1/jobs", "batch/v1", "Job")
        .forEach(it -> alarms.in(host, Duration.ZERO, Trees.key(it)));
  }

  @Override
  public void changed(Host host, Change change) {
    JsonNode object = change.object();
    if (Trees.text(object, "kind").equals("Pod")) {
      Trees.at(object, "metadata/ownerReferences")
          .valueStream()
          .filter(it -> Trees.text(it, "kind").equals("Job"))
          .map(it -> Trees.namespace(object) + "/" + Trees.text(it, "name"))
          .forEach(it -> alarms.in(host, Duration.ZERO, it));
    } else if (change.type() != Change.Type.DELETED && !Jobs.isMover(object)) {
      alarms.in(host, Duration.ZERO, Trees.key(object));
    }
  }

  @Override
  public void run(Host host, Work work) {
    if (!(work instanceof Alarms.Ring ring) || !alarms.heeds(ring)) {
      return;
    }
    int slash = ring.key().indexOf('/');
    String path = Jobs.path(ring.key().substring(0, slash)) + ring.key().substring(slash);
    Reply found = account.get(host, path);
    if (!found.ok()) {
      if (found.status() != 404) {
        alarms.in(host, AGAIN, ring.key());
      }
      return;
    }
    JsonNode job = found.body();
    if (Trees.goes(job) || Jobs.isMover(job)) {
      return;
    }
    Optional<Duration> again = Jobs.isFinished(job) ? expire(host, job) : sync(host, job);
    again.ifPresent(it -> alarms.in(host, it, ring.key()));
  }

  private Optional<Duration> expire(Host host, JsonNode job) {
    JsonNode seconds = Trees.at(job, "spec/ttlSecondsAfterFinished");
    Optional<Instant> finished = Jobs.finished(job);
    if (!seconds.isNumber() || finished.isEmpty()) {
      return Optional.empty();
    }
    Duration left = Duration.between(host.now(), finished.get().plusSeconds(seconds.asLong()));
    if (left.isPositive()) {
      return Optional.of(left);
    }
    return cleaner.delete(host, Jobs.path(job), "Foreground").ok()
        ? Optional.empty()
        : Optional.of(AGAIN);
  }

  private Optional<Duration> sync(Host host, JsonNode job) {
    if (Trees.at(job, "spec/suspend").asBoolean(false)) {
      return Optional.empty();
    }
    Optional<Instant> start = Trees.time(job, "status/startTime");
    List<JsonNode> pods = pods(host, job);
    List<JsonNode> failed = pods.stream().filter(JobController::isFailed).toList();
    List<JsonNode> active =
        pods.stream()
            .filter(it -> !isFailed(it) && !isPhase(it, "Succeeded") && !Trees.goes(it))
            .toList();
    boolean succeeded = pods.stream().anyMatch(it -> isPhase(it, "Succeeded"));
    Optional<Duration> left = left(host, job, start.orElse(host.now()));
    boolean over = !succeeded && left.filter(it -> !it.isPositive()).isPresent();
    int limit = Trees.at(job, "spec/backoffLimit").asInt(USUAL_LIMIT);
    String reason = failed.size() > limit ? "BackoffLimitExceeded" : over ? "DeadlineExceeded" : "";
    ObjectNode status = Trees.object();
    status.put("startTime", Trees.time(start.orElse(host.now())));
    count(status, "failed", failed.size());
    count(status, "succeeded", succeeded ? 1 : 0);
    Optional<Duration> again = Optional.empty();
    if (!reason.isEmpty()) {
      active.forEach(it -> account.delete(host, pod(it)));
      fail(host, status, reason);
    } else if (succeeded) {
      complete(host, status);
    } else if (active.isEmpty()) {
      Duration wait = backOff(host, failed);
      boolean made = !wait.isPositive() && make(host, job);
      again = made ? left : Optional.of(wait.isPositive() ? wait : AGAIN);
      count(status, "active", made ? 1 : 0);
    } else {
      again = left;
      count(status, "active", 1);
    }
    return write(host, job, status) ? again : Optional.of(AGAIN);
  }

  /** How long it may still run; empty when it may for ever. */
  private static Optional<Duration> left(Host host, JsonNode job, Instant start) {
    JsonNode deadline = Trees.at(job, "spec/activeDeadlineSeconds");
    return deadline.isNumber()
        ? Optional.of(Duration.between(host.now(), start.plusSeconds(deadline.asLong())))
        : Optional.empty();
  }

  private List<JsonNode> pods(Host host, JsonNode job) {
    String uid = Trees.text(job, "metadata/uid");
    String path = "/api/v1/namespaces/" + Trees.namespace(job) + "/pods";
    return account.list(host, path, "v1", "Pod").stream()
        .filter(it -> Trees.isOwned(it, uid))
        .toList();
  }

  private static boolean isPhase(JsonNode pod, String phase) {
    return Trees.text(pod, "status/phase").equals(phase);
  }

  /** A pod that is deleted while it runs has failed as well, unless it is replaced only later. */
  private static boolean isFailed(JsonNode pod) {
    return isPhase(pod, "Failed") || Trees.goes(pod) && !isPhase(pod, "Succeeded");
  }

  private static String pod(JsonNode pod) {
    return "/api/v1/namespaces/" + Trees.namespace(pod) + "/pods/" + Trees.name(pod);
  }

  private static Duration backOff(Host host, List<JsonNode> failed) {
    if (failed.isEmpty()) {
      return Duration.ZERO;
    }
    Instant last =
        failed.stream()
            .map(it -> Trees.at(it, "status/containerStatuses").path(0))
            .map(it -> Trees.time(it, "state/terminated/finishedAt"))
            .flatMap(Optional::stream)
            .max(Instant::compareTo)
            .orElse(host.now());
    Duration wait = BACK_OFF.multipliedBy(1L << Math.min(failed.size() - 1, 10));
    wait = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    return Duration.between(host.now(), last.plus(wait));
  }

  private boolean make(Host host, JsonNode job) {
    ObjectNode pod = Trees.object().put("apiVersion", "v1").put("kind", "Pod");
    JsonNode template = Trees.at(job, "spec/template");
    ObjectNode metadata = Trees.copy(template.path("metadata"));
    pod.set("metadata", metadata);
    metadata.put("namespace", Trees.namespace(job));
    metadata.put("generateName", Trees.name(job) + "-");
    metadata.remove("name");
    metadata.remove("creationTimestamp");
    metadata.putArray("ownerReferences");
    Trees.own(pod, Trees.copy(job).put("apiVersion", "batch/v1").put("kind", "Job"));
    pod.set("spec", template.path("spec"));
    String pods = "/api/v1/namespaces/" + Trees.namespace(job) + "/pods";
    return account.create(host, pods, pod).ok();
  }

  private static void count(ObjectNode status, String field, int number) {
    if (number > 0) {
      status.put(field, number);
    }
  }

  private static void fail(Host host, ObjectNode status, String reason) {
    String message =
        reason.equals("DeadlineExceeded")
            ? "Job was active longer than specified deadline"
            : "Job has reached the specified backoff limit";
    ArrayNode conditions = status.putArray("conditions");
    for (String type : List.of("FailureTarget", "Failed")) {
      condition(host, conditions, type).put("reason", reason).put("message", message);
    }
  }

  private static void complete(Host host, ObjectNode status) {
    status.put("completionTime", Trees.time(host.now()));
    ArrayNode conditions = status.putArray("conditions");
    for (String type : List.of("SuccessCriteriaMet", "Complete")) {
      condition(host, conditions, type)
          .put("reason", "CompletionsReached")
          .put("message", "Reached expected number of succeeded pods");
    }
  }

  private static ObjectNode condition(Host host, ArrayNode conditions, String type) {
    ObjectNode condition = conditions.addObject().put("type", type).put("status", "True");
    condition.put("lastProbeTime", Trees.time(host.now()));
    return condition.put("lastTransitionTime", Trees.time(host.now()));
  }

  private boolean write(Host host, JsonNode job, ObjectNode status) {
    if (Trees.same(status, job.path("status"))) {
      return true;
    }
    ObjectNode changed = Trees.copy(job);
    changed.set("status", status);
    return account.replace(host, Jobs.path(job) + "/status", changed).ok();
  }

  @Override
  public JobController copy() {
    return new JobController(alarms.copy());
  }
}
