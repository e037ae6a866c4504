package dev.kyverdict.world.secrets;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a ClusterSecretStore answers ({@code pkg/controllers/secretstore}).
 *
 * @param host the cluster
 * @param account the operator's account
 */
record Stores(Host host, Account account) {

  /** {@code --store-requeue-interval}. */
  private static final Duration AGAIN = Duration.ofMinutes(5);

  Optional<Duration> check(String name) {
    String path = ExternalSecrets.API + "clustersecretstores/" + name;
    Reply found = account.get(host, path);
    if (!found.ok()) {
      return found.status() == 404 ? Optional.empty() : ExternalSecrets.failed();
    }
    boolean there = host.fetch(Request.of(account.user(), Method.GET, Vault.URL)).ok();
    String status = there ? "True" : "False";
    if (!Trees.hasCondition(found.body(), "Ready", status)) {
      ObjectNode patch = Trees.object();
      ObjectNode condition =
          patch.putObject("status").putArray("conditions").addObject().put("type", "Ready");
      condition.put("status", status).put("reason", there ? "Valid" : "InvalidProviderConfig");
      condition.put("message", there ? "store validated" : "unable to validate store");
      condition.put("lastTransitionTime", Trees.time(host.now()));
      account.merge(host, path + "/status", patch);
    }
    return there ? Optional.of(AGAIN) : ExternalSecrets.failed();
  }

  /** Why a store cannot be used; empty when it can. */
  Optional<String> obstacle(JsonNode reference) {
    String name = Trees.text(reference, "name");
    Reply found = account.get(host, ExternalSecrets.API + "clustersecretstores/" + name);
    if (!found.ok()) {
      return Optional.of(
          "could not get ClusterSecretStore \"%s\", %s".formatted(name, found.message()));
    }
    return Trees.hasCondition(found.body(), "Ready", "True")
        ? Optional.empty()
        : Optional.of("ClusterSecretStore \"%s\" is not ready".formatted(name));
  }

  /** A value of the store; empty when it cannot be had. */
  Optional<String> value(JsonNode remote) {
    String url = Vault.URL + Trees.text(remote, "key") + "/" + Trees.text(remote, "property");
    return Optional.of(host.fetch(Request.of(account.user(), Method.GET, url)))
        .filter(Reply::ok)
        .map(it -> Trees.text(it.body(), "value"));
  }
}
