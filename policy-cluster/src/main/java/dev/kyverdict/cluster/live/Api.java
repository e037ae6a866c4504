package dev.kyverdict.cluster.live;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the cluster itself asks of its API server, as the administrator. */
final class Api implements AutoCloseable {

  private static final String METADATA =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

  private final Connection connection;

  Api(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  /** An answer that is no JSON. */
  String text(String path) {
    return get(path) instanceof Reply.Garbled garbled ? garbled.text() : "";
  }

  Reply get(String path) {
    return send(Request.get(LiveCluster.ADMIN, path));
  }

  /** The objects below a path; none when there is no such path. */
  List<JsonNode> list(String path) {
    List<JsonNode> items = new ArrayList<>();
    get(path).body().path("items").forEach(items::add);
    return items;
  }

  /** The same without anything but their metadata: definitions fill megabytes. */
  List<JsonNode> listMetadata(String path) {
    List<JsonNode> items = new ArrayList<>();
    connection
        .send(Request.get(LiveCluster.ADMIN, path), AuditLog.ownId(), METADATA)
        .body()
        .path("items")
        .forEach(items::add);
    return items;
  }

  Reply post(String path, JsonNode object) {
    return send(new Request(LiveCluster.ADMIN, Method.POST, path, Request.JSON, object));
  }

  /**
   * Creates an object.
   *
   * @throws LiveClusterException when it cannot be created; that it is there already is fine
   */
  JsonNode create(String path, JsonNode object) {
    Reply reply = post(path, object);
    if (!reply.ok() && reply.status() != 409) {
      throw new LiveClusterException(
          "cannot create %s %s: %d %s"
              .formatted(
                  object.path("kind").asString(""),
                  object.path("metadata").path("name").asString(""),
                  reply.status(),
                  reply.message()));
    }
    return reply.body();
  }

  void delete(String path) {
    send(Request.of(LiveCluster.ADMIN, Method.DELETE, path));
  }

  @Override
  public void close() {
    connection.close();
  }

  private Reply send(Request request) {
    return connection.send(request, AuditLog.ownId());
  }
}
