package dev.kyverdict.cluster.sim;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Trail;
import dev.kyverdict.cluster.actor.WebServer;
import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.cluster.api.AdmissionWebhooks;
import dev.kyverdict.cluster.api.ApiServer;
import dev.kyverdict.cluster.api.Surroundings;
import dev.kyverdict.cluster.api.WebhookServer;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.fault.Faults;
import dev.kyverdict.cluster.fault.Gateway;
import dev.kyverdict.engine.admission.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * A cluster in the JVM. Time stands still unless it is told to pass; then everything that falls due
 * happens, one thing after another, and nothing sleeps. Two clusters that are set up alike and are
 * told the same go through the same states. Not for several threads.
 */
public final class SimulatedCluster implements Cluster {

  private final Faults faults;
  private final Faults servers;
  private final Agenda agenda;
  private final Map<String, Process> processes = new LinkedHashMap<>();
  private final Set<String> busy = new HashSet<>();
  private final ApiServer api;
  private final Gateway gateway = new Gateway(this::serve, this::arriveLater);
  private final Gateway street = new Gateway(this::outside, (delay, request) -> {});
  private Chance chance;
  private Instant now;
  private Trail<Decided> decisions = Trail.empty();
  private Ear ear = request -> {};

  private SimulatedCluster(Setup setup) {
    this.faults = new Faults();
    this.servers = new Faults();
    this.agenda = new Agenda();
    this.chance = Chance.of(setup.seed());
    this.now = setup.start();
    setup.actors().get().forEach(this::add);
    this.api = new ApiServer(new Inside());
    setup.objects().forEach(api::load);
    processes.keySet().forEach(this::launch);
    pass(setup.settling());
  }

  private SimulatedCluster(SimulatedCluster original) {
    this.faults = original.faults.copy();
    this.servers = original.servers.copy();
    this.agenda = original.agenda.copy();
    this.chance = original.chance;
    this.now = original.now;
    this.decisions = original.decisions;
    original.processes.forEach((name, process) -> processes.put(name, process.copy()));
    this.api = original.api.copy(new Inside());
  }

  /** A cluster with Kyverno as its chart installs it, settled and ready. */
  public static SimulatedCluster start() {
    return Settled.CLUSTER.copy();
  }

  /** A cluster that is set up in this way. */
  public static SimulatedCluster start(Setup setup) {
    return new SimulatedCluster(setup);
  }

  /** The one that all others of the default are copied from: settling takes longer than a copy. */
  private static final class Settled {
    static final SimulatedCluster CLUSTER = new SimulatedCluster(Setup.DEFAULT);
  }

  /** A copy that goes its own way from here. */
  public SimulatedCluster copy() {
    return new SimulatedCluster(this);
  }

  @Override
  public Reply call(Request request) {
    ear.asked(request);
    Optional<Effect> struck = faults.strike(request, now);
    Reply reply = struck.isPresent() ? gateway.pass(request, struck.get()) : serve(request);
    ear.answered(request, reply);
    return reply;
  }

  private Reply serve(Request request) {
    return api.handle(request);
  }

  /**
   * Lets an aggregated API answer at a path, whatever is asked: behind the API server, which checks
   * the caller's rights and writes the call down.
   */
  public void aggregate(String path, Reply reply) {
    inject(Fault.at(path, new Effect.Serves(reply)));
  }

  /** Sends a request to a web service; its path is a whole URL. */
  public Reply fetch(Request request) {
    ear.asked(request);
    Optional<Effect> struck = faults.strike(request, now);
    return struck.isPresent() ? street.pass(request, struck.get()) : outside(request);
  }

  /** Lets somebody hear every call from now on; a copy of the cluster is not overheard. */
  public void overhear(Ear listener) {
    ear = listener;
  }

  private void arriveLater(Duration delay, Request request) {
    agenda.add(now.plus(delay), new Agenda.Item.Arrival(request));
  }

  /** Puts an object into the cluster as if it had always been there: nobody is asked. */
  public void load(JsonNode object) {
    api.load(object);
  }

  /** Calls that fail, or that another server answers, from now on. */
  public void inject(Fault fault) {
    (fault.effect() instanceof Effect.Serves ? servers : faults).add(fault);
  }

  /** Ends a fault. */
  public void heal(Fault fault) {
    faults.remove(fault);
    servers.remove(fault);
  }

  /** A web service answers, or nobody listens. */
  private Reply outside(Request request) {
    return served(request)
        .or(() -> answered(request))
        .orElseGet(() -> new Reply.NoAnswer(Reply.Why.REFUSED));
  }

  private Optional<Reply> answered(Request request) {
    for (Process process : processes.values()) {
      if (process.running()
          && process.actor() instanceof WebServer server
          && server.serves(request.path())) {
        return Optional.of(server.answer(new Seat(server.name()), request));
      }
    }
    return Optional.empty();
  }

