package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.kyverno.Accounts;
import dev.kyverdict.cluster.kyverno.Api;
import dev.kyverdict.cluster.kyverno.GlobalContext;
import dev.kyverdict.cluster.kyverno.HostReader;
import dev.kyverdict.cluster.kyverno.Kinds;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Reason;
import dev.kyverdict.cluster.kyverno.KyvernoSetup;
import dev.kyverdict.cluster.kyverno.Policies;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.Webhook;
import dev.kyverdict.engine.match.Sighting;
import dev.kyverdict.engine.match.Work;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the admission controller knows, and what it has registered with the API server. */
final class Knowledge {

  private static final Set<Sighting.Cause> BY_KIND =
      Set.of(
          Sighting.Cause.EXEMPT,
          Sighting.Cause.KIND,
          Sighting.Cause.OPERATION,
          Sighting.Cause.NO_RULE);

  final Policies policies;
  final Roles roles;
  final Kinds kinds;
  final GlobalContext globals;
  private final Set<Reason> omitted;
  private Map<String, String> config;
  private Engine engine;
  private Webhook.Registered registered;
  private List<Served> served = List.of();
  private final Map<String, JsonNode> objects = new HashMap<>();
  private final Map<String, JsonNode> written = new HashMap<>();
  private Map<Question, Boolean> callable = new ConcurrentHashMap<>();
  private boolean stale = true;
  private long events;

  /**
   * A webhook.
   *
   * @param registered as the API server knows it
   * @param live with the policies that Kyverno knows now
   * @param mutates whether it stands in the mutating configuration
   * @param mutating what is said of it there
   * @param validating what is said of it in the other one
   */
  record Served(
      Webhook registered, Webhook live, boolean mutates, CallText mutating, CallText validating) {

    static Served of(Webhook registered, Webhook live) {
      return new Served(
          registered,
          live,
          registered.policies().stream()
              .flatMap(policy -> policy.policy().spec().rules().stream())
              .anyMatch(rule -> Work.MUTATE.isDoneBy(rule.action())),
          CallText.of(registered, true),
          CallText.of(registered, false));
    }
  }

  /** What the kinds and operations of webhooks are compared with. */
  private record Question(
      ResourceKind kind,
      ResourceKind parent,
      String subresource,
      Operation operation,
      boolean inNamespace,
      boolean mutating) {

    static Question of(AdmissionRequest request, boolean mutating) {
      return new Question(
          request.kind(),
          request.parent(),
          request.subResource(),
          request.operation(),
          !request.namespace().isEmpty(),
          mutating);
    }

    @Override
    public int hashCode() {
      int hash = kind.kind().hashCode() * 31 + parent.kind().hashCode();
      return (hash * 31 + subresource.hashCode()) * 31 + operation.ordinal();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Question that
          && operation == that.operation
          && mutating == that.mutating
          && inNamespace == that.inNamespace
          && subresource.equals(that.subresource)
          && kind.equals(that.kind)
          && parent.equals(that.parent);
    }
  }

  /**
   * Nothing yet.
   *
   * @param omitted the reasons of events that are not reported
   */
  Knowledge(Set<Reason> omitted) {
    this.omitted = Set.copyOf(omitted);
    this.config = Map.of();
    this.engine = KyvernoSetup.engine(config);
    this.policies = new Policies(engine);
    this.roles = new Roles();
    this.kinds = new Kinds();
    this.globals = new GlobalContext(true);
    this.registered = engine.register(List.of());
  }

  private Knowledge(Knowledge original) {
    this.omitted = original.omitted;
    this.config = original.config;
    this.engine = original.engine;
    this.policies = original.policies.copy();
    this.roles = original.roles.copy();
    this.kinds = original.kinds.copy();
    this.globals = original.globals.copy();
    this.registered = original.registered;
    this.served = original.served;
    this.objects.putAll(original.objects);
    this.written.putAll(original.written);
    // what is known is shared until one of them registers something else
    this.callable = original.callable;
    this.stale = original.stale;
    this.events = original.events;
  }

  Knowledge copy() {
    return new Knowledge(this);
  }

  /** The process starts: only what the API server knows is left. */
  void forget() {
    policies.clear();
    roles.clear();
    kinds.forget();
    objects.clear();
    written.clear();
    stale = true;
  }

  Set<Reason> omitted() {
    return omitted;
  }

  Map<String, String> config() {
    return config;
  }

