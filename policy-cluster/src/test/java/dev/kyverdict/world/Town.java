package dev.kyverdict.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.api.ControllerManager;
import dev.kyverdict.cluster.sim.Setup;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.cluster.types.Definitions;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A small cluster without Kyverno, with the actors that a test is about. */
public final class Town {

  private static final UserInfo ADMIN = UserInfo.of("admin", "system:masters");

  private final SimulatedCluster cluster;

  /** With actors and objects; it begins in 2026. */
  public Town(List<? extends JsonNode> objects, Actor... actors) {
    List<Actor> all = new ArrayList<>(List.of(new ControllerManager()));
    all.addAll(List.of(actors));
    List<JsonNode> loaded = new ArrayList<>(Definitions.optional());
    loaded.addAll(
        Trees.yaml(
            "{apiVersion: v1, kind: Namespace, metadata: {name: default}, status: {phase:"
                + " Active}}"));
    loaded.addAll(objects);
    cluster =
        SimulatedCluster.start(
            new Setup(Instant.parse("2026-01-01T00:00:00Z"), 0, () -> all, loaded, Duration.ZERO));
  }

  /** The cluster. */
  public SimulatedCluster cluster() {
    return cluster;
  }

  /** Whoever may do everything. */
  public Client admin() {
    return new Client(cluster, ADMIN);
  }

  /** Creates objects. */
  public Town has(String yaml) {
    for (JsonNode object : Trees.yaml(yaml)) {
      Reply reply = admin().create(object);
      assertThat(reply.ok()).as("%s", reply.message()).isTrue();
    }
    return this;
  }

  /** Lets time pass. */
  public Town passes(String duration) {
    cluster.pass(Duration.parse("PT" + duration));
    return this;
  }

  /** Merges something into an object. */
  public Town merges(String apiVersion, String kind, String name, String json) {
    Reply reply =
        admin()
            .patch(
                apiVersion,
                kind,
                "default",
                name,
                "",
                Request.MERGE_PATCH,
                JsonMapper.shared().readTree(json));
    assertThat(reply.ok()).as("%s", reply.message()).isTrue();
    return this;
  }

  /** An object of the namespace {@code default}; missing when there is none. */
  public JsonNode get(String apiVersion, String kind, String name) {
    Optional<JsonNode> found = admin().find(apiVersion, kind, "default", name);
    return found.orElse(MissingNode.getInstance());
  }

  /** The names of the objects of a kind in the namespace {@code default}. */
  public List<String> names(String apiVersion, String kind) {
    return admin().list(apiVersion, kind, "default", "").stream().map(Trees::name).toList();
  }

  /** Sends something to a web service. */
  public Reply fetch(Method method, String url, String json) {
    return cluster.fetch(
        new Request(ADMIN, method, url, Request.JSON, JsonMapper.shared().readTree(json)));
  }

  /** The reasons of the events about an object. */
  public List<String> events(String name) {
    return admin().list("v1", "Event", "default", "").stream()
        .filter(it -> Trees.text(it, "involvedObject/name").equals(name))
        .map(it -> Trees.text(it, "reason"))
        .toList();
  }
}
