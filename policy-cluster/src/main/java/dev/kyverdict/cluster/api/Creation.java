package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.Rules;
import dev.kyverdict.model.Match.Operation;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * POST ({@code apiserver/pkg/endpoints/handlers/create.go} and {@code registry/store.go}). Mutating
 * admission sees the object without uid, creation time and generated name; validating admission
 * sees them.
 */
final class Creation {

  private static final int ATTEMPTS = 8;
  private static final Set<String> SYSTEM =
      Set.of(
          "creationTimestamp",
          "uid",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "selfLink");

  private final World world;
  private final Admission admission;
  private final Escalation escalation;

  Creation(World world, Admission admission, Escalation escalation) {
    this.world = world;
    this.admission = admission;
    this.escalation = escalation;
  }

  Reply answer(Call call, ResourceType type) {
    ObjectNode body = placed(call, type, Bodies.of(call, type));
    Meta.of(body).remove(SYSTEM);
    JsonNode managed = Managing.created(call, type, body, world.now());
    return call.answer(201, create(call, type, managed));
  }

  /** With the namespace of the path; another one is refused. */
  static ObjectNode placed(Call call, ResourceType type, JsonNode body) {
    ObjectNode copy = Meta.copy(body);
    String wanted = call.namespace(type);
    String own = Meta.namespace(copy);
    if (own.isEmpty() && !wanted.isEmpty()) {
      Meta.of(copy).put("namespace", wanted);
    } else if (wanted.isEmpty()) {
      Meta.of(copy).remove("namespace");
    } else if (!own.equals(wanted)) {
      throw Refusal.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    return copy;
  }

  /** From admission to the store. */
  JsonNode create(Call call, ResourceType type, JsonNode body) {
    boolean isNamespace = type.storage().equals("/namespaces");
    String name = Meta.name(body);
    Attributes attributes =
        new Attributes(
            type,
            "",
            Operation.CREATE,
            isNamespace ? name : call.namespace(type),
            name,
            body,
            NullNode.getInstance(),
            Options.create(call));
    JsonNode mutated = admission.mutate(call, attributes);
    escalation.check(call, type, mutated);
    boolean makesName =
        Meta.name(mutated).isEmpty() && !Meta.text(mutated, "generateName").isEmpty();
    for (int attempt = 1; ; attempt++) {
      try {
        return keep(call, attributes, mutated);
      } catch (Refusal refusal) {
        if (!makesName || attempt == ATTEMPTS || !refusal.isAlreadyExists()) {
          throw refusal;
        }
      }
    }
  }

  private JsonNode keep(Call call, Attributes attributes, JsonNode mutated) {
    ResourceType type = attributes.type();
    ObjectNode object = Meta.copy(Rules.beforeCreate(type, filled(mutated), world::number));
    placed(call, type, object);
    Rules.checkCreate(type, object);
    String name = attributes.name().isEmpty() ? Meta.name(object) : attributes.name();
    admission.validate(
        call,
        new Attributes(
            type,
            "",
            Operation.CREATE,
            attributes.namespace(),
            name,
            object,
            attributes.old(),
            attributes.options()));
    if (!Meta.resourceVersion(object).isEmpty() && !Meta.resourceVersion(object).equals("0")) {
      throw Refusal.of(500, "", "resourceVersion should not be set on objects to be created");
    }
    Optional<JsonNode> there =
        world.store().get(type.storage(), Meta.namespace(object), Meta.name(object));
    if (there.isPresent()) {
      throw Meta.isGoing(there.get())
          ? Refusal.existsButGoes(type.group(), type.plural(), Meta.name(object))
          : Refusal.alreadyExists(type.group(), type.plural(), Meta.name(object));
    }
    return call.dryRun() ? object : world.add(type, object);
  }

  private ObjectNode filled(JsonNode mutated) {
    ObjectNode object = Meta.copy(mutated);
    ObjectNode metadata = Meta.of(object);
    metadata.put("uid", world.newUid());
    metadata.put("creationTimestamp", Meta.time(world.now()));
    String base = Meta.text(object, "generateName");
    if (!base.isEmpty() && Meta.name(object).isEmpty()) {
      metadata.put("name", world.newName(base));
    }
    return object;
  }
}
