package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.cluster.kyverno.Accounts;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Reason;
import dev.kyverdict.cluster.kyverno.KyvernoSetup;
import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.cluster.kyverno.Policies;
import dev.kyverdict.cluster.kyverno.UpdateRequest;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.generate.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Kyverno's background controller: it works off UpdateRequests, keeps what was generated in step
 * with its policies, and looks at existing objects when a policy comes or changes, and every hour
 * ({@code cmd/background-controller}, {@code pkg/background}, {@code pkg/policy}).
 */
public final class BackgroundController implements Actor {

  private static final Duration SCAN_INTERVAL = Duration.ofHours(1);

  /** Events are handled by another thread than the one that learns of them. */
  private static final Duration MOMENT = Duration.ofMillis(1);

  private static final Duration FIRST_RETRY = Duration.ofMillis(5);
  private static final int EVENT_RETRIES = 3;
  private static final List<String> POLICIES = List.of("ClusterPolicy", "Policy");

  private final Set<Reason> omitted;
  private final Memory memory;

  /** As Kyverno's chart starts the process. */
  public BackgroundController() {
    this(Set.of(Reason.POLICY_APPLIED, Reason.POLICY_SKIPPED));
  }

  /**
   * With another command line.
   *
   * @param omitted the reasons behind {@code --omitEvents}
   */
  public BackgroundController(Set<Reason> omitted) {
    this(Set.copyOf(omitted), new Memory());
  }

  private BackgroundController(Set<Reason> omitted, Memory memory) {
    this.omitted = omitted;
    this.memory = memory;
  }

  @Override
  public String name() {
    return Cluster.BACKGROUND_CONTROLLER;
  }

  @Override
  public boolean watches(String group, String kind) {
    boolean own =
        switch (group) {
          case "kyverno.io" -> kind.equals(UpdateRequest.KIND);
          case "" -> kind.equals("Namespace") || kind.equals("ConfigMap");
          case "apiextensions.k8s.io" -> kind.equals("CustomResourceDefinition");
          default -> false;
        };
    return own || Policies.watches(group, kind) || memory.globals.watches(group, kind);
  }

  /** Every policy and every UpdateRequest is new to a process that has just started. */
  @Override
  public void started(Host host) {
    memory.forget();
    Desk desk = desk(host);
    Calls calls = desk.calls();
    configure(calls);
    memory.globals.started(host, desk.api());
    list(calls, "v1", "Namespace").forEach(object -> memory.namespaces.put(name(object), object));
    for (String kind : POLICIES) {
      for (JsonNode policy : list(calls, "kyverno.io/v1", kind)) {
        memory.policies.put(Policies.key(policy), new StoredPolicy(policy));
        host.after(MOMENT, new Task.Added(policy));
      }
    }
    for (JsonNode request : list(calls, UpdateRequest.API_VERSION, UpdateRequest.KIND)) {
      memory.requests.put(name(request), request);
      memory.requestQueue.add(host, name(request));
    }
    host.after(SCAN_INTERVAL, new Task.Rescan());
  }

  private void configure(Calls calls) {
    ObjectRef map = new ObjectRef("v1", "ConfigMap", Accounts.NAMESPACE, Accounts.CONFIG_MAP, "");
    try {
      memory.obey(KyvernoSetup.data(calls.get(map)));
    } catch (RefusedException missing) {
      memory.obey(Map.of());
    }
  }

  private static List<JsonNode> list(Calls calls, String apiVersion, String kind) {
    try {
      return calls.list(apiVersion, kind, "", "");
    } catch (RefusedException refused) {
      return List.of();
    }
  }

