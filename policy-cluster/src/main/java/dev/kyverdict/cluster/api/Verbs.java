package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.Subresource;

/** Finds what answers a request about objects. */
final class Verbs {

  private final World world;
  private final Reads reads;
  private final Creation creation;
  private final Replacement replacement;
  private final Deletion deletion;
  private final Parts parts;
  private final Reviews reviews;

  Verbs(World world, Rbac rbac) {
    Admission admission = new Admission(world);
    Escalation escalation = new Escalation(world, rbac);
    this.world = world;
    this.reads = new Reads(world);
    this.creation = new Creation(world, admission, escalation);
    this.replacement = new Replacement(world, admission, rbac, escalation, creation);
    this.deletion = new Deletion(world, admission);
    this.parts = new Parts(world, admission, replacement, deletion);
    this.reviews = new Reviews(rbac);
  }

  Reply answer(Call call, ResourceType type) {
    ApiPath path = call.path();
    Deprecations.warn(call, type, world);
    if (!path.subresource().isEmpty()) {
      return part(call, type);
    }
    boolean placed = !path.namespace().isEmpty() || !type.namespaced();
    boolean fits = type.namespaced() || path.namespace().isEmpty() || isNamespace(type);
    boolean lists = call.verb().equals("list") || call.verb().equals("watch");
    if (!fits || (!placed && (!path.name().isEmpty() || (!lists && type.custom().isPresent())))) {
      return DiscoveryPages.lost(type);
    }
    if (!type.can(call.verb()) || (!placed && !lists)) {
      throw notAllowed(call, type);
    }
    checkNamed(call, type);
    if (call.verb().equals("create") && isEnding(type)) {
      throw Refusal.of(
          405,
          "MethodNotAllowed",
          "create not allowed while custom resource definition is terminating");
    }
    return switch (call.verb()) {
      case "get" -> reads.get(call, type);
      case "list", "watch" -> reads.list(call, type);
      case "create" ->
          Reviews.serves(type) ? reviews.answer(call, type) : creation.answer(call, type);
      case "update" -> replacement.put(call, type);
      case "patch" -> replacement.patch(call, type);
      case "delete" -> deletion.one(call, type);
      default -> deletion.all(call, type);
    };
  }

  /** PUT and PATCH are about one object, and POST about none. */
  private static void checkNamed(Call call, ResourceType type) {
    boolean named = !call.path().name().isEmpty();
    boolean wantsName = call.verb().equals("update") || call.verb().equals("patch");
    if (wantsName && !named) {
      throw type.custom().isPresent()
          ? Refusal.badRequest("name must be provided")
          : Refusal.methodNotAllowed();
    }
    if (call.verb().equals("create") && named && type.custom().isEmpty()) {
      throw Refusal.methodNotAllowed();
    }
  }

  private boolean isEnding(ResourceType type) {
    return type.custom()
        .flatMap(it -> world.store().get(CustomResources.DEFINITIONS, "", it.name()))
        .filter(Meta::isGoing)
        .isPresent();
  }

  private static boolean isNamespace(ResourceType type) {
    return type.storage().equals("/namespaces");
  }

  static Refusal notAllowed(Call call, ResourceType type) {
    return type.custom().isPresent()
        ? Refusal.methodNotSupported(type.group(), type.plural(), call.verb())
        : Refusal.methodNotAllowed();
  }

  private Reply part(Call call, ResourceType type) {
    Subresource part = type.subresources().get(call.path().subresource());
    if (part == null) {
      throw type.custom().isPresent() ? call.notFound(type) : Refusal.noSuchResource();
    }
    if (!part.verbs().contains(call.verb())) {
      throw notAllowed(call, type);
    }
    return parts.answer(call, type, part);
  }
}
