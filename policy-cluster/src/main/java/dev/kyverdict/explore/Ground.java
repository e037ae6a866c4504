package dev.kyverdict.explore;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.sim.Setup;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.cluster.types.Definitions;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A simulated cluster with the policies and the rights of some manifests, and nobody else. */
final class Ground {

  static final UserInfo ADMIN = UserInfo.of("admin", "system:masters");

  private static final Set<String> KINDS =
      Set.of("ClusterRole", "ClusterRoleBinding", "ClusterPolicy", "Policy");
  private static final Duration READY = Duration.ofMinutes(1);

  private Ground() {}

  /** At a moment, with Kyverno's policies at work. */
  static SimulatedCluster of(Policies policies, Instant moment) {
    SimulatedCluster cluster =
        SimulatedCluster.start(Setup.DEFAULT.at(moment.minus(READY)).with(Definitions.optional()));
    Client admin = new Client(cluster, ADMIN);
    create(admin, Trees.head("v1", "Namespace", "", "volsync-system"));
    List<JsonNode> objects =
        policies.objects().stream().filter(it -> KINDS.contains(Trees.text(it, "kind"))).toList();
    objects.stream().filter(it -> !isPolicy(it)).forEach(it -> create(admin, it));
    cluster.pass(Duration.ofSeconds(10));
    objects.stream().filter(Ground::isPolicy).forEach(it -> create(admin, it));
    cluster.pass(Duration.between(cluster.now(), moment));
    return cluster;
  }

  private static boolean isPolicy(JsonNode object) {
    return Trees.text(object, "kind").endsWith("Policy");
  }

  private static void create(Client admin, JsonNode object) {
    Reply reply = admin.create(object);
    if (!reply.ok() && reply.status() != 409) {
      throw new IllegalArgumentException(Trees.name(object) + ": " + reply.message());
    }
  }
}