  @Override
  public void changed(Host host, Change change) {
    JsonNode object = change.object();
    String kind = object.path("kind").asString("");
    switch (kind) {
      case "CustomResourceDefinition" -> memory.forgetKinds();
      case "Namespace" -> keep(memory.namespaces, change);
      case UpdateRequest.KIND -> requestChanged(host, change);
      default -> {
        if (Policies.isPolicy(object)) {
          policyChanged(host, change);
        } else if (KyvernoSetup.isConfigMap(object)) {
          boolean gone = change.type() == Change.Type.DELETED;
          memory.obey(gone ? Map.of() : KyvernoSetup.data(object));
        }
      }
    }
    memory.globals.changed(host, desk(host).api(), change);
  }

  private static void keep(Map<String, JsonNode> objects, Change change) {
    if (change.type() == Change.Type.DELETED) {
      objects.remove(name(change.object()));
    } else {
      objects.put(name(change.object()), change.object());
    }
  }

  private void requestChanged(Host host, Change change) {
    keep(memory.requests, change);
    String state = Statuses.state(change.object());
    boolean over = state.equals(UpdateRequest.SKIP) || state.equals(UpdateRequest.COMPLETED);
    boolean added = change.type() == Change.Type.ADDED;
    if (added || (change.type() == Change.Type.MODIFIED && !over)) {
      memory.requestQueue.add(host, name(change.object()));
    }
  }

  private void policyChanged(Host host, Change change) {
    JsonNode policy = change.object();
    String key = Policies.key(policy);
    StoredPolicy known = memory.policies.get(key);
    if (change.type() == Change.Type.DELETED) {
      memory.policies.remove(key);
      host.after(MOMENT, new Task.Gone(policy));
    } else {
      memory.policies.put(key, new StoredPolicy(policy));
      host.after(
          MOMENT, known == null ? new Task.Added(policy) : new Task.Changed(known.tree(), policy));
    }
  }

  @Override
  public void run(Host host, Work work) {
    Desk desk = desk(host);
    if (work instanceof Task task) {
      run(host, desk, task);
    } else {
      memory.globals.run(host, desk.api(), work);
    }
  }

  private void run(Host host, Desk desk, Task task) {
    switch (task) {
      case Task.Request(String name) -> {
        memory.requestQueue.take(name);
        new Requests(desk).work(name);
      }
      case Task.RequestAgain(String name) -> memory.requestQueue.add(host, name);
      case Task.Added(JsonNode policy) -> new PolicyChanges(desk).added(policy);
      case Task.Changed(JsonNode before, JsonNode after) ->
          new PolicyChanges(desk).changed(before, after);
      case Task.Gone(JsonNode policy) -> new PolicyChanges(desk).gone(policy);
      case Task.Policy(String key) -> {
        memory.policyQueue.take(key);
        policy(desk, key);
      }
      case Task.PolicyAgain(String key) -> memory.policyQueue.add(host, key);
      case Task.Rescan() -> {
        new PolicyChanges(desk).rescan();
        host.after(SCAN_INTERVAL, new Task.Rescan());
      }
      case Task.Emit(JsonNode event, int failures) -> emit(desk, event, failures);
    }
  }

  private void policy(Desk desk, String key) {
    StoredPolicy policy = memory.policies.get(key);
    try {
      if (policy != null) {
        new PolicyRequests(desk, policy).all();
      }
      memory.policyQueue.done(key);
    } catch (EvaluationException failed) {
      memory.policyQueue.failed(desk.host(), key);
    }
  }

  private static void emit(Desk desk, JsonNode event, int failures) {
    try {
      desk.calls().create(event);
    } catch (RefusedException refused) {
      boolean again =
          refused.reason() != RefusedException.Reason.NOT_FOUND && failures < EVENT_RETRIES;
      if (again) {
        desk.host()
            .after(FIRST_RETRY.multipliedBy(1L << failures), new Task.Emit(event, failures + 1));
      }
    }
  }

  private Desk desk(Host host) {
    return Desk.of(host, memory, omitted);
  }

  private static String name(JsonNode object) {
    return object.path("metadata").path("name").asString("");
  }

  @Override
  public Actor copy() {
    return new BackgroundController(omitted, memory.copy());
  }
}
