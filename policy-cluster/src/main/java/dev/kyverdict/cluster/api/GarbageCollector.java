package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.api.Errand.Collect;
import dev.kyverdict.cluster.api.Errand.Reference;
import dev.kyverdict.cluster.api.Errand.Settle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code pkg/controller/garbagecollector}. It remembers what has owners. */
final class GarbageCollector {

  private static final Duration LONGEST = Duration.ofSeconds(1000);

  private final Desk desk;
  private final Map<String, Dependent> dependents;
  private final Map<String, Integer> owners = new HashMap<>();
  private final Set<String> emptying;

  /**
   * An object that has owners.
   *
   * @param object the object
   * @param owners its ownerReferences
   * @param blocked whether it goes itself only after its own dependents
   */
  private record Dependent(Reference object, JsonNode owners, boolean blocked) {

    boolean has(String uid) {
      for (JsonNode owner : owners) {
        if (owner.path("uid").asString("").equals(uid)) {
          return true;
        }
      }
      return false;
    }

    boolean blocks(String uid) {
      for (JsonNode owner : owners) {
        if (owner.path("uid").asString("").equals(uid)
            && owner.path("blockOwnerDeletion").asBoolean(false)) {
          return true;
        }
      }
      return false;
    }
  }

  GarbageCollector() {
    this(new Desk("generic-garbage-collector"), new LinkedHashMap<>(), new HashSet<>());
  }

  private GarbageCollector(Desk desk, Map<String, Dependent> dependents, Set<String> emptying) {
    this.desk = desk;
    this.dependents = dependents;
    this.emptying = emptying;
    dependents.values().forEach(it -> count(it, 1));
  }

  GarbageCollector copy() {
    return new GarbageCollector(
        desk.copy(), new LinkedHashMap<>(dependents), new HashSet<>(emptying));
  }

  /** Takes note of what an object has for owners, or forgets it. */
  private void count(Dependent dependent, int change) {
    for (JsonNode owner : dependent.owners()) {
      int many = owners.merge(owner.path("uid").asString(""), change, Integer::sum);
      if (many == 0) {
        owners.remove(owner.path("uid").asString(""));
      }
    }
  }

  private void keep(String uid, Dependent dependent) {
    Dependent before = dependents.put(uid, dependent);
    if (before != null) {
      count(before, -1);
    }
    count(dependent, 1);
  }

  private void forget(String uid) {
    Dependent before = dependents.remove(uid);
    if (before != null) {
      count(before, -1);
    }
  }

  void started(Host host) {
    dependents.clear();
    owners.clear();
    emptying.clear();
    desk.forget();
    desk.all(host)
        .forEach(
            (key, place) -> {
              if (!place.plural().equals("events") && place.deletes()) {
                list(host, key, place);
              }
            });
  }

  private void list(Host host, String key, Desk.Place place) {
    int slash = key.lastIndexOf('/');
    for (JsonNode item : desk.get(host, place.path("")).body().path("items")) {
      ObjectNode object = Meta.copy(item);
      object.put("apiVersion", key.substring(0, slash)).put("kind", key.substring(slash + 1));
      notice(host, object, JsonNodeFactory.instance.missingNode());
    }
  }

  void changed(Host host, Change change) {
    JsonNode object = change.object();
    if (object.path("kind").asString("").equals("CustomResourceDefinition")) {
      desk.forget();
    }
    if (change.type() == Change.Type.DELETED) {
      forget(Meta.uid(object));
      emptying.remove(Meta.uid(object));
      ownedBy(Meta.uid(object)).forEach(it -> look(host, it.object()));
      blockedBy(host, object);
      return;
    }
    notice(host, object, change.before().map(GarbageCollector::owners).orElse(owners(object)));
  }

