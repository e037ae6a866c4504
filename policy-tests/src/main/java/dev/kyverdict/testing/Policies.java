package dev.kyverdict.testing;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.render.Manifests;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Policies as objects of a cluster. */
final class Policies {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Policies() {}

  /** Creates a policy, and comes back when Kyverno says that it is ready. */
  static void apply(Cluster cluster, KyvernoPolicy policy) {
    Client client = new Client(cluster, Scenario.ADMIN);
    Reply reply = client.create(Manifests.tree(policy));
    String title = policy.kind() + " " + policy.metadata().name();
    if (!reply.ok()) {
      throw new AssertionError(
          title + ": the cluster does not take it: " + reply.status() + " " + reply.message());
    }
    boolean ready = cluster.await(PATIENCE, () -> isReady(client, policy));
    if (!ready) {
      throw new AssertionError(title + ": Kyverno does not say within 30s that it is ready");
    }
  }

  private static boolean isReady(Client client, KyvernoPolicy policy) {
    JsonNode conditions =
        client
            .find(
                policy.apiVersion(),
                policy.kind(),
                policy.metadata().namespace().orElse(""),
                policy.metadata().name())
            .map(object -> object.path("status").path("conditions"))
            .orElseThrow();
    return conditions
        .valueStream()
        .anyMatch(
            condition ->
                condition.path("type").asString("").equals("Ready")
                    && condition.path("status").asString("").equals("True"));
  }
}
