package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.cluster.api.AdmissionWebhooks;
import dev.kyverdict.cluster.api.WebhookServer;
import dev.kyverdict.cluster.kyverno.Accounts;
import dev.kyverdict.cluster.kyverno.Api;
import dev.kyverdict.cluster.kyverno.KyvernoEvent;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Reason;
import dev.kyverdict.cluster.kyverno.KyvernoSetup;
import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.cluster.kyverno.Policies;
import dev.kyverdict.cluster.kyverno.UpdateRequest;
import dev.kyverdict.engine.AdmissionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kyverno's admission controller: it registers webhooks for the policies that it sees, tells them
 * when they are ready, answers the webhooks, and leaves work for the background controller.
 */
public final class KyvernoAdmission implements WebhookServer {

  /** Between the change of a policy and its registration lie a queue and two calls. */
  private static final Duration REGISTRATION = Duration.ofMillis(20);

  private static final Duration FIRST_RETRY = Duration.ofMillis(5);

  /** Beyond its retries the watchdog asks for a registration now and then. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final int LATE = 20;
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(3);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration EVENT_PAUSE = Duration.ofMillis(5);
  private static final int EVENT_TRIES = 3;
  private static final long USUAL_THRESHOLD = 1000;

  private final Knowledge knowledge;
  private boolean registering;

  /** As Kyverno's chart starts the process. */
  public KyvernoAdmission() {
    this(KyvernoEvent.CHART_OMITS);
  }

  /**
   * With another command line.
   *
   * @param omitted the reasons behind {@code --omitEvents}
   */
  public KyvernoAdmission(Set<Reason> omitted) {
    this(new Knowledge(omitted), false);
  }

  private KyvernoAdmission(Knowledge knowledge, boolean registering) {
    this.knowledge = knowledge;
    this.registering = registering;
  }

  @Override
  public String name() {
    return Cluster.ADMISSION_CONTROLLER;
  }

  @Override
  public boolean watches(String group, String kind) {
    return Policies.watches(group, kind)
        || Roles.watches(group, kind)
        || (group.isEmpty() && kind.equals("ConfigMap"))
        || kind.equals("CustomResourceDefinition")
        || kind.equals(WebhookObjects.MUTATING)
        || kind.equals(WebhookObjects.VALIDATING)
        || knowledge.globals.watches(group, kind);
  }

  @Override
  public void started(Host host) {
    knowledge.forget();
    Api api = knowledge.api(host);
    Reply map =
        api.get(new ObjectRef("v1", "ConfigMap", Accounts.NAMESPACE, Accounts.CONFIG_MAP, ""));
    knowledge.obey(map.ok() ? KyvernoSetup.data(map.body()) : Map.of());
    String rbac = "rbac.authorization.k8s.io/v1";
    list(api, rbac, "ClusterRoleBinding", knowledge.roles::put);
    list(api, rbac, "RoleBinding", knowledge.roles::put);
    list(api, "kyverno.io/v1", "ClusterPolicy", knowledge.policies::put);
    list(api, "kyverno.io/v1", "Policy", knowledge.policies::put);
    for (String kind : List.of(WebhookObjects.MUTATING, WebhookObjects.VALIDATING)) {
      list(api, WebhookObjects.API_VERSION, kind, object -> knowledge.sees(object, false));
    }
    knowledge.globals.started(host, api);
    registering = false;
    register(host);
  }

  private static void list(Api api, String apiVersion, String kind, Consumer<JsonNode> taker) {
    Api.items(api.list(apiVersion, kind, "", Map.of()), apiVersion, kind).forEach(taker);
  }

  @Override
  public void changed(Host host, Change change) {
    JsonNode object = change.object();
    boolean gone = change.type() == Change.Type.DELETED;
    if (Policies.isPolicy(object)) {
      if (gone) {
        knowledge.policies.remove(object);
      } else {
        knowledge.policies.put(object);
      }
      knowledge.changed();
      register(host);
    } else if (object.path("kind").asString("").endsWith("RoleBinding")) {
      if (gone) {
        knowledge.roles.remove(object);
      } else {
        knowledge.roles.put(object);
      }
    } else if (KyvernoSetup.isConfigMap(object)) {
      knowledge.obey(gone ? Map.of() : KyvernoSetup.data(object));
      register(host);
    } else if (object.path("kind").asString("").equals("CustomResourceDefinition")) {
      knowledge.kinds.forget();
      register(host);
    } else if (WebhookObjects.isOne(object) && knowledge.sees(object, gone)) {
      register(host);
    }
    knowledge.globals.changed(host, knowledge.api(host), change);
  }