  /** What a dependent that is gone has kept may go on. */
  private void blockedBy(Host host, JsonNode gone) {
    for (JsonNode owner : owners(gone)) {
      if (!emptying.contains(owner.path("uid").asString(""))) {
        continue;
      }
      host.after(Duration.ZERO, new Settle(reference(owner, gone), 0));
    }
  }

  private void notice(Host host, JsonNode object, JsonNode ownersBefore) {
    JsonNode owners = owners(object);
    String uid = Meta.uid(object);
    List<String> finalizers = Meta.finalizers(object);
    boolean goes = Meta.isGoing(object);
    boolean foreground = goes && finalizers.contains(DeleteOptions.FOREGROUND);
    boolean isNew = !dependents.containsKey(uid) || !owners.equals(ownersBefore);
    if (owners.isEmpty()) {
      forget(uid);
    } else {
      keep(uid, new Dependent(Reference.of(object), owners, foreground));
      if (isNew) {
        look(host, Reference.of(object));
      }
    }
    if (foreground) {
      emptying.add(uid);
    }
    if (foreground || (goes && finalizers.contains(DeleteOptions.ORPHAN))) {
      host.after(Duration.ZERO, new Settle(Reference.of(object), 0));
    }
  }

  private static JsonNode owners(JsonNode object) {
    return object.path("metadata").path("ownerReferences");
  }

  private static Reference reference(JsonNode owner, JsonNode dependent) {
    return new Reference(
        owner.path("apiVersion").asString(""),
        owner.path("kind").asString(""),
        Meta.namespace(dependent),
        owner.path("name").asString(""),
        owner.path("uid").asString(""));
  }

  private void look(Host host, Reference object) {
    host.after(Duration.ZERO, new Collect(object.uid(), 0));
  }

  /** Most objects own nothing. */
  private List<Dependent> ownedBy(String uid) {
    if (!owners.containsKey(uid)) {
      return List.of();
    }
    return dependents.values().stream().filter(it -> it.has(uid)).toList();
  }

  private void retry(Host host, Errand errand) {
    host.after(errand.delay(LONGEST), errand.again());
  }

  /** {@code attemptToDeleteItem}. */
  void collect(Host host, Collect errand) {
    Dependent item = dependents.get(errand.uid());
    Optional<String> path = Optional.ofNullable(item).flatMap(it -> desk.path(host, it.object()));
    if (item == null || path.isEmpty()) {
      return;
    }
    Reply latest = desk.get(host, path.get());
    if (latest.status() == 404 || (latest.ok() && !isStill(latest, errand.uid()))) {
      forget(errand.uid());
      return;
    }
    if (!latest.ok() || !judge(host, item, path.get(), latest.body())) {
      retry(host, errand);
    }
  }

  private static boolean isStill(Reply reply, String uid) {
    return Meta.uid(reply.body()).equals(uid);
  }

  /** Does what the owners of an object ask for; false when that failed. */
  private boolean judge(Host host, Dependent item, String path, JsonNode latest) {
    if (Meta.isGoing(latest) || owners(latest).isEmpty()) {
      return true;
    }
    List<String> solid = new ArrayList<>();
    List<String> dangling = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    for (JsonNode owner : owners(latest)) {
      Optional<List<String>> fate = fate(host, owner, latest, solid, dangling, waiting);
      if (fate.isEmpty()) {
        return false;
      }
      fate.get().add(owner.path("uid").asString(""));
    }
    if (!solid.isEmpty()) {
      dangling.addAll(waiting);
      return dangling.isEmpty() || disown(host, path, latest, dangling);
    }
    boolean owns = !ownedBy(item.object().uid()).isEmpty();
    return delete(host, path, latest, !waiting.isEmpty() && owns);
  }

