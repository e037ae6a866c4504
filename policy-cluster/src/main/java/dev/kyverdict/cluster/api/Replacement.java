package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.Rules;
import dev.kyverdict.model.Match.Operation;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * PUT and PATCH ({@code apiserver/pkg/endpoints/handlers/update.go}, {@code patch.go} and {@code
 * registry/store.go}). Whoever changes an object while admission thinks about it wins: then all is
 * done again with what is there.
 */
final class Replacement {

  private static final int ATTEMPTS = 6;

  /** A number is the same however it is kept. */
  private static final Comparator<JsonNode> VALUES =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? Double.compare(one.asDouble(), other.asDouble())
              : one.equals(other) ? 0 : 1;

  private final World world;
  private final Admission admission;
  private final Rbac rbac;
  private final Escalation escalation;
  private final Creation creation;

  Replacement(
      World world, Admission admission, Rbac rbac, Escalation escalation, Creation creation) {
    this.world = world;
    this.admission = admission;
    this.rbac = rbac;
    this.escalation = escalation;
    this.creation = creation;
  }

  Reply put(Call call, ResourceType type) {
    ObjectNode body = Creation.placed(call, type, Bodies.of(call, type));
    checkName(call, body);
    if (Traits.madeByUpdate(type) && found(call, type).isEmpty()) {
      return call.answer(201, make(call, type, body));
    }
    return call.answer(
        200,
        Reads.served(type, update(call, type, existing -> replaced(call, type, existing, body))));
  }

  private JsonNode replaced(Call call, ResourceType type, JsonNode existing, JsonNode body) {
    JsonNode expected = expected(type, existing, body);
    return Managing.updated(call, type, Reads.served(type, existing), expected, world.now());
  }

  /** A body that names another uid is about another object. */
  private static JsonNode expected(ResourceType type, JsonNode existing, JsonNode body) {
    String uid = Meta.uid(body);
    if (!uid.isEmpty() && !uid.equals(Meta.uid(existing))) {
      throw Refusal.conflict(
          type.group(),
          type.plural(),
          Meta.name(existing),
          ("StorageError: invalid object, Code: 4, Key: %s, ResourceVersion: 0, AdditionalErrorMsg:"
                  + " Precondition failed: UID in precondition: %s, UID in object meta: %s")
              .formatted(key(type, existing), uid, Meta.uid(existing)));
    }
    return body;
  }

  private static String key(ResourceType type, JsonNode object) {
    String root = type.custom().isPresent() ? "/registry/" + type.group() + "/" : "/registry/";
    String namespace = Meta.namespace(object);
    return root
        + type.plural()
        + (namespace.isEmpty() ? "/" : "/" + namespace + "/")
        + Meta.name(object);
  }

  Reply patch(Call call, ResourceType type) {
    Patching patching = Patching.of(call, type, world.now());
    if (found(call, type).isEmpty()) {
      ObjectNode made = Creation.placed(call, type, patching.fromNothing());
      checkName(call, made);
      return call.answer(201, Reads.served(type, make(call, type, made)));
    }
    JsonNode result =
        update(
            call,
            type,
            existing -> {
              JsonNode patched = patching.apply(Reads.served(type, existing));
              ObjectNode placed = Creation.placed(call, type, patched);
              checkName(call, placed);
              return placed;
            });
    return call.answer(200, Reads.served(type, result));
  }

  private JsonNode make(Call call, ResourceType type, ObjectNode body) {
    if (!Meta.uid(body).isEmpty()) {
      throw Refusal.conflict(
          type.group(),
          type.plural(),
          call.path().name(),
          "uid mismatch: the provided object specified uid %s, and no existing object was found"
              .formatted(Meta.uid(body)));
    }
    rbac.demand(
        new Rbac.Wish(
            call.user(),
            "create",
            type.group(),
            type.plural(),
            call.path().subresource(),
            call.path().namespace(),
            call.path().name(),
            ""));
    Meta.of(body).put("name", call.path().name());
    return creation.create(call, type, body);
  }

