package dev.kyverdict.world.argocd;

import dev.kyverdict.cluster.Discovery;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The API server as Argo CD uses it. */
final class Cluster {

  private static final String MANAGER = "argocd-controller";

  private final Host host;
  private final Account account;
  private final Map<String, Discovery.Resource> known;
  private final Judgements judgements;

  /**
   * The API server does not say what it serves. Argo CD knows nothing of such a cluster, and takes
   * no kind for unknown ({@code gitops-engine/pkg/cache}).
   */
  static final class UndiscoveredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UndiscoveredException(String message) {
      super(message);
    }
  }

  /**
   * Of a cluster.
   *
   * @param known what discovery has told so far, to be added to
   * @param judgements what came of comparisons so far, to be added to
   */
  Cluster(
      Host host, Account account, Map<String, Discovery.Resource> known, Judgements judgements) {
    this.judgements = judgements;
    this.host = host;
    this.account = account;
    this.known = known;
  }

  private Optional<Discovery.Resource> kind(Resource resource) {
    String key = resource.apiVersion() + "/" + resource.kind();
    if (!known.containsKey(key)) {
      new Discovery(this::discovered, account.user())
          .of(resource.apiVersion(), resource.kind())
          .ifPresent(it -> known.put(key, it));
    }
    return Optional.ofNullable(known.get(key));
  }

  private Reply discovered(Request request) {
    Reply reply = host.call(request);
    if (!reply.ok() && reply.status() != 404) {
      throw new UndiscoveredException(reply.message());
    }
    return reply;
  }

  Host host() {
    return host;
  }

  Judgements judgements() {
    return judgements;
  }

  boolean knows(Resource resource) {
    return kind(resource).isPresent();
  }

  boolean isNamespaced(Resource resource) {
    return kind(resource).map(Discovery.Resource::namespaced).orElse(true);
  }

  private String path(Resource resource) {
    return kind(resource)
        .map(it -> it.path(resource.namespace(), resource.name()))
        .orElse("/apis/unknown");
  }

  Reply get(String path) {
    return account.get(host, path);
  }

  Reply get(Resource resource) {
    return account.get(host, path(resource));
  }

  Optional<JsonNode> find(Resource resource) {
    return Optional.of(get(resource)).filter(Reply::ok).map(Reply::body);
  }

  Reply delete(Resource resource) {
    return account.delete(host, path(resource), "Foreground");
  }

  Reply merge(String path, JsonNode patch) {
    return account.merge(host, path, patch);
  }

  /** {@code kubectl apply --server-side --force-conflicts}. */
  Reply serverSideApply(Resource resource, JsonNode target, boolean dryRun) {
    String query = "?fieldManager=" + MANAGER + "&force=true" + (dryRun ? "&dryRun=All" : "");
    return host.call(
        new Request(
            account.user(), Method.PATCH, path(resource) + query, Request.APPLY_PATCH, target));
  }

  /** {@code kubectl apply}: nothing is sent when nothing differs. */
  Reply apply(Resource resource, JsonNode target) {
    ObjectNode annotated = Trees.copy(target);
    ObjectNode metadata = Trees.below(annotated, "metadata");
    Trees.below(metadata, "annotations").put(Differences.LAST_APPLIED, target.toString());
    Reply found = get(resource);
    if (found.status() == 404) {
      String path = path(resource);
      return account.create(host, path.substring(0, path.lastIndexOf('/')), annotated);
    }
    if (!found.ok()) {
      return found;
    }
    JsonNode live = found.body();
    Optional<ObjectNode> patch = Differences.patch(Differences.lastApplied(live), target, live);
    if (patch.isEmpty()) {
      return new Reply.Answered(200, live, List.of());
    }
    ObjectNode whole = Differences.patch(Trees.object(), annotated, live).orElse(patch.get());
    ObjectNode sent = patch.get();
    if (whole.has("metadata")) {
      ObjectNode changed = Trees.below(sent, "metadata");
      changed.setAll((ObjectNode) whole.path("metadata"));
    }
    return account.merge(host, path(resource), sent);
  }
}
