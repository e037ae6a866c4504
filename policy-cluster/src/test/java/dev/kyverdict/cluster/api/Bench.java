package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.values.GoNumbers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A server on a workbench: with a clock, webhooks and an ear for changes. */
final class Bench implements Surroundings {

  static final UserInfo ADMIN = UserInfo.of("admin", "system:masters");
  static final UserInfo ALICE = UserInfo.of("alice", "devs");

  private static final JsonMapper JSON = new JsonMapper();

  final List<Change> changes = new ArrayList<>();
  final ApiServer server;
  AdmissionWebhooks webhooks = AdmissionWebhooks.NONE;
  Instant now = Instant.parse("2026-01-01T00:00:00Z");

  Bench() {
    server = new ApiServer(this);
    changes.clear();
  }

  private Bench(Bench original) {
    server = original.server.copy(this);
    now = original.now;
  }

  Bench copy() {
    return new Bench(this);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public AdmissionWebhooks webhooks() {
    return webhooks;
  }

  @Override
  public void changed(Change change) {
    changes.add(change);
  }

  /** JSON that is written with single quotes. */
  static JsonNode json(String text) {
    return GoNumbers.integers(JSON.readTree(text.replace('\'', '"')));
  }

  Reply get(String path) {
    return as(ADMIN, Method.GET, path, "");
  }

  Reply post(String path, String body) {
    return as(ADMIN, Method.POST, path, body);
  }

  Reply put(String path, String body) {
    return as(ADMIN, Method.PUT, path, body);
  }

  Reply put(String path, JsonNode body) {
    return server.handle(new Request(ADMIN, Method.PUT, path, Request.JSON, body));
  }

  Reply delete(String path) {
    return as(ADMIN, Method.DELETE, path, "");
  }

  Reply patch(String path, String contentType, String body) {
    return server.handle(new Request(ADMIN, Method.PATCH, path, contentType, json(body)));
  }

  Reply merge(String path, String body) {
    return patch(path, Request.MERGE_PATCH, body);
  }

  Reply as(UserInfo user, Method method, String path, String body) {
    JsonNode tree = body.isEmpty() ? MissingNode.getInstance() : json(body);
    return server.handle(new Request(user, method, path, Request.JSON, tree));
  }

  Optional<JsonNode> found(String path) {
    return Optional.of(get(path)).filter(Reply::ok).map(Reply::body);
  }

  static String claim(String name) {
    return ("{'metadata':{'name':'%s'},'spec':{'accessModes':['ReadWriteOnce'],"
            + "'resources':{'requests':{'storage':'1Gi'}}}}")
        .formatted(name);
  }

  List<String> names(String path) {
    List<String> names = new ArrayList<>();
    get(path).body().path("items").forEach(it -> names.add(Meta.name(it)));
    return names;
  }
}