  private static void checkName(Call call, JsonNode object) {
    String own = Meta.name(object);
    if (!own.isEmpty() && !own.equals(call.path().name())) {
      throw Refusal.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(own, call.path().name()));
    }
  }

  private Optional<JsonNode> found(Call call, ResourceType type) {
    return world.store().get(type.storage(), call.namespace(type), call.path().name());
  }

  /** Whether nobody has changed an object meanwhile. */
  private boolean isStill(Call call, ResourceType type, JsonNode existing) {
    return found(call, type)
        .map(Meta::resourceVersion)
        .filter(Meta.resourceVersion(existing)::equals)
        .isPresent();
  }

  /** Changes what is there. */
  JsonNode update(Call call, ResourceType type, UnaryOperator<JsonNode> edit) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      JsonNode existing = found(call, type).orElseThrow(() -> call.notFound(type));
      Attributes asked = attributes(call, type, edit.apply(existing), existing);
      JsonNode mutated = admission.mutate(call, asked);
      escalation.check(call, type, mutated, existing);
      ObjectNode object = prepared(call, type, call.path().subresource(), mutated, existing);
      Rules.checkUpdate(type, call.path().subresource(), object, existing);
      admission.validate(call, asked.withObject(object));
      if (isStill(call, type, existing)) {
        return keep(call, type, existing, object);
      }
    }
    throw Refusal.modified(type.group(), type.plural(), call.path().name());
  }

  /**
   * Changes the scale of what is there: admission sees scales.
   *
   * @param wanted the scale that is asked for, of an object
   */
  JsonNode updateScale(Call call, ResourceType type, UnaryOperator<JsonNode> wanted) {
    JsonNode existing = found(call, type).orElseThrow(() -> call.notFound(type));
    JsonNode scale = wanted.apply(existing);
    Attributes asked =
        new Attributes(
            type,
            call.path().subresource(),
            Operation.UPDATE,
            call.path().namespace(),
            call.path().name(),
            scale,
            Scales.scale(type, existing),
            Options.update(call));
    JsonNode mutated = admission.mutate(call, asked);
    ObjectNode object = prepared(call, type, "", Scales.scaled(type, existing, mutated), existing);
    Rules.checkUpdate(type, "", object, existing);
    admission.validate(call, asked.withObject(Scales.scale(type, object)));
    if (!isStill(call, type, existing)) {
      throw Refusal.modified(type.group(), type.plural(), call.path().name());
    }
    return keep(call, type, existing, object);
  }

  private static Attributes attributes(
      Call call, ResourceType type, JsonNode object, JsonNode existing) {
    return new Attributes(
        type,
        call.path().subresource(),
        Operation.UPDATE,
        call.path().namespace(),
        call.path().name(),
        object,
        Reads.served(type, existing),
        Options.update(call));
  }

  /** {@code rest.BeforeUpdate} without its checks. */
  private static ObjectNode prepared(
      Call call, ResourceType type, String subresource, JsonNode mutated, JsonNode existing) {
    ObjectNode object = Meta.copy(mutated);
    ObjectNode metadata = Meta.of(object);
    String version = Meta.resourceVersion(object);
    if (version.isEmpty() || version.equals("0")) {
      if (Traits.needsVersion(type)) {
        throw Refusal.noVersion(type.group(), type.plural(), call.path().name());
      }
    } else if (!version.equals(Meta.resourceVersion(existing))) {
      throw Refusal.modified(type.group(), type.plural(), call.path().name());
    }
    JsonNode old = existing.path("metadata");
    metadata.set("resourceVersion", old.path("resourceVersion"));
    Meta.set(metadata, "generation", old.path("generation"));
    if (Meta.uid(object).isEmpty()) {
      Meta.set(metadata, "uid", old.path("uid"));
    }
    Meta.set(metadata, "creationTimestamp", old.path("creationTimestamp"));
    if (Meta.isGoing(existing)) {
      metadata.set("deletionTimestamp", old.path("deletionTimestamp"));
    }
    if (old.has("deletionGracePeriodSeconds") && !metadata.has("deletionGracePeriodSeconds")) {
      metadata.set("deletionGracePeriodSeconds", old.path("deletionGracePeriodSeconds"));
    }
    return Meta.copy(Rules.beforeUpdate(type, subresource, object, existing));
  }

  private JsonNode keep(Call call, ResourceType type, JsonNode existing, ObjectNode object) {
    if (goesWithThis(type, existing, object)) {
      return call.dryRun() ? object : world.remove(type, existing, object);
    }
    if (object.equals(VALUES, existing)) {
      return existing;
    }
    return call.dryRun() ? object : world.replace(type, existing, object);
  }

  /** Whether the last thing that kept a deleted object is gone. */
  private static boolean goesWithThis(ResourceType type, JsonNode existing, JsonNode object) {
    boolean waits =
        type.storage().equals("/namespaces") && !object.path("spec").path("finalizers").isEmpty();
    return Meta.finalizers(object).isEmpty()
        && Meta.isGoing(existing)
        && Meta.gracePeriod(existing).orElse(0L) == 0
        && !waits;
  }
}
