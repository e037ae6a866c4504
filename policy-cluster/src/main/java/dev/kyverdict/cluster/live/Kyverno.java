package dev.kyverdict.cluster.live;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Kyverno's two controllers. */
final class Kyverno implements AutoCloseable {

  static final String WEBHOOKS = "/apis/admissionregistration.k8s.io/v1/";

  /** A policy that Kyverno refuses, and not the API server: two rules have one name. */
  private static final JsonNode REFUSED =
      YamlReader.readOne(
              "probe",
              """
              apiVersion: kyverno.io/v1
              kind: ClusterPolicy
              metadata: {name: kyverdict-probe}
              spec:
                rules:
                  - &rule
                    name: probe
                    match: {any: [{resources: {kinds: [ConfigMap]}}]}
                    mutate: {patchStrategicMerge: {metadata: {labels: {probe: "yes"}}}}
                  - *rule
              """)
          .tree();

  private final Api api;
  private final Map<String, KyvernoController> controllers = new LinkedHashMap<>();

  /**
   * Prepares it.
   *
   * @param different by controller: flags in place of the chart's
   */
  Kyverno(
      Api api,
      Roads roads,
      Installation installation,
      KyvernoChart chart,
      Path folder,
      Map<String, Map<String, String>> different) {
    this.api = api;
    List<Integer> ports = Ports.free(3);
    for (String name : List.of(Cluster.ADMISSION_CONTROLLER, Cluster.BACKGROUND_CONTROLLER)) {
      Map<String, String> flags = new LinkedHashMap<>();
      flags.put("kubeconfig", roads.kubeconfig(name, token(name)).toString());
      flags.put("disableLogColor", "true");
      flags.put("disableMetrics", "true");
      flags.put("metricsHost", "127.0.0.1");
      flags.put("metricsPort", ports.get(controllers.size()).toString());
      flags.put("controllerRuntimeMetricsAddress", "0");
      if (name.equals(Cluster.ADMISSION_CONTROLLER)) {
        flags.put("serverIP", "127.0.0.1:" + ports.get(2));
        flags.put("webhookServerHost", "127.0.0.1");
        flags.put("webhookServerPort", ports.get(2).toString());
      }
      flags.putAll(different.getOrDefault(name, Map.of()));
      controllers.put(name, new KyvernoController(name, installation, chart, folder, flags));
    }
  }

  /** Starts both, and comes back when both do their work. */
  void start() {
    Instant now = Instant.now();
    controllers.values().forEach(KyvernoController::start);
    controllers.forEach((name, controller) -> controller.await(works(name, now)));
  }

  /** Starts one, and comes back when it does its work; nothing happens when it runs. */
  void start(String name) {
    KyvernoController controller = controller(name);
    if (!controller.runs()) {
      Instant now = Instant.now();
      controller.start();
      controller.await(works(name, now));
    }
  }

  void stop(String name) {
    controller(name).stop();
  }

  /** Starts those that do not run. */
  void startStopped() {
    controllers.keySet().forEach(this::start);
  }

  @Override
  public void close() {
    controllers.values().forEach(KyvernoController::close);
  }

  private KyvernoController controller(String name) {
    KyvernoController controller = controllers.get(name);
    if (controller == null) {
      throw new IllegalArgumentException(
          "no process " + name + "; there are " + String.join(", ", controllers.keySet()));
    }
    return controller;
  }

  private BooleanSupplier works(String name, Instant since) {
    return name.equals(Cluster.ADMISSION_CONTROLLER)
        ? () -> servesWebhooks() && hasWebhooks()
        : () -> leads(name, since);
  }

  /** Whether it refuses what it has to refuse. */
  private boolean servesWebhooks() {
    Reply reply = api.post("/apis/kyverno.io/v1/clusterpolicies?dryRun=All", REFUSED);
    return reply.message().contains("denied the request");
  }

  private boolean hasWebhooks() {
    return api.get(WEBHOOKS + "mutatingwebhookconfigurations/kyverno-resource-mutating-webhook-cfg")
        .ok();
  }

  /** Whether it has been elected since then: before that it does nothing. */
  private boolean leads(String name, Instant since) {
    JsonNode lease =
        api.get("/apis/coordination.k8s.io/v1/namespaces/kyverno/leases/" + name).body();
    String renewed = lease.at("/spec/renewTime").asString("");
    return !renewed.isEmpty() && Instant.parse(renewed).isAfter(since);
  }

  private String token(String account) {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
    review.putObject("spec").put("expirationSeconds", 48 * 3600);
    return api.create("/api/v1/namespaces/kyverno/serviceaccounts/" + account + "/token", review)
        .at("/status/token")
        .asString();
  }
}