  /** In which of the lists an owner belongs; empty when that cannot be known now. */
  private Optional<List<String>> fate(
      Host host,
      JsonNode owner,
      JsonNode latest,
      List<String> solid,
      List<String> dangling,
      List<String> waiting) {
    Reference reference = reference(owner, latest);
    Optional<String> path = desk.path(host, reference);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Reply found = desk.get(host, path.get());
    if (found.status() == 404 || (found.ok() && !isStill(found, reference.uid()))) {
      return Optional.of(dangling);
    }
    if (!found.ok()) {
      return Optional.empty();
    }
    boolean waits =
        Meta.isGoing(found.body())
            && Meta.finalizers(found.body()).contains(DeleteOptions.FOREGROUND);
    return Optional.of(waits ? waiting : solid);
  }

  private boolean disown(Host host, String path, JsonNode latest, List<String> uids) {
    ArrayNode rest = JsonNodeFactory.instance.arrayNode();
    owners(latest)
        .forEach(
            it -> {
              if (!uids.contains(it.path("uid").asString(""))) {
                rest.add(it);
              }
            });
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", Meta.resourceVersion(latest));
    metadata.set("ownerReferences", rest);
    Reply reply = desk.patch(host, path, Request.MERGE_PATCH, patch);
    return reply.ok() || reply.status() == 404;
  }

  private boolean delete(Host host, String path, JsonNode latest, boolean foreground) {
    ObjectNode options = Desk.object("v1", "DeleteOptions");
    ObjectNode conditions = options.putObject("preconditions");
    conditions.put("uid", Meta.uid(latest));
    conditions.put("resourceVersion", Meta.resourceVersion(latest));
    List<String> finalizers = Meta.finalizers(latest);
    options.put(
        "propagationPolicy",
        foreground || finalizers.contains(DeleteOptions.FOREGROUND)
            ? "Foreground"
            : finalizers.contains(DeleteOptions.ORPHAN) ? "Orphan" : "Background");
    Reply reply = desk.send(host, Method.DELETE, path, options);
    return reply.ok() || reply.status() == 404;
  }

  /** Lets the dependents of an object that goes go first, or go free, and then the object. */
  void settle(Host host, Settle errand) {
    Optional<String> path = desk.path(host, errand.owner());
    if (path.isEmpty()) {
      return;
    }
    Reply found = desk.get(host, path.get());
    if (!found.ok() || !isStill(found, errand.owner().uid()) || !Meta.isGoing(found.body())) {
      if (found.status() != 404 && !found.ok()) {
        retry(host, errand);
      }
      return;
    }
    List<Dependent> owned = ownedBy(errand.owner().uid());
    List<String> finalizers = Meta.finalizers(found.body());
    boolean done = true;
    if (finalizers.contains(DeleteOptions.ORPHAN)) {
      done =
          owned.stream().allMatch(it -> free(host, it, errand.owner().uid()))
              && release(host, path.get(), found.body(), DeleteOptions.ORPHAN);
    } else if (finalizers.contains(DeleteOptions.FOREGROUND)) {
      owned.stream().filter(it -> !it.blocked()).forEach(it -> look(host, it.object()));
      if (owned.stream().noneMatch(it -> it.blocks(errand.owner().uid()))) {
        done = release(host, path.get(), found.body(), DeleteOptions.FOREGROUND);
      }
    }
    if (!done) {
      retry(host, errand);
    }
  }

  private boolean free(Host host, Dependent dependent, String owner) {
    Optional<String> path = desk.path(host, dependent.object());
    if (path.isEmpty()) {
      return true;
    }
    Reply found = desk.get(host, path.get());
    return found.status() == 404
        || (found.ok() && disown(host, path.get(), found.body(), List.of(owner)));
  }

  private boolean release(Host host, String path, JsonNode object, String finalizer) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", Meta.resourceVersion(object));
    ArrayNode rest = metadata.putArray("finalizers");
    Meta.finalizers(object).stream().filter(it -> !it.equals(finalizer)).forEach(rest::add);
    Reply reply = desk.patch(host, path, Request.MERGE_PATCH, patch);
    return reply.ok() || reply.status() == 404;
  }
}
