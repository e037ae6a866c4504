package dev.kyverdict.explore;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests to a cluster, about what belongs to a claim. */
final class Hands {

  static final String VOLSYNC = "volsync.backube/v1alpha1";
  static final String SECRETS = "external-secrets.io/v1";

  private final SimulatedCluster cluster;
  private final Client client;

  /** Kyverno's background work waits until it is let do something. */
  Hands(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.client = new Client(cluster, Ground.ADMIN);
    cluster.stop(Cluster.BACKGROUND_CONTROLLER);
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  Reply create(JsonNode object) {
    return client.create(object);
  }

  /** Creates what nobody minds to find there. */
  void put(JsonNode object) {
    Reply reply = client.create(object);
    if (!reply.ok() && reply.status() != 409) {
      throw new IllegalStateException(Trees.key(object) + ": " + reply.message());
    }
  }

  /** Creates an object, or puts it in the place of the one that is there. */
  void replace(JsonNode object) {
    Reply created = client.create(object);
    done(created.status() == 409 ? client.update(object) : created);
  }

  private static void done(Reply reply) {
    if (!reply.ok() && reply.status() != 404) {
      throw new IllegalStateException(reply.message());
    }
  }

  /** Lets Kyverno's background controller and the garbage collector do what there is. */
  void background(boolean kyverno) {
    if (kyverno) {
      cluster.start(Cluster.BACKGROUND_CONTROLLER);
    }
    cluster.pass(Duration.ofSeconds(5));
    cluster.stop(Cluster.BACKGROUND_CONTROLLER);
  }

  private static String namespace(String claim) {
    return claim.substring(0, claim.indexOf('/'));
  }

  private static String name(String claim) {
    return claim.substring(claim.indexOf('/') + 1);
  }

  Optional<JsonNode> namespaceOf(String claim) {
    return client.find("v1", "Namespace", "", namespace(claim));
  }

  boolean hasBase(String namespace) {
    return client.find("v1", "Secret", namespace, "volsync-rustfs-base").isPresent();
  }

  Optional<JsonNode> claim(String claim) {
    return client.find("v1", "PersistentVolumeClaim", namespace(claim), name(claim));
  }

  Optional<JsonNode> destination(String claim) {
    return client.find(
        VOLSYNC, "ReplicationDestination", namespace(claim), name(claim) + "-restore");
  }

  Optional<JsonNode> secret(String claim) {
    return client.find(
        SECRETS, "ExternalSecret", namespace(claim), name(claim) + "-volsync-secret");
  }

  Optional<JsonNode> source(String claim) {
    return client.find(VOLSYNC, "ReplicationSource", namespace(claim), name(claim) + "-backup");
  }

  /** Whether there is a source and an ExternalSecret, once Kyverno has done what there is. */
  boolean isBackedUp(String claim) {
    background(true);
    return source(claim).isPresent() && secret(claim).isPresent();
  }

  /** Annotates a claim. */
  Reply touch(String claim) {
    ObjectNode patch = Trees.object();
    patch.putObject("metadata").putObject("annotations").put("example.com/touched", "true");
    return client.patch(
        "v1",
        "PersistentVolumeClaim",
        namespace(claim),
        name(claim),
        "",
        Request.MERGE_PATCH,
        patch);
  }

  void delete(String apiVersion, String kind, String namespace, String name) {
    done(client.delete(apiVersion, kind, namespace, name));
    cluster.pass(Duration.ofSeconds(5));
  }

  void deleteClaim(String claim) {
    delete("v1", "PersistentVolumeClaim", namespace(claim), name(claim));
  }

  /** Changes the status of a claim's destination. */
  void destinationStatus(String claim, ObjectNode status) {
    patch(VOLSYNC, "ReplicationDestination", claim, "-restore", "/status", status);
  }

  void patchDestination(String claim, JsonNode patch) {
    Reply reply =
        client.patch(
            VOLSYNC,
            "ReplicationDestination",
            namespace(claim),
            name(claim) + "-restore",
            "",
            Request.MERGE_PATCH,
            patch);
    done(reply);
  }

  /** External Secrets has made the Secret. */
  void secretReady(String claim) {
    ObjectNode status = Trees.object();
    ObjectNode condition = status.putArray("conditions").addObject();
    condition.put("type", "Ready").put("status", "True");
    patch(SECRETS, "ExternalSecret", claim, "-volsync-secret", "/status", status);
  }

  private void patch(
      String apiVersion, String kind, String claim, String suffix, String part, ObjectNode status) {
    ObjectNode patch = Trees.object();
    patch.set("status", status);
    Reply reply =
        client.patch(
            apiVersion,
            kind,
            namespace(claim),
            name(claim) + suffix,
            part,
            Request.MERGE_PATCH,
            patch);
    if (!reply.ok()) {
      throw new IllegalStateException(claim + suffix + ": " + reply.message());
    }
  }
}