  private Optional<Reply> served(Request request) {
    return servers.strike(request, now).map(effect -> gateway.pass(request, effect));
  }

  /** A copy of a process with all that it knows: what outlives a cluster goes into the next one. */
  public Actor process(String process) {
    return known(process).actor().copy();
  }

  /** Lets a process see changes so much later. */
  public void lag(String process, Duration lag) {
    processes.put(process, known(process).lagging(lag));
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pass(Duration time) {
    Instant until = now.plus(time);
    while (step(until)) {
      // each step is one event
    }
    now = later(now, until);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Lets the next thing happen, if something happens by then. */
  private boolean step(Instant until) {
    Optional<Agenda.Entry> next = agenda.poll(until);
    if (next.isEmpty()) {
      return false;
    }
    now = later(now, next.get().at());
    Agenda.Item item = next.get().item();
    switch (item) {
      case Agenda.Item.Seen(String name, int life, Change change) ->
          act(item, name, life, until, actor -> actor.changed(new Seat(name), change));
      case Agenda.Item.Due(String name, int life, Work work) ->
          act(item, name, life, until, actor -> actor.run(new Seat(name), work));
      case Agenda.Item.Arrival(Request request) -> serve(request);
    }
    return true;
  }

  /** A process does one thing after another: while somebody lets it wait, what comes waits too. */
  private void act(Agenda.Item item, String name, int life, Instant until, Consumer<Actor> what) {
    Process process = known(name);
    if (!process.lives(life)) {
      return;
    }
    if (!busy.add(name)) {
      agenda.add(until.plusNanos(1), item);
      return;
    }
    try {
      what.accept(process.actor());
    } finally {
      busy.remove(name);
    }
  }

  @Override
  public boolean await(Duration atMost, BooleanSupplier condition) {
    Instant until = now.plus(atMost);
    while (!condition.getAsBoolean()) {
      if (!step(until)) {
        now = later(now, until);
        return condition.getAsBoolean();
      }
    }
    return true;
  }

  @Override
  public List<AuditEntry> audit() {
    return api.audit();
  }

  /** Everything that Kyverno has decided at admission, in order. */
  public List<Decided> decisions() {
    return decisions.toList();
  }

  @Override
  public void stop(String process) {
    processes.put(process, known(process).stopped());
  }

  @Override
  public void start(String process) {
    if (!known(process).running()) {
      launch(process);
    }
  }

  private void launch(String name) {
    Process process = known(name).started();
    processes.put(name, process);
    process.actor().started(new Seat(name));
  }

  private void add(Actor actor) {
    processes.put(actor.name(), new Process(actor, false, 0, Setup.LAG));
  }

  private Process known(String name) {
    Process process = processes.get(name);
    if (process == null) {
      throw new IllegalArgumentException(
          "process '" + name + "': not in this cluster; it has " + processes.keySet());
    }
    return process;
  }

  @Override
  public void close() {
    processes.clear();
  }

  /** The API server's view of what is around it. */
  private final class Inside implements Surroundings {

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public Optional<Reply> elsewhere(Request request) {
      return served(request);
    }

    @Override
    public AdmissionWebhooks webhooks() {
      for (Process process : processes.values()) {
        if (process.actor() instanceof WebhookServer server) {
          return server.webhooks(new Seat(server.name()), process.running());
        }
      }
      return AdmissionWebhooks.NONE;
    }

    @Override
    public void changed(Change change) {
      String apiVersion = change.object().path("apiVersion").asString("");
      int slash = apiVersion.indexOf('/');
      String group = slash < 0 ? "" : apiVersion.substring(0, slash);
      String kind = change.object().path("kind").asString("");
      processes.forEach(
          (name, process) -> {
            if (process.running() && process.actor().watches(group, kind)) {
              agenda.add(
                  now.plus(process.lag()), new Agenda.Item.Seen(name, process.life(), change));
            }
          });
    }
  }

  /** The cluster as one process has it. */
  private final class Seat implements Host {

    private final String process;

    Seat(String process) {
      this.process = process;
    }

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public Reply call(Request request) {
      return SimulatedCluster.this.call(request);
    }

    @Override
    public Reply fetch(Request request) {
      return SimulatedCluster.this.fetch(request);
    }

    @Override
    public void after(Duration delay, Work work) {
      agenda.add(now.plus(delay), new Agenda.Item.Due(process, known(process).life(), work));
    }

    @Override
    public void stall(Duration time) {
      pass(time);
    }

    @Override
    public void decided(Decision decision) {
      decisions = decisions.with(new Decided(now, decision));
    }

    @Override
    public int random(int bound) {
      chance = chance.next();
      return chance.below(bound);
    }
  }
}
