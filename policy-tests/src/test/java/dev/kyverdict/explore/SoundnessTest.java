package dev.kyverdict.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.world.kube.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What a small world takes for the verdict about a claim is what the API of a simulated cluster
 * answers, in which the objects lie that the bits stand for: every admission that an exploration
 * has asked about, with the truth and with every class of answer, and with Kyverno down.
 */
class SoundnessTest {

  private static final String[] LOOKUPS = {"/apis/volsync.backube/*", "*configmaps*"};
  private static final String KYVERNO = "system:serviceaccount:kyverno:*";

  @ParameterizedTest
  @ValueSource(strings = {"safe", "as-planned"})
  void the_api_of_a_cluster_answers_the_same(String profile) {
    Policies policies = Faulty.read(profile);
    Search search =
        new Search(policies, Faulty.ONE, Bound.USUAL.depth(1000).fairTicks(1), Set.of(), false);
    search.run();
    Admissions admissions = search.laws().admissions();
    SimulatedCluster ground = Ground.of(policies, Concrete.NOW);
    ground.load(Objects.requireNonNull(Faulty.ONE.inventory().namespaces().get("karakeep")));
    List<String> differences = new ArrayList<>();
    int asked = 0;
    for (long key : admissions.keys()) {
      SimulatedCluster scene = ground.copy();
      admissions.objects(key).forEach(scene::load);
      Outcome truth = admissions.ask(key, Lookups.NONE, Strike.BROKEN);
      compare(truth, scene.copy(), differences);
      for (Strike strike : Strike.values()) {
        SimulatedCluster struck = scene.copy();
        for (String path : LOOKUPS) {
          struck.inject(Fault.at(path, effect(strike)).by(KYVERNO).on("get", "list"));
        }
        compare(admissions.ask(key, Lookups.ALL, strike), struck, differences);
      }
      SimulatedCluster down = scene.copy();
      down.stop(Cluster.ADMISSION_CONTROLLER);
      compare(admissions.withoutKyverno((int) key & 7), down, differences);
      asked += Strike.values().length + 2;
    }
    System.out.printf(
        "%s: %d of %d admissions as in a cluster, of %d situations%n",
        profile, asked - differences.size(), asked, admissions.keys().length);
    assertThat(differences).isEmpty();
    assertThat(admissions.keys()).hasSizeGreaterThan(profile.equals("safe") ? 100 : 8);
  }

  private static Effect effect(Strike strike) {
    return switch (strike) {
      case FORBIDDEN -> new Effect.Answers(403, "Forbidden");
      case NOT_FOUND -> new Effect.Answers(404, "NotFound");
      case NOTHING -> new Effect.Garbles(200, "{}");
      case BROKEN -> new Effect.Answers(500, "InternalError");
      case UNAVAILABLE -> new Effect.Answers(503, "ServiceUnavailable");
      // Somebody in between gives up: who waits himself has no time left for another look-up.
      case TIMED_OUT -> new Effect.Answers(504, "Timeout");
      case REFUSED -> new Effect.Loses(Reply.Why.REFUSED);
      case GARBAGE -> new Effect.Garbles(200, "<html>not JSON</html>");
      case BLANK -> new Effect.Garbles(200, "");
      case HANGS -> new Effect.Loses(Reply.Why.HANGS);
    };
  }

  private static void compare(Outcome said, SimulatedCluster cluster, List<String> differences) {
    JsonNode claim = Faulty.ONE.claims().getFirst();
    Reply reply = new Client(cluster, Ground.ADMIN).create(claim);
    String source = Trees.text(reply.body(), "spec/dataSourceRef/name");
    boolean names = reply.ok() && source.equals(Trees.name(claim) + "-restore");
    if (reply.ok() != said.allowed() || names != said.names()) {
      differences.add(said + " but " + reply.status() + " " + reply.message() + " " + source);
    }
  }
}
