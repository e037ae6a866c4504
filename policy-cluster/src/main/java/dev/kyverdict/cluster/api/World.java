package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.Rules;
import dev.kyverdict.cluster.types.TypeRegistry;
import dev.kyverdict.values.GoNumbers;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the cluster consists of: types, objects, and whoever is told of their changes. */
final class World {

  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final int SUFFIX = 5;
  private static final int LONGEST_BASE = 58;

  private final Surroundings around;
  private final Store store;
  private TypeRegistry types;
  private DiscoveryPages pages;
  private long rights;

  World(Surroundings around, TypeRegistry types) {
    this(around, types, new Store());
  }

  private World(Surroundings around, TypeRegistry types, Store store) {
    this.around = around;
    this.types = types;
    this.pages = DiscoveryPages.of(types);
    this.store = store;
  }

  World copy(Surroundings surroundings) {
    World copy = new World(surroundings, types, store.copy());
    copy.pages = pages;
    copy.rights = rights;
    return copy;
  }

  Store store() {
    return store;
  }

  TypeRegistry types() {
    return types;
  }

  DiscoveryPages pages() {
    return pages;
  }

  /** Another number whenever a role or a binding of the whole cluster has changed. */
  long rights() {
    return rights;
  }

  AdmissionWebhooks webhooks() {
    return around.webhooks();
  }

  Instant now() {
    return around.now();
  }

  Optional<JsonNode> namespace(String name) {
    return store.get("/namespaces", "", name);
  }

  /** A uid that was never given before. */
  String newUid() {
    long high = scramble(store.nextId() * 2);
    long low = scramble(high);
    return new UUID(
            (high & 0xFFFFFFFFFFFF0FFFL) | 0x4000L,
            (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L)
        .toString();
  }

  /** A name as Kubernetes makes it up ({@code apiserver/pkg/storage/names/generate.go}). */
  String newName(String base) {
    long bits = number();
    StringBuilder name =
        new StringBuilder(base.length() > LONGEST_BASE ? base.substring(0, LONGEST_BASE) : base);
    for (int i = 0; i < SUFFIX; i++) {
      name.append(ALPHABET.charAt((int) (bits % ALPHABET.length())));
      bits /= ALPHABET.length();
    }
    return name.toString();
  }

  private static long scramble(long number) {
    long mixed = number * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** Keeps an object that was not there. */
  JsonNode add(ResourceType type, ObjectNode object) {
    stamp(object);
    store.put(type.storage(), object);
    tell(type, new Change(Change.Type.ADDED, object, Optional.empty()));
    if (CustomResources.isDefinition(type) && !CustomResources.isEstablished(object)) {
      replace(type, object, CustomResources.established(object, Meta.time(now())));
    }
    return object;
  }

  /** Keeps an object instead of another. */
  JsonNode replace(ResourceType type, JsonNode before, ObjectNode object) {
    stamp(object);
    store.put(type.storage(), object);
    tell(type, new Change(Change.Type.MODIFIED, object, Optional.of(before)));
    return object;
  }

  /**
   * Takes an object away; what goes carries the revision of its end.
   *
   * @param last as it was last
   */
  JsonNode remove(ResourceType type, JsonNode before, JsonNode last) {
    ObjectNode gone = Meta.copy(last);
    store.remove(type.storage(), before);
    stamp(gone);
    tell(type, new Change(Change.Type.DELETED, gone, Optional.of(before)));
    CustomResources.afterRemoval(this, type);
    return gone;
  }

  private void stamp(ObjectNode object) {
    Meta.of(object).put("resourceVersion", Long.toString(store.nextRevision()));
  }

  private void tell(ResourceType type, Change change) {
    if (CustomResources.isDefinition(type)) {
      TypeRegistry now = after(change);
      pages = now == types ? pages : DiscoveryPages.of(now);
      types = now;
    }
    if (type.group().equals(Rbac.GROUP) && !type.namespaced()) {
      rights++;
    }
    around.changed(change);
  }

  private TypeRegistry after(Change change) {
    JsonNode definition = change.object();
    if (change.type() == Change.Type.DELETED) {
      return types.without(Meta.name(definition));
    }
    boolean same =
        change.before().filter(it -> it.path("spec").equals(definition.path("spec"))).isPresent();
    return same ? types : types.with(definition);
  }

  /** Puts in a definition whose types are there already. */
  void installDefinition(JsonNode definition) {
    ObjectNode object = CustomResources.established(definition, Meta.time(now()));
    complete(object, Optional.empty());
    Meta.of(object).put("generation", 1L);
    stamp(object);
    store.put(CustomResources.DEFINITIONS, object);
    around.changed(new Change(Change.Type.ADDED, object, Optional.empty()));
  }

  /** Puts in an object that is complete but for uid and creation time. */
  void install(JsonNode ready) {
    ResourceType type = known(ready);
    ObjectNode object = Meta.copy(ready);
    complete(object, Optional.empty());
    add(type, object);
  }

  private ResourceType known(JsonNode object) {
    String apiVersion = object.path("apiVersion").asString("");
    String kind = object.path("kind").asString("");
    return types
        .kind(apiVersion, kind)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "kind %s of %s: the cluster does not know it".formatted(kind, apiVersion)));
  }

  /** Puts an object into the cluster as it is. */
  void load(JsonNode raw) {
    ResourceType type = known(raw);
    ObjectNode object = made(type, raw);
    ObjectNode metadata = Meta.of(object);
    if (type.namespaced() && Meta.namespace(object).isEmpty()) {
      metadata.put("namespace", "default");
    }
    Optional<JsonNode> before =
        store.get(type.storage(), Meta.namespace(object), Meta.name(object));
    complete(object, before);
    if (before.isPresent()) {
      replace(type, before.get(), object);
    } else {
      add(type, object);
    }
  }

  private void complete(ObjectNode object, Optional<JsonNode> before) {
    ObjectNode metadata = Meta.of(object);
    if (Meta.uid(object).isEmpty()) {
      metadata.put("uid", before.map(Meta::uid).orElseGet(this::newUid));
    }
    if (Meta.text(object, "creationTimestamp").isEmpty()) {
      metadata.put(
          "creationTimestamp",
          before.map(it -> Meta.text(it, "creationTimestamp")).orElseGet(() -> Meta.time(now())));
    }
  }

  /** As its kind makes a new object, but with the status that it brings along. */
  private ObjectNode made(ResourceType type, JsonNode raw) {
    JsonNode decoded = Fields.defaulted(type, GoNumbers.integers(raw));
    ObjectNode object = Meta.copy(Rules.beforeCreate(type, decoded, this::number));
    if (decoded.has("status")) {
      object.set("status", decoded.path("status"));
    }
    Meta.of(object).setAll((ObjectNode) Meta.copy(decoded).path("metadata"));
    return object;
  }

  /** A number for addresses and ports. */
  long number() {
    return scramble(store.nextId() * 2 + 1) >>> 1;
  }
}
