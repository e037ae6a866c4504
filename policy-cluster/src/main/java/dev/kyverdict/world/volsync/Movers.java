package dev.kyverdict.world.volsync;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.WebServer;
import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.world.control.CallFailedException;
import dev.kyverdict.world.control.Controller;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Key;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs the movers: what the job controller does with their jobs ({@code
 * k8s.io/kubernetes/pkg/controller/job}), the kubelet with their pods and restic in them. What the
 * last pod of a job printed is to be had at {@code http://movers/<uid of the job>}. A mover whose
 * job goes gives its lock back; when this process stops, the movers die with their node and leave
 * their locks behind.
 */
public final class Movers extends Controller implements WebServer {

  static final String URL = "http://movers/";

  /** Pause after the first failure, and the longest one ({@code job_controller.go}). */
  private static final Duration FIRST = Duration.ofSeconds(10);

  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** How often a pod that cannot have its volumes is looked at, by choice. */
  private static final Duration MOUNTING = Duration.ofSeconds(30);

  private static final Account ACCOUNT = Account.controller("job-controller");
  private static final Set<Kind> KINDS = Set.of(Kind.JOB, Kind.CLAIM);
  private static final Set<Kind> LISTED = Set.of(Kind.JOB);

  private final Pace pace;
  private final Map<String, MoverRun> runs;
  private final Map<String, Instant> pauses;
  private final Map<String, List<String>> logs;
  private final Set<Key> waiting;

  /** A stage of a mover is over. */
  private record Over(String uid, String mark) implements Work {}

  /** A lock that is held for long is renewed. */
  private record Renewal(String uid, String lock) implements Work {}

  /** The end of a mover is still to be written into its job. */
  private record Unreported(MoverRun run, int failed, boolean succeeded) implements Work {}

  /** At a pace. */
  public Movers(Pace pace) {
    this.pace = pace;
    this.runs = new TreeMap<>();
    this.pauses = new TreeMap<>();
    this.logs = new TreeMap<>();
    this.waiting = new LinkedHashSet<>();
  }

  private Movers(Movers original) {
    super(original);
    this.pace = original.pace;
    this.runs = new TreeMap<>(original.runs);
    this.pauses = new TreeMap<>(original.pauses);
    this.logs = new TreeMap<>(original.logs);
    this.waiting = new LinkedHashSet<>(original.waiting);
  }

  @Override
  public String name() {
    return "volsync-movers";
  }

  @Override
  protected Account account() {
    return ACCOUNT;
  }

  @Override
  protected Set<Kind> kinds() {
    return KINDS;
  }

  /** The job controller may not list claims; the kubelet, for which this stands, knows them. */
  @Override
  protected Set<Kind> listed() {
    return LISTED;
  }

  @Override
  public void started(Host host) {
    runs.clear();
    pauses.clear();
    waiting.clear();
    super.started(host);
  }

  @Override
  protected Collection<Key> concerned(Desk desk, Kind kind, JsonNode object) {
    if (kind == Kind.CLAIM) {
      return waiting.stream().filter(it -> it.namespace().equals(Trees.namespace(object))).toList();
    }
    return Trees.at(object, "metadata/labels").path(Marks.CREATED_BY).asString("").equals("volsync")
        ? List.of(Key.of(kind, object))
        : List.of();
  }

  @Override
  protected Optional<Duration> reconcile(Desk desk, Key key) {
    waiting.remove(key);
    Optional<ObjectNode> job = desk.find(Kind.JOB, key.namespace(), key.name());
    String uid = job.map(Marks::uid).orElse("");
    for (MoverRun run : List.copyOf(runs.values())) {
      if (run.job().equals(key) && !run.uid().equals(uid)) {
        end(desk.host(), run);
      }
    }
    if (job.isEmpty() || runs.containsKey(uid) || JobStatus.isOver(job.get())) {
      return Optional.empty();
    }
    if (Trees.at(job.get(), "spec/parallelism").asInt(1) == 0) {
      return Optional.empty();
    }
    Instant from = pauses.getOrDefault(uid, Instant.MIN);
    if (desk.host().now().isBefore(from)) {
      return Optional.of(Duration.between(desk.host().now(), from));
    }
    return start(desk, key, JobStatus.active(desk, job.get()));
  }

  /** The pod gets a signal, and restic gives its lock back. */
  private void end(Host host, MoverRun run) {
    runs.remove(run.uid());
    pauses.remove(run.uid());
    logs.remove(run.uid());
    letGo(host, run);
  }

  private static void letGo(Host host, MoverRun run) {
    try {
      new Restic(host, run).release();
    } catch (ResticFailedException unreachable) {
      // the lock stays behind
      return;
    }
  }

  private Optional<Duration> start(Desk desk, Key key, ObjectNode job) {
    Optional<MoverRun> mounted = MoverPod.mount(desk.host(), key, job);
    if (mounted.isEmpty()) {
      waiting.add(key);
      return Optional.of(MOUNTING);
    }
    enter(desk.host(), mounted.get());
    return Optional.empty();
  }

  private void enter(Host host, MoverRun run) {
    runs.put(run.uid(), run);
    Duration length = run.stage().length(pace);
    host.after(length, new Over(run.uid(), run.mark()));
    if (!run.held().isEmpty() && length.compareTo(Locks.RENEWAL) > 0) {
      host.after(Locks.RENEWAL, new Renewal(run.uid(), run.held()));
    }
  }

  @Override
  public void run(Host host, Work work) {
    switch (work) {
      case Over over -> {
        MoverRun run = runs.get(over.uid());
        if (run != null && run.mark().equals(over.mark())) {
          advance(host, run);
        }
      }
      case Renewal renewal -> {
        MoverRun run = runs.get(renewal.uid());
        if (run != null && run.held().equals(renewal.lock())) {
          renew(host, run);
        }
      }
      case Unreported end -> report(host, end);
      default -> super.run(host, work);
    }
  }

  private static void renew(Host host, MoverRun run) {
    try {
      new Restic(host, run).renew();
      host.after(Locks.RENEWAL, new Renewal(run.uid(), run.held()));
    } catch (ResticFailedException unreachable) {
      // restic goes on and tries again at the next stage
      return;
    }
  }

  private void advance(Host host, MoverRun run) {
    MoverRun current = run;
    try {
      current = new Restic(host, run).end();
      if (current.stages().isEmpty()) {
        boolean skipped = current.log().getLast().contains("skipping backup");
        long seconds = Duration.between(current.began(), host.now()).toSeconds();
        MoverRun last = current.printing("Restic completed in " + seconds + "s", "=== Done ===");
        finish(host, skipped ? current : last, true);
      } else {
        enter(host, new Restic(host, current).begin());
      }
    } catch (ResticFailedException failed) {
      Restic restic = new Restic(host, current);
      if (!current.stages().isEmpty() && restic.forgives()) {
        finish(host, restic.forgiven(), true);
      } else {
        finish(host, current.printing(failed.lines().toArray(String[]::new)), false);
        letGo(host, current);
      }
    }
  }

  private void finish(Host host, MoverRun run, boolean succeeded) {
    logs.put(run.uid(), run.log());
    int failed = run.attempt() + (succeeded ? 0 : 1);
    if (!succeeded) {
      pauses.put(run.uid(), host.now().plus(doubled(FIRST, LONGEST, failed)));
    }
    report(host, new Unreported(run, failed, succeeded));
  }

  /** The job controller counts pods that are finished, and what it cannot write it writes later. */
  private void report(Host host, Unreported end) {
    MoverRun run = end.run();
    Desk desk = new Desk(host, account());
    try {
      desk.find(Kind.JOB, run.job().namespace(), run.job().name())
          .filter(job -> Marks.uid(job).equals(run.uid()))
          .ifPresent(job -> JobStatus.report(desk, job, end.failed(), end.succeeded()));
      runs.remove(run.uid());
    } catch (CallFailedException lost) {
      host.after(FIRST, end);
    }
  }

  @Override
  public boolean serves(String url) {
    return url.startsWith(URL);
  }

  @Override
  public Reply answer(Host host, Request request) {
    List<String> log = logs.get(request.path().substring(URL.length()));
    if (log == null) {
      return new Reply.Answered(404, Trees.object(), List.of());
    }
    ArrayNode lines = Trees.object().arrayNode();
    log.forEach(lines::add);
    return new Reply.Answered(200, lines, List.of());
  }

  @Override
  public Actor copy() {
    return new Movers(this);
  }
}
