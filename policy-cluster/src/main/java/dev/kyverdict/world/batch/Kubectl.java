package dev.kyverdict.world.batch;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Reply.Why;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the scripts use of kubectl, and what it complains about. Its discovery and its validation
 * are left out.
 *
 * @param host the cluster
 * @param account as whom
 */
record Kubectl(Host host, Account account) {

  /**
   * The answer to a {@code get}.
   *
   * @param known whether it came at all
   * @param object the object; empty when there is none
   */
  record Found(boolean known, Optional<JsonNode> object) {}

  /** {@code get --ignore-not-found} of one object. */
  Found get(String path) {
    Reply reply = account.get(host, path);
    if (reply.ok() && reply.body().isObject()) {
      return new Found(true, Optional.of(reply.body()));
    }
    // A kind that is not there is another matter: kubectl then knows no such resource type.
    boolean absent =
        reply.status() == 404 && path.endsWith("/" + Trees.text(reply.body(), "details/name"));
    return new Found(absent, Optional.empty());
  }

  /** {@code get -A} of one kind; empty when there is no answer. */
  Optional<List<JsonNode>> list(String path) {
    Reply reply = account.get(host, path);
    return reply.ok() && reply.body().path("items").isArray()
        ? Optional.of(reply.body().path("items").valueStream().toList())
        : Optional.empty();
  }

  /** {@code create -f -}; what it complains about, empty when it is done. */
  String create(String collection, JsonNode object) {
    return problem(account.create(host, collection, object), "error when creating \"STDIN\": ");
  }

  /** {@code replace -f -}, which looks first for the version that it replaces. */
  String replace(String path, JsonNode object) {
    Reply there = account.get(host, path);
    var copy = Trees.copy(object);
    if (there.ok()) {
      Trees.below(copy, "metadata")
          .set("resourceVersion", Trees.at(there.body(), "metadata/resourceVersion"));
    }
    return problem(account.replace(host, path, copy), "error when replacing \"STDIN\": ");
  }

  /** {@code patch --type merge}. */
  String patch(String path, JsonNode patch) {
    return problem(account.merge(host, path, patch), "");
  }

  private static String problem(Reply reply, String doing) {
    return switch (reply) {
      case Reply.Answered it when it.ok() -> "";
      case Reply.Answered it ->
          "Error from server (%s): %s%s"
              .formatted(Trees.text(it.content(), "reason"), doing, it.message());
      case Reply.Garbled it -> "Error from server: " + doing + it.text();
      case Reply.NoAnswer it when it.why() == Why.REFUSED ->
          "The connection to the server was refused - did you specify the right host or port?";
      case Reply.NoAnswer it ->
          "Unable to connect to the server: net/http: request canceled"
              + " (Client.Timeout exceeded while awaiting headers)";
    };
  }
}
