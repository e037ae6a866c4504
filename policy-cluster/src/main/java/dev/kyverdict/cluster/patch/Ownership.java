package dev.kyverdict.cluster.patch;

import dev.kyverdict.cluster.patch.Managers.Entry;
import dev.kyverdict.cluster.patch.Managers.Owner;
import dev.kyverdict.cluster.types.RefusedException;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.Shape;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-side apply, and who owns which fields of an object. Basis: {@code
 * apimachinery/pkg/util/managedfields} and {@code structured-merge-diff/merge/update.go}. What
 * webhooks change on a creation belongs to nobody, since it comes later.
 */
public final class Ownership {

  private static final List<String> NEVER_OWNED =
      List.of(
          "name",
          "namespace",
          "creationTimestamp",
          "selfLink",
          "uid",
          "clusterName",
          "generation",
          "managedFields",
          "resourceVersion");

  private final ResourceType type;
  private final String subresource;
  private final String time;

  private Ownership(ResourceType type, String subresource, Instant now) {
    this.type = type;
    this.subresource = subresource;
    this.time = now.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * Takes note of a creation, an update or a patch, before the webhooks are called.
   *
   * @param subresource empty for the object itself
   * @param live the object that is updated; a missing node on creation
   * @param object the object as it is sent
   * @param manager the field manager
   * @return the object with its {@code managedFields}
   */
  public static JsonNode updated(
      ResourceType type,
      String subresource,
      JsonNode live,
      JsonNode object,
      String manager,
      Instant now) {
    return new Ownership(type, subresource, now).update(live, object, manager);
  }

  /**
   * Applies a configuration.
   *
   * @param live the object that is there; a missing node when there is none
   * @return the object as it would be, with its {@code managedFields}; it still wants its defaults
   * @throws RefusedException for conflicts with other managers, when they are not forced
   */
  public static JsonNode apply(
      ResourceType type,
      String subresource,
      JsonNode live,
      JsonNode configuration,
      String manager,
      boolean force,
      Instant now) {
    return new Ownership(type, subresource, now).apply(live, configuration, manager, force);
  }

  private JsonNode update(JsonNode live, JsonNode object, String manager) {
    Managers managers = current(live, object);
    JsonNode before = stripped(live.isMissingNode() ? empty() : live);
    JsonNode after = stripped(object);
    if (managers.isEmpty() && !live.isMissingNode()) {
      return managers.into(object);
    }
    Owner key = Owner.updater(manager, type.apiVersion(), subresource);
    Comparison comparison = heeded(Comparison.of(type.shape(), before, after));
    FieldSet taken = comparison.modified().union(comparison.added());
    for (Owner other : managers.others(key)) {
      managers.take(other, taken.union(comparison.removed()));
    }
    FieldSet owned = managers.fields(key).difference(comparison.removed());
    FieldSet own = strippedFields(taken);
    String changed = own.isEmpty() ? managers.time(key) : time;
    if (!own.isEmpty() || managers.has(key)) {
      managers.put(key, new Entry(type.apiVersion(), changed, owned.union(own)));
    }
    return managers.into(object);
  }

  /** Those of the new object, if it has any; a single empty entry forgets them all. */
  private Managers current(JsonNode live, JsonNode object) {
    JsonNode given = object.path("metadata").path("managedFields");
    if (!subresource.isEmpty()) {
      return Managers.of(live);
    }
    if (given.size() == 1 && given.get(0).path("operation").asString("").isEmpty()) {
      return new Managers();
    }
    return given.isEmpty() ? Managers.of(live) : Managers.of(object);
  }

  private JsonNode apply(JsonNode live, JsonNode given, String manager, boolean force) {
    checkVersion(given);
    TypedConfiguration.check(type, given);
    Shape shape = type.shape();
    JsonNode before = live.isMissingNode() ? empty() : live;
    Managers managers = Managers.of(live);
    Managers former = Managers.of(live);
    Owner key = Owner.applier(manager, subresource);
    FieldSet last = managers.fields(key);
    FieldSet fields = strippedFields(heeded(Applied.fields(shape, given)));
    managers.put(key, new Entry(type.apiVersion(), managers.time(key), fields));
    JsonNode merged = Applied.merge(shape, stripped(before), given);
    JsonNode pruned = Applied.prune(shape, merged, last, managers.union());
    Comparison comparison = heeded(Comparison.of(shape, stripped(before), pruned));
    settle(managers, key, comparison, force);
    boolean changed = !comparison.isSame() || !managers.same(former);
    if (changed && managers.has(key)) {
      managers.put(key, new Entry(type.apiVersion(), time, managers.fields(key)));
    }
    return managers.into(pruned);
  }

  private void checkVersion(JsonNode given) {
    String version = given.path("apiVersion").asString("");
    if (!version.equals(type.apiVersion())) {
      throw RefusedException.badRequest(
          "Incorrect version specified in apply patch. Specified patch version: %s, expected: %s"
              .formatted(version, type.apiVersion()));
    }
    if (given.path("metadata").has("managedFields")) {
      throw RefusedException.badRequest("metadata.managedFields must be nil");
    }
  }

  /** Others lose what is changed, unless that is a conflict. */
  private static void settle(Managers managers, Owner key, Comparison comparison, boolean force) {
    FieldSet taken = comparison.modified().union(comparison.added());
    SortedMap<Owner, FieldSet> conflicts =
        new TreeMap<>(Comparator.comparing(Owner::manager).thenComparing(Owner::text));
    for (Owner other : managers.others(key)) {
      FieldSet conflict = managers.fields(other).intersection(taken);
      if (!conflict.isEmpty()) {
        conflicts.put(other, conflict);
      }
    }
    if (!force && !conflicts.isEmpty()) {
      throw conflict(conflicts);
    }
    for (Owner other : managers.others(key)) {
      managers.take(other, taken.union(comparison.removed()));
    }
  }

  private static RefusedException conflict(SortedMap<Owner, FieldSet> conflicts) {
    ArrayNode causes = JsonNodeFactory.instance.arrayNode();
    List<String> lines = new ArrayList<>();
    conflicts.forEach(
        (key, fields) -> {
          lines.add("conflicts with " + key.text() + ":");
          for (List<String> path : fields.paths()) {
            ObjectNode cause = causes.addObject().put("reason", "FieldManagerConflict");
            cause.put("message", "conflict with " + key.text());
            cause.put("field", Elements.text(path));
            lines.add("- " + Elements.text(path));
          }
        });
    String message =
        causes.size() == 1
            ? "Apply failed with 1 conflict: conflict with %s: %s"
                .formatted(conflicts.firstKey().text(), causes.get(0).path("field").asString(""))
            : "Apply failed with %d conflicts: %s"
                .formatted(causes.size(), String.join("\n", lines));
    return RefusedException.conflict(message, causes);
  }

  private JsonNode empty() {
    ObjectNode empty = (ObjectNode) type.shape().empty();
    return empty.put("apiVersion", type.apiVersion()).put("kind", type.kind());
  }

  /** Managed fields are no fields that anybody manages. */
  private static JsonNode stripped(JsonNode object) {
    if (!object.path("metadata").has("managedFields")) {
      return object;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll((ObjectNode) object);
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.setAll((ObjectNode) object.path("metadata"));
    metadata.remove("managedFields");
    copy.set("metadata", metadata);
    return copy;
  }

  /** Without what the strategy resets afterwards. */
  private Comparison heeded(Comparison comparison) {
    if (subresource.equals("status")) {
      return comparison.without(Elements.field("spec"));
    }
    return type.hasStatus() && subresource.isEmpty()
        ? comparison.without(Elements.field("status"))
        : comparison;
  }

  private FieldSet heeded(FieldSet fields) {
    return heeded(new Comparison(fields, fields, fields)).added();
  }

  private static FieldSet strippedFields(FieldSet fields) {
    FieldSet never = new FieldSet();
    never.insert(List.of(Elements.field("apiVersion")));
    never.insert(List.of(Elements.field("kind")));
    never.insert(List.of(Elements.field("metadata")));
    for (String name : NEVER_OWNED) {
      never.insert(List.of(Elements.field("metadata"), Elements.field(name)));
    }
    return fields.difference(never);
  }
}
