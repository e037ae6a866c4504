package dev.kyverdict.world.volsync;

import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.world.control.Controller;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Key;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The operator: ReplicationSource, ReplicationDestination and the volume populator. */
public final class VolSync extends Controller {

  private static final Account ACCOUNT = Account.serviceAccount("volsync-system", "volsync");

  private static final Set<Kind> KINDS = kindsWatched();

  private final VolSyncVersion version;

  /** A version of it. */
  public VolSync(VolSyncVersion version) {
    this.version = version;
  }

  private VolSync(VolSync original) {
    super(original);
    this.version = original.version;
  }

  private static Set<Kind> kindsWatched() {
    Set<Kind> kinds = EnumSet.of(Kind.SOURCE, Kind.DESTINATION, Kind.STORAGE_CLASS);
    kinds.addAll(Volumes.owned());
    return Set.copyOf(kinds);
  }

  @Override
  public String name() {
    return "volsync";
  }

  @Override
  protected Account account() {
    return ACCOUNT;
  }

  /** Its namespace, account and rights, as its chart makes them. */
  public static List<JsonNode> objects() {
    return Rights.OF_VOLSYNC;
  }

  @Override
  protected Set<Kind> kinds() {
    return KINDS;
  }

  @Override
  protected Collection<Key> concerned(Desk desk, Kind kind, JsonNode object) {
    List<Key> keys = new ArrayList<>();
    String namespace = Trees.namespace(object);
    switch (kind) {
      case SOURCE -> keys.add(Key.of(kind, object));
      case DESTINATION -> {
        keys.add(Key.of(kind, object));
        waiting(desk, namespace, "spec/dataSourceRef/name", Trees.name(object)).forEach(keys::add);
      }
      case STORAGE_CLASS ->
          waiting(desk, "", "spec/storageClassName", Trees.name(object)).forEach(keys::add);
      case CLAIM -> {
        if (Populator.isFor(object)) {
          keys.add(Key.of(kind, object));
        }
      }
      default -> {}
    }
    owner(kind, object).ifPresent(keys::add);
    return keys;
  }

  private static List<Key> waiting(Desk desk, String namespace, String field, String value) {
    return desk
        .list(
            Kind.CLAIM,
            namespace,
            "",
            claim ->
                Populator.isFor(claim)
                    && !Populator.isBound(claim)
                    && Trees.text(claim, field).equals(value))
        .stream()
        .map(claim -> Key.of(Kind.CLAIM, claim))
        .toList();
  }

  /** Who is looked at because of something that belongs to it. */
  private static Optional<Key> owner(Kind kind, JsonNode object) {
    for (JsonNode reference : Trees.at(object, "metadata/ownerReferences")) {
      Optional<Kind> of = Kind.of(reference);
      boolean mine =
          of.filter(it -> it == Kind.SOURCE || it == Kind.DESTINATION).isPresent()
              || (kind == Kind.CLAIM && Marks.has(object, Populator.PRIME_FOR));
      if (reference.path("controller").asBoolean(false) && of.isPresent() && mine) {
        String name = Trees.text(reference, "name");
        return Optional.of(new Key(of.get(), Trees.namespace(object), name));
      }
    }
    return Optional.empty();
  }

  @Override
  protected Optional<Duration> reconcile(Desk desk, Key key) {
    Optional<ObjectNode> found = desk.find(key.kind(), key.namespace(), key.name());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (key.kind() == Kind.CLAIM) {
      Populator.reconcile(desk, found.get());
      return Optional.empty();
    }
    return Replication.reconcile(desk, found.get(), version);
  }

  @Override
  public Actor copy() {
    return new VolSync(this);
  }
}
