package dev.kyverdict.world.control;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A controller at the API server, with the rights of its own account. What fails throws {@link
 * CallFailedException}.
 *
 * @param host the cluster
 * @param account as whom
 */
public record Desk(Host host, Account account) {

  /**
   * An object that was made sure of.
   *
   * @param object as it now is
   * @param created whether it was not there before
   */
  public record Ensured(ObjectNode object, boolean created) {}

  /** An object; empty when there is none. */
  public Optional<ObjectNode> find(Kind kind, String namespace, String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Reply reply = account.get(host, kind.path(namespace, name));
    return reply.status() == 404 ? Optional.empty() : Optional.of(object(reply));
  }

  /** An object that must be there. */
  public ObjectNode get(Kind kind, String namespace, String name) {
    return find(kind, namespace, name)
        .orElseThrow(() -> new CallFailedException(404, kind.missing(name)));
  }

  /**
   * The objects of a kind.
   *
   * @param namespace empty for those of all namespaces
   * @param labels a label selector; empty for all
   */
  public List<ObjectNode> list(Kind kind, String namespace, String labels) {
    return list(kind, namespace, labels, object -> true);
  }

  /**
   * Some objects of a kind.
   *
   * @param namespace empty for those of all namespaces
   * @param labels a label selector; empty for all
   * @param wanted which of them; what it is given does not say its kind, and is not to be changed
   */
  public List<ObjectNode> list(
      Kind kind, String namespace, String labels, Predicate<JsonNode> wanted) {
    String query =
        labels.isEmpty()
            ? ""
            : "?labelSelector=" + URLEncoder.encode(labels, StandardCharsets.UTF_8);
    return checked(account.get(host, kind.path(namespace) + query))
        .body()
        .path("items")
        .valueStream()
        .filter(wanted)
        .map(item -> ((ObjectNode) item.deepCopy()))
        .map(item -> item.put("apiVersion", kind.apiVersion()).put("kind", kind.kind()))
        .toList();
  }

  /** Creates an object. */
  public ObjectNode create(Kind kind, ObjectNode object) {
    return object(account.create(host, kind.path(Trees.namespace(object)), object));
  }

  /** Replaces an object. */
  public ObjectNode update(Kind kind, JsonNode object) {
    return object(account.replace(host, path(kind, object), object));
  }

  /** Replaces the status of an object. */
  public ObjectNode updateStatus(Kind kind, JsonNode object) {
    return object(account.replace(host, path(kind, object) + "/status", object));
  }

  /** Deletes an object, and what it owns after it; all is well when it is not there. */
  public void delete(Kind kind, JsonNode object) {
    Reply reply = account.delete(host, path(kind, object), "Background");
    if (reply.status() != 404) {
      checked(reply);
    }
  }

  /** Deletes all objects with some labels, and what they own after them. */
  public void deleteAll(Kind kind, String namespace, String labels) {
    String query = "?labelSelector=" + URLEncoder.encode(labels, StandardCharsets.UTF_8);
    checked(account.delete(host, kind.path(namespace) + query, "Background"));
  }

  /** Changes an object with a strategic merge patch. */
  public void patch(Kind kind, String namespace, String name, JsonNode patch) {
    checked(
        host.call(
            new Request(
                account.user(),
                Method.PATCH,
                kind.path(namespace, name),
                Request.STRATEGIC_MERGE_PATCH,
                patch)));
  }

  /** Creates an object, or changes it where it is not as it should be. */
  public Ensured ensure(Kind kind, String namespace, String name, Consumer<ObjectNode> change) {
    Reply there = account.get(host, kind.path(namespace, name));
    if (there.status() == 404) {
      ObjectNode made = Trees.head(kind.apiVersion(), kind.kind(), namespace, name);
      change.accept(made);
      return new Ensured(create(kind, made), true);
    }
    ObjectNode changed = object(there);
    change.accept(changed);
    boolean same = Trees.same(changed, there.body());
    return new Ensured(same ? changed : update(kind, changed), false);
  }

  /** Reports an event; one that cannot be reported is lost. */
  public void event(JsonNode regarding, String type, String reason, String message) {
    EventReport.send(this, regarding, type, reason, message);
  }

  /** Asks a web service. */
  public JsonNode fetch(Method method, String url, JsonNode body) {
    return checked(host.fetch(new Request(account.user(), method, url, Request.JSON, body))).body();
  }

  /** Reads from a web service; empty when it has no such thing. */
  public Optional<JsonNode> fetch(String url) {
    Reply reply =
        host.fetch(new Request(account.user(), Method.GET, url, "", MissingNode.getInstance()));
    return reply.status() == 404 ? Optional.empty() : Optional.of(checked(reply).body());
  }

  private static String path(Kind kind, JsonNode object) {
    return kind.path(Trees.namespace(object), Trees.name(object));
  }

  private static Reply checked(Reply reply) {
    if (!reply.ok()) {
      throw new CallFailedException(reply);
    }
    return reply;
  }

  private static ObjectNode object(Reply reply) {
    return (ObjectNode) checked(reply).body().deepCopy();
  }
}
