package dev.kyverdict.referee;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the API server answers to the policies' calls about one claim. */
final class World {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Claim claim;
  private final ObjectNode api = JSON.objectNode();

  private World(Claim claim) {
    this.claim = claim;
    // a call that nobody expects must show
    api.set("*", JSON.objectNode().put("status", 418));
  }

  /** A claim about which every call is answered by 418. */
  static World of(Claim claim) {
    return new World(claim);
  }

  /** The destination's state, asked for by name or by list. */
  World destination(Destination state) {
    Optional<ObjectNode> object = state.of(claim);
    answer(
        path() + "/" + claim.name() + "-restore",
        object.map(World::ok).orElseGet(Failure.NOT_FOUND::answer));
    ObjectNode list =
        JSON.objectNode()
            .put("apiVersion", "volsync.backube/v1alpha1")
            .put("kind", "ReplicationDestinationList");
    object.ifPresentOrElse(list.putArray("items")::add, () -> list.putArray("items"));
    answerList(ok(list));
    return this;
  }

  /** A failure of every look-up of the destination. */
  World destination(Failure failure) {
    answer(path() + "/" + claim.name() + "-restore", failure.answer());
    answerList(failure.answer());
    return this;
  }

  /** A catalogue of some age that lists the claim with its newest backup, or does not list it. */
  World catalogue(Duration age, boolean listed) {
    String time = Instant.now().minus(age).truncatedTo(ChronoUnit.SECONDS).toString();
    return catalogue(Optional.of(time), listed);
  }

  /** A catalogue with this time, or without one. */
  World catalogue(Optional<String> time, boolean listed) {
    ObjectNode map = JSON.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
    ObjectNode annotations =
        map.putObject("metadata").put("name", "volsync-catalogue").putObject("annotations");
    time.ifPresent(text -> annotations.put("volsync.backup/updated", text));
    if (listed) {
      map.putObject("data")
          .put("other.claim", Destination.OLDER)
          .put(claim.namespace() + "." + claim.name(), Destination.NEWEST);
    }
    answer(catalogue(), ok(map));
    return this;
  }

  /** A failure of the look-up of the catalogue. */
  World catalogue(Failure failure) {
    answer(catalogue(), failure.answer());
    return this;
  }

  JsonNode api() {
    return api.deepCopy();
  }

  private static String catalogue() {
    return "/api/v1/namespaces/volsync-system/configmaps/volsync-catalogue";
  }

  private String path() {
    return "/apis/volsync.backube/v1alpha1/namespaces/"
        + claim.namespace()
        + "/replicationdestinations";
  }

  private void answerList(ObjectNode answer) {
    answer(path() + "?fieldSelector=metadata.name%3D" + claim.name() + "-restore", answer);
  }

  private void answer(String path, ObjectNode answer) {
    api.set("GET " + path, answer);
  }

  private static ObjectNode ok(ObjectNode body) {
    ObjectNode answer = JSON.objectNode().put("status", 200);
    answer.set("body", body);
    return answer;
  }
}