  void obey(Map<String, String> data) {
    if (!data.equals(config)) {
      config = Map.copyOf(data);
      engine = KyvernoSetup.engine(config);
      policies.obey(engine);
      stale = true;
    }
  }

  Engine engine(Host host) {
    return engine.at(host::now);
  }

  Api api(Host host) {
    return new Api(host, Accounts.ADMISSION, kinds);
  }

  ClusterReader reader(Host host) {
    return new HostReader(api(host), host, globals, true);
  }

  Webhook.Registered registered() {
    return registered;
  }

  /** Whether a webhook is registered for the kind and the operation of a request. */
  boolean mayCall(AdmissionRequest request, boolean mutating) {
    return callable.computeIfAbsent(
        Question.of(request, mutating), it -> isRegistered(request, mutating));
  }

  private boolean isRegistered(AdmissionRequest request, boolean mutating) {
    for (Served hook : served()) {
      if (!mutating || hook.mutates()) {
        Sighting sighting = registered.calls(hook.registered(), mutating, request);
        if (!(sighting instanceof Sighting.NotSeen(Sighting.Cause cause, String text))
            || !BY_KIND.contains(cause)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A number that no event has had. */
  long nextEvent() {
    return events++;
  }

  /** Policies have changed. */
  void changed() {
    stale = true;
  }

  /** Registers the webhooks of all policies; whether the API server let it. */
  boolean register(Host host) {
    Webhook.Registered next =
        engine.register(policies.all().stream().map(Policies.Known::compiled).toList());
    Api api = api(host);
    for (ObjectNode object : new WebhookObjects(config, api).all(next)) {
      if (!write(object, api)) {
        return false;
      }
    }
    registered = next;
    callable = new ConcurrentHashMap<>();
    stale = true;
    return true;
  }

  private boolean write(ObjectNode object, Api api) {
    String name = object.path("metadata").path("name").asString("");
    JsonNode there = objects.get(name);
    if (there != null && object.equals(written.get(name))) {
      return true;
    }
    Reply reply = there == null ? api.create(object) : api.update(over(there, object));
    if (reply.ok()) {
      written.put(name, object);
      objects.put(name, reply.body());
    }
    return reply.ok();
  }

  private static ObjectNode over(JsonNode there, ObjectNode object) {
    ObjectNode metadata = object.objectNode();
    metadata.setAll((ObjectNode) there.path("metadata"));
    metadata.remove("annotations");
    metadata.setAll((ObjectNode) object.path("metadata"));
    ObjectNode updated = object.objectNode();
    updated.setAll(object);
    return updated.set("metadata", metadata);
  }

  /** Takes an object of a webhook as it is now; whether that is news. */
  boolean sees(JsonNode object, boolean gone) {
    JsonNode metadata = object.path("metadata");
    String name = metadata.path("name").asString("");
    JsonNode there = gone ? objects.remove(name) : objects.put(name, object);
    boolean own =
        there != null
            && !gone
            && there
                .path("metadata")
                .path("resourceVersion")
                .equals(metadata.path("resourceVersion"));
    if (!own) {
      written.remove(name);
    }
    return !own;
  }

  /** The webhooks in the order in which the API server calls them. */
  List<Served> served() {
    if (stale) {
      served = registered.webhooks().stream().map(one -> Served.of(one, live(one))).toList();
      stale = false;
    }
    return served;
  }

  /**
   * Those of a webhook's policies that Kyverno's cache holds: they are ready, and still of the
   * webhook's failure policy. A policy with a webhook of its own is looked up directly ({@code
   * pkg/controllers/policycache/controller.go}, {@code pkg/webhooks/resource/handlers.go}).
   */
  private Webhook live(Webhook webhook) {
    List<CompiledPolicy> live = new ArrayList<>();
    for (CompiledPolicy one : webhook.policies()) {
      Optional<Policies.Known> now = policies.find(key(one.policy()));
      now.filter(known -> isServed(webhook, known)).ifPresent(known -> live.add(known.compiled()));
    }
    return new Webhook(live, webhook.own(), webhook.failurePolicy());
  }

  private static boolean isServed(Webhook webhook, Policies.Known known) {
    boolean found =
        webhook.own()
            || (known.isReady()
                && known.policy().spec().admission()
                && !known.policy().spec().hasOwnWebhook());
    return found && known.policy().spec().effectiveFailurePolicy() == webhook.failurePolicy();
  }

  private static String key(KyvernoPolicy policy) {
    String name = policy.metadata().name();
    return policy instanceof Policy
        ? policy.metadata().namespace().orElse("default") + "/" + name
        : name;
  }
}
