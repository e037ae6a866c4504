package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.kyverno.GlobalContext;
import dev.kyverdict.cluster.kyverno.Kinds;
import dev.kyverdict.cluster.kyverno.KyvernoSetup;
import dev.kyverdict.engine.admission.Engine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What the controller knows: the caches of its informers, and its queues. */
final class Memory {

  private static final int REQUEST_FAILURES = 10;
  private static final int POLICY_FAILURES = 15;

  final Map<String, StoredPolicy> policies = new TreeMap<>();
  final Map<String, JsonNode> requests = new LinkedHashMap<>();
  final Map<String, JsonNode> namespaces = new TreeMap<>();
  final Queue requestQueue;
  final Queue policyQueue;
  final Kinds kinds;
  final Catalogue catalogue;
  final GlobalContext globals;
  private Map<String, String> config = Map.of();
  private Engine engine = KyvernoSetup.engine(Map.of());
  private Instant lastEvent = Instant.EPOCH;

  Memory() {
    this(
        new Queue(REQUEST_FAILURES, Task.Request::new, Task.RequestAgain::new),
        new Queue(POLICY_FAILURES, Task.Policy::new, Task.PolicyAgain::new),
        new Kinds(),
        new Catalogue(),
        new GlobalContext(false));
  }

  private Memory(
      Queue requestQueue,
      Queue policyQueue,
      Kinds kinds,
      Catalogue catalogue,
      GlobalContext globals) {
    this.requestQueue = requestQueue;
    this.policyQueue = policyQueue;
    this.kinds = kinds;
    this.catalogue = catalogue;
    this.globals = globals;
  }

  Memory copy() {
    Memory copy =
        new Memory(
            requestQueue.copy(),
            policyQueue.copy(),
            kinds.copy(),
            catalogue.copy(),
            globals.copy());
    copy.policies.putAll(policies);
    copy.requests.putAll(requests);
    copy.namespaces.putAll(namespaces);
    copy.config = config;
    copy.engine = engine;
    copy.lastEvent = lastEvent;
    return copy;
  }

  Engine engine() {
    return engine;
  }

  /** Kyverno's ConfigMap says something else now. */
  void obey(Map<String, String> data) {
    if (!data.equals(config)) {
      config = Map.copyOf(data);
      engine = KyvernoSetup.engine(config);
      policies.replaceAll((key, policy) -> new StoredPolicy(policy.tree()));
    }
  }

  /** A process that starts again knows nothing. */
  void forget() {
    policies.clear();
    requests.clear();
    namespaces.clear();
    requestQueue.clear();
    policyQueue.clear();
    forgetKinds();
  }

  void forgetKinds() {
    kinds.forget();
    catalogue.forget();
  }

  /** A time of an event that no event had before: events are named after their nanosecond. */
  Instant momentOfEvent(Instant now) {
    lastEvent = now.isAfter(lastEvent) ? now : lastEvent.plusNanos(1);
    return lastEvent;
  }
}