  /** Asks for a registration, unless one is already under way. */
  private void register(Host host) {
    if (!registering) {
      registering = true;
      host.after(REGISTRATION, new Duty.Reconcile(0));
    }
  }

  @Override
  public void run(Host host, Work work) {
    if (!(work instanceof Duty duty)) {
      knowledge.globals.run(host, knowledge.api(host), work);
      return;
    }
    switch (duty) {
      case Duty.Reconcile(int tries) -> reconcile(host, tries);
      case Duty.Submit submit -> submit(host, submit);
      case Duty.Report report -> report(host, report);
    }
  }

  private void reconcile(Host host, int tries) {
    if (!knowledge.register(host)) {
      Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(tries, LATE));
      host.after(
          pause.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : pause, new Duty.Reconcile(tries + 1));
      return;
    }
    registering = false;
    Api api = knowledge.api(host);
    for (Policies.Known known : knowledge.policies.all()) {
      PolicyStatus.updated(known, host.now()).ifPresent(policy -> api.update(policy, "/status"));
    }
  }

  /** {@code tryApplyResource} in {@code pkg/webhooks/updaterequest/generator.go}. */
  private void submit(Host host, Duty.Submit submit) {
    if (!create(host, submit.request())) {
      Instant last = submit.first().plus(LONGEST_RETRY);
      Duration pause = FIRST_PAUSE;
      for (int i = 0; i < submit.tries(); i++) {
        pause = pause.multipliedBy(3).dividedBy(2);
      }
      Duration next = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      if (host.now().plus(next).isBefore(last)) {
        host.after(next, new Duty.Submit(submit.request(), submit.first(), submit.tries() + 1));
      }
    }
  }

  private boolean create(Host host, UpdateRequest request) {
    Api api = knowledge.api(host);
    Reply list = api.list(UpdateRequest.API_VERSION, UpdateRequest.KIND, "", Map.of());
    if (!list.ok()) {
      return false;
    }
    if (list.body().path("items").size() >= threshold()) {
      return true;
    }
    Reply created = api.create(request.object());
    if (!created.ok() || !(created.body() instanceof ObjectNode object)) {
      return false;
    }
    ObjectNode pending = object.objectNode();
    pending.setAll(object);
    pending.putObject("status").put("state", UpdateRequest.PENDING);
    return api.update(pending, "/status").ok();
  }

  private long threshold() {
    String text = knowledge.config().getOrDefault("updateRequestThreshold", "");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : USUAL_THRESHOLD;
  }

  private void report(Host host, Duty.Report report) {
    JsonNode event = report.event().object(report.at().plusNanos(report.nanoseconds()), name());
    Reply reply = knowledge.api(host).create(event);
    if (!reply.ok() && reply.status() != 404 && report.tries() < EVENT_TRIES) {
      host.after(
          EVENT_PAUSE,
          new Duty.Report(report.event(), report.at(), report.nanoseconds(), report.tries() + 1));
    }
  }

  @Override
  public AdmissionWebhooks webhooks(Host host, boolean running) {
    return new Served(host, running);
  }

  @Override
  public KyvernoAdmission copy() {
    return new KyvernoAdmission(knowledge.copy(), registering);
  }

  /** Its webhooks as the API server calls them. */
  private final class Served implements AdmissionWebhooks {

    private final Host host;
    private final boolean running;

    Served(Host host, boolean running) {
      this.host = host;
      this.running = running;
    }

    @Override
    public boolean concern(AdmissionRequest request, boolean mutating) {
      return PolicyWebhook.concerns(request)
          || EntryWebhook.concerns(request)
          || knowledge.mayCall(request, mutating);
    }

    @Override
    public Answer mutate(AdmissionRequest request) {
      return new MutatingChain(knowledge, host, running, request).run();
    }

    @Override
    public Answer validate(AdmissionRequest request) {
      return new ValidatingChain(knowledge, host, running, request).run();
    }
  }
}
