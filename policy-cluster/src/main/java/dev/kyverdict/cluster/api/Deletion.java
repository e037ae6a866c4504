package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.model.Match.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * DELETE ({@code apiserver/pkg/endpoints/handlers/delete.go} and {@code registry/store.go}). What
 * is only marked for deletion and then goes at once asks admission twice, as there.
 */
final class Deletion {

  private final World world;
  private final Admission admission;

  Deletion(World world, Admission admission) {
    this.world = world;
    this.admission = admission;
  }

  /** What is left of a deletion: the object, and whether it is gone. */
  private record Outcome(JsonNode object, boolean gone) {}

  Reply one(Call call, ResourceType type) {
    JsonNode options = Options.delete(call);
    DeleteOptions.check(options);
    JsonNode existing =
        world
            .store()
            .get(type.storage(), call.namespace(type), call.path().name())
            .orElseThrow(() -> call.notFound(type));
    Outcome outcome = delete(call, type, existing, options);
    boolean accepted =
        !outcome.gone()
            && options.path("orphanDependents").isBoolean()
            && !options.path("orphanDependents").asBoolean();
    return call.answer(accepted ? 202 : 200, shown(type, outcome));
  }

  /** Deletes a pod that is evicted, without asking once more whether it may go. */
  void evict(Call call, ResourceType type, JsonNode pod, JsonNode options) {
    DeleteOptions.checkPreconditions(type, pod, options);
    Grace grace = Grace.of(type, pod, options, world.now());
    if (!grace.pending()) {
      List<String> finalizers = Meta.finalizers(pod);
      JsonNode going = store(call, type, pod, marked(pod, finalizers, grace));
      if (finalizers.isEmpty() && grace.seconds() == 0 && !call.dryRun()) {
        world.remove(type, going, going);
      }
    }
  }

  Reply all(Call call, ResourceType type) {
    JsonNode options = Options.delete(call);
    DeleteOptions.check(options);
    Predicate<JsonNode> wanted = Selectors.of(call, type);
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    List<JsonNode> there =
        new ArrayList<>(world.store().list(type.storage(), call.namespace(type)));
    for (JsonNode object : there) {
      if (wanted.test(object)
          && world
              .store()
              .get(type.storage(), Meta.namespace(object), Meta.name(object))
              .isPresent()) {
        delete(call, type, object, options);
        items.add(Reads.served(type, object));
      }
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", type.listKind()).put("apiVersion", type.apiVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(world.store().revision()));
    list.set("items", items);
    return call.answer(200, list);
  }

  private static JsonNode shown(ResourceType type, Outcome outcome) {
    if (!outcome.gone() || Traits.answersWhatGoes(type)) {
      return Reads.served(type, outcome.object());
    }
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    ObjectNode details = status.put("status", "Success").putObject("details");
    details.put("name", Meta.name(outcome.object()));
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.plural()).put("uid", Meta.uid(outcome.object()));
    return status;
  }

  private Outcome delete(Call call, ResourceType type, JsonNode existing, JsonNode options) {
    if (type.storage().equals("/namespaces")) {
      if (!Meta.isGoing(existing)) {
        return end(call, type, existing, options);
      }
      if (!existing.path("spec").path("finalizers").isEmpty()) {
        return new Outcome(existing, false);
      }
    }
    if (CustomResources.isDefinition(type) && !Meta.isGoing(existing)) {
      return endDefinition(call, type, existing, options);
    }
    DeleteOptions.checkPreconditions(type, existing, options);
    Grace grace = Grace.of(type, existing, options, world.now());
    if (grace.pending()) {
      return new Outcome(existing, true);
    }
    List<String> before = Meta.finalizers(existing);
    List<String> after = DeleteOptions.finalizers(type, before, options);
    boolean changes = !new HashSet<>(before).equals(new HashSet<>(after));
    if (grace.graceful() || !before.isEmpty() || changes) {
      admit(call, type, existing, options);
      ObjectNode marked = marked(existing, after, grace);
      boolean waits = !after.isEmpty() || (grace.graceful() && grace.seconds() > 0);
      if (waits) {
        return new Outcome(store(call, type, existing, marked), false);
      }
      if (grace.graceful()) {
        return finish(call, type, store(call, type, existing, marked), options);
      }
    }
    return finish(call, type, existing, options);
  }

  private Outcome finish(Call call, ResourceType type, JsonNode existing, JsonNode options) {
    admit(call, type, existing, options);
    boolean there =
        world
            .store()
            .get(type.storage(), Meta.namespace(existing), Meta.name(existing))
            .isPresent();
    if (call.dryRun() || !there) {
      return new Outcome(existing, true);
    }
    return new Outcome(world.remove(type, existing, existing), true);
  }

  private JsonNode store(Call call, ResourceType type, JsonNode existing, ObjectNode marked) {
    return call.dryRun()
        ? marked
        : marked.equals(existing) ? existing : world.replace(type, existing, marked);
  }

  /** {@code markAsDeleting}, or the mark of a graceful deletion. */
  private ObjectNode marked(JsonNode existing, List<String> finalizers, Grace grace) {
    ObjectNode copy = Meta.copy(existing);
    ObjectNode metadata = Meta.of(copy);
    if (!Meta.isGoing(existing) && metadata.path("generation").asLong(0) > 0) {
      metadata.put("generation", metadata.path("generation").asLong() + 1);
    }
    Instant end = grace.graceful() ? grace.end() : world.now();
    if (grace.graceful() || Meta.deletionTime(existing).filter(it -> !it.isAfter(end)).isEmpty()) {
      metadata.put("deletionTimestamp", Meta.time(end));
    }
    metadata.put("deletionGracePeriodSeconds", grace.graceful() ? grace.seconds() : 0L);
    Meta.setFinalizers(metadata, finalizers);
    return copy;
  }

  /** A namespace begins to end ({@code registry/core/namespace/storage}). */
  private Outcome end(Call call, ResourceType type, JsonNode existing, JsonNode options) {
    DeleteOptions.checkPreconditions(type, existing, options);
    admit(call, type, existing, options);
    ObjectNode copy = Meta.copy(existing);
    Meta.of(copy).put("deletionTimestamp", Meta.time(world.now()));
    Meta.setFinalizers(
        Meta.of(copy), DeleteOptions.finalizers(type, Meta.finalizers(existing), options));
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    if (existing.path("status") instanceof ObjectNode node) {
      status.setAll(node);
    }
    copy.set("status", status.put("phase", "Terminating"));
    return new Outcome(store(call, type, existing, copy), false);
  }

  /** A definition begins to end ({@code registry/customresourcedefinition/etcd.go}). */
  private Outcome endDefinition(Call call, ResourceType type, JsonNode existing, JsonNode options) {
    DeleteOptions.checkPreconditions(type, existing, options);
    admit(call, type, existing, options);
    JsonNode ending =
        store(call, type, existing, CustomResources.ending(existing, Meta.time(world.now())));
    if (!call.dryRun()) {
      CustomResources.clean(world, ending);
    }
    return new Outcome(ending, false);
  }

  private void admit(Call call, ResourceType type, JsonNode existing, JsonNode options) {
    String name = call.path().name();
    Attributes attributes =
        new Attributes(
            type,
            "",
            Operation.DELETE,
            call.path().namespace(),
            name,
            NullNode.getInstance(),
            Reads.served(type, existing),
            options);
    admission.mutate(call, attributes);
    admission.validate(call, attributes);
  }
}
