package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.types.Definitions;
import dev.kyverdict.cluster.types.RefusedException;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.TypeRegistry;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An API server in memory: what policies, controllers and tests can tell of a real one, of
 * Kubernetes 1.34. A webhook may call it while it serves a request. Not for several threads.
 */
public final class ApiServer {

  private static final int UNAVAILABLE = 503;

  private final Surroundings around;
  private final World world;
  private final Rbac rbac;
  private final Verbs verbs;
  private AuditLog log;

  /** An empty cluster: with its namespaces and roles, and the definitions of Kyverno. */
  public ApiServer(Surroundings around) {
    this(around, new World(around, TypeRegistry.withKyverno()));
    Bootstrap.objects().forEach(world::install);
    Definitions.kyverno().forEach(world::installDefinition);
  }

  private ApiServer(Surroundings around, World world) {
    this(around, world, new Rbac(world), AuditLog.EMPTY);
  }

  private ApiServer(Surroundings around, World world, Rbac rbac, AuditLog log) {
    this.around = around;
    this.world = world;
    this.log = log;
    this.rbac = rbac;
    this.verbs = new Verbs(world, rbac);
  }

  /** Answers a request. */
  public Reply handle(Request request) {
    Call call = new Call(request);
    Reply reply;
    try {
      reply = answer(call);
    } catch (Refusal refusal) {
      reply = call.answer(refusal.code(), refusal.status());
    } catch (RefusedException refusal) {
      reply = call.answer(refusal.code(), refusal.status());
    }
    log =
        log.with(
            new AuditEntry(
                around.now(),
                request.user().username(),
                call.verb(),
                request.path(),
                // a caller that waits in vain gives up, and then this is written down
                reply instanceof Reply.NoAnswer ? UNAVAILABLE : reply.status(),
                call.annotations()));
    return reply;
  }

  /** Every request that was answered, in order; one that a webhook sends is before its cause. */
  public List<AuditEntry> audit() {
    return log.entries();
  }

  /** A copy that goes its own way from here. */
  public ApiServer copy(Surroundings surroundings) {
    World copy = world.copy(surroundings);
    return new ApiServer(surroundings, copy, rbac.copy(copy), log);
  }

  /**
   * Puts an object into the cluster as it is, with defaults and metadata as far as it lacks them:
   * no right, no webhook and no validation stands in its way. One that is there already is
   * replaced.
   *
   * @throws IllegalArgumentException when the cluster does not know its kind
   */
  public void load(JsonNode object) {
    world.load(object);
  }

  private Reply answer(Call call) {
    rbac.check(call);
    Optional<Reply> elsewhere = around.elsewhere(call.request());
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    if (!call.path().isResource()) {
      if (call.request().method() != Method.GET) {
        throw Refusal.methodNotAllowed();
      }
      return world.pages().answer(call);
    }
    Optional<ResourceType> type =
        world.types().resource(call.path().group(), call.path().version(), call.path().resource());
    return type.isPresent()
        ? verbs.answer(call, type.get())
        : DiscoveryPages.unknown(world.types(), call.path());
  }
}
