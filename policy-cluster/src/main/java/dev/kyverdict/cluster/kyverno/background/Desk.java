package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.kyverno.Accounts;
import dev.kyverdict.cluster.kyverno.Api;
import dev.kyverdict.cluster.kyverno.HostReader;
import dev.kyverdict.cluster.kyverno.KyvernoEvent;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Reason;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.model.Rule;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the controller works with in one moment.
 *
 * @param host the cluster as this process has it
 * @param memory what it knows
 * @param engine Kyverno's engine, at this moment
 * @param omitted the reasons of events that it does not report
 */
record Desk(Host host, Memory memory, Engine engine, Set<Reason> omitted) {

  /** Writing an event takes another worker's turn. */
  private static final Duration MOMENT = Duration.ofMillis(1);

  static Desk of(Host host, Memory memory, Set<Reason> omitted) {
    InstantSource clock = InstantSource.fixed(host.now());
    return new Desk(host, memory, memory.engine().at(clock), omitted);
  }

  Api api() {
    return new Api(host, Accounts.BACKGROUND, memory.kinds);
  }

  Calls calls() {
    return new Calls(api(), memory.catalogue);
  }

  HostReader reader() {
    return new HostReader(api(), host, memory.globals, false);
  }

  /** Reports an event, some time soon. */
  void report(KyvernoEvent event) {
    if (event.isReported(omitted, engine.config().data())) {
      JsonNode object =
          event.object(memory.momentOfEvent(host.now()), "kyverno-background-controller");
      host.after(MOMENT, new Task.Emit(object, 0));
    }
  }

  /**
   * The labels of the namespace of an object, as far as rules ask for them ({@code
   * pkg/utils/engine/labels.go}).
   *
   * @throws EvaluationException when it is not known
   */
  Map<String, String> namespaceLabels(JsonNode object, List<Rule> rules) {
    String namespace = object.path("metadata").path("namespace").asString("");
    if (!StoredPolicy.selectsNamespaces(rules)
        || namespace.isEmpty()
        || object.path("kind").asString("").equals("Namespace")) {
      return Map.of();
    }
    JsonNode there = memory.namespaces.get(namespace);
    if (there == null) {
      throw new EvaluationException("namespace \"" + namespace + "\" not found");
    }
    return labels(there);
  }

  static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new HashMap<>();
    object
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
    return labels;
  }
}
