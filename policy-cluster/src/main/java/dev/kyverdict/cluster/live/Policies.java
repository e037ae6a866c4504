package dev.kyverdict.cluster.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Looks whether policies are in force. */
final class Policies {

  /** Where policies of the classic kinds are. */
  static final List<String> CLASSIC =
      List.of("/apis/kyverno.io/v1/clusterpolicies", "/apis/kyverno.io/v1/policies");

  /**
   * The API server and Kyverno's own cache learn of a change by watching: nothing tells when they
   * have, but it takes much less than this.
   */
  private static final Duration STILL = Duration.ofMillis(300);

  private final Api api;
  private List<String> last = List.of();
  private long since = System.nanoTime();

  Policies(Api api) {
    this.api = api;
  }

  /** Waits until every policy is ready and nothing moves any more. */
  boolean settled(Duration atMost) {
    return Polling.until(atMost, this::still);
  }

  private boolean still() {
    List<JsonNode> policies = CLASSIC.stream().flatMap(path -> api.list(path).stream()).toList();
    List<JsonNode> all = new ArrayList<>(policies);
    all.addAll(api.listMetadata(Kyverno.WEBHOOKS + "mutatingwebhookconfigurations"));
    all.addAll(api.listMetadata(Kyverno.WEBHOOKS + "validatingwebhookconfigurations"));
    List<String> versions =
        all.stream().map(object -> object.at("/metadata/resourceVersion").asString("")).toList();
    if (!versions.equals(last)) {
      last = versions;
      since = System.nanoTime();
    }
    return policies.stream().allMatch(Policies::ready)
        && System.nanoTime() - since > STILL.toNanos();
  }

  private static boolean ready(JsonNode policy) {
    return policy
        .at("/status/conditions")
        .valueStream()
        .anyMatch(
            condition ->
                condition.path("type").asString("").equals("Ready")
                    && condition.path("status").asString("").equals("True"));
  }
}
