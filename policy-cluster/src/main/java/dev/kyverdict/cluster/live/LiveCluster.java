package dev.kyverdict.cluster.live;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.fault.Gateway;
import dev.kyverdict.engine.UserInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A real Kubernetes API server with the real Kyverno, as processes of this machine that listen on
 * 127.0.0.1 only. Kyverno's controllers run as their own service accounts with the roles of the
 * chart and nothing else: what they may read or write beyond that is given to them by objects, as
 * in any cluster.
 *
 * <p>What is missing: nodes, volumes, other controllers than those of namespaces, service accounts,
 * garbage, aggregated roles and claims' protection; Kyverno's webhooks are called by address and
 * not through a Service; its reports and cleanup controllers do not run. The processes end with
 * this one, however it ends.
 */
public final class LiveCluster implements Cluster {

  /** A user who may do everything. */
  public static final UserInfo ADMIN = UserInfo.of("kyverdict-admin", "system:masters");

  private static final AtomicInteger NAMESPACES = new AtomicInteger();

  private final Parts parts;
  private final Gateway gateway = new Gateway(this::send, this::sendLater);
  private final AuditLog audit;
  private volatile boolean keeps;

  private LiveCluster(Parts parts) {
    this.parts = parts;
    this.audit = new AuditLog(parts.plane().auditLog());
    audit.forget();
  }

  /** Starts one and comes back when Kyverno does its work, in about half a minute. */
  public static LiveCluster start(Installation installation) {
    return start(installation, Map.of());
  }

  /**
   * Starts one.
   *
   * @param flags by process: what is different from the arguments in Kyverno's chart, as {@code
   *     enablePolicyException} and {@code true}
   * @throws LiveClusterException when it does not come up; the message names the folder of the logs
   */
  public static LiveCluster start(
      Installation installation, Map<String, Map<String, String>> flags) {
    installation.missing().ifPresent(LiveCluster::refuse);
    Startup startup = new Startup(installation, flags);
    try {
      return startup.run(WorkFolder.create(), LiveCluster::new);
    } catch (LiveClusterException failed) {
      if (!String.valueOf(failed.getMessage()).contains("address already in use")) {
        throw failed;
      }
      // between finding a port and listening on it somebody else was faster
      return startup.run(WorkFolder.create(), LiveCluster::new);
    }
  }

  /**
   * The one that all tests of this process share, started when it is first asked for. It ends with
   * this process; nobody else closes it.
   */
  public static LiveCluster shared(Installation installation) {
    return Shared.of(installation);
  }

  @Override
  public Reply call(Request request) {
    return parts
        .faults()
        .strike(request)
        .map(effect -> gateway.pass(request, effect))
        .orElseGet(() -> send(request));
  }

  private Reply send(Request request) {
    String id = audit.expect();
    Reply reply = parts.api().connection().send(request, id);
    audit.ended(id, reply.status() != 0);
    return reply;
  }

  private void sendLater(Duration delay, Request request) {
    Thread.ofVirtual()
        .start(
            () -> {
              Polling.sleep(delay);
              send(request);
            });
  }

  /** Calls of Kyverno's controllers and of whoever uses {@link #call} that fail from now on. */
  public void inject(Fault fault) {
    parts.faults().add(fault);
  }

  /** Ends a fault. */
  public void heal(Fault fault) {
    parts.faults().remove(fault);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void pass(Duration time) {
    Polling.sleep(time);
  }

  @Override
  public boolean await(Duration atMost, BooleanSupplier condition) {
    return Polling.until(atMost, condition);
  }

  /**
   * Every request answered since the start or the last {@link #clear}, without watches, leases,
   * questions about the server's health and what the control plane asks of itself.
   */
  @Override
  public List<AuditEntry> audit() {
    return audit.entries();
  }

  @Override
  public void stop(String process) {
    parts.kyverno().stop(process);
  }

  @Override
  public void start(String process) {
    parts.kyverno().start(process);
  }

  /**
   * Waits until all that was said about policies has come into force: every policy is ready, and
   * policies and webhook configurations have stood still for a moment.
   *
   * @return whether it came so far
   */
  public boolean settled(Duration atMost) {
    return new Policies(parts.api()).settled(atMost);
  }

  /** Creates a namespace that nobody has used, with labels, and tells its name. */
  public String namespace(String prefix, Map<String, String> labels) {
    return parts.reset().namespace(prefix + "-" + NAMESPACES.incrementAndGet(), labels);
  }

  /**
   * Makes it as it was after the start: runs what was stopped, removes policies, update requests,
   * namespaces and whatever else of the whole cluster was added, and forgets the audit log. What is
   * in the namespaces {@code default} and {@code kube-system} stays, but for events.
   */
  public void clear() {
    parts.faults().clear();
    parts.kyverno().startStopped();
    parts.reset().run();
    audit.forget();
  }

  /** The folder with the logs. */
  public Path folder() {
    return parts.folder();
  }

  /** Keeps the logs when the cluster is closed. */
  public void keepLogs() {
    keeps = true;
  }

  @Override
  public void close() {
    parts.close();
    if (keeps) {
      WorkFolder.keep(folder());
    } else {
      WorkFolder.remove(folder());
    }
  }

  private static void refuse(String missing) {
    throw new LiveClusterException("a real cluster needs " + missing + "; tools/install brings it");
  }
}
