package dev.kyverdict.world.volsync;

import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Trees;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What goes after a sync ({@code internal/controller/utils/cleanup.go}). */
final class Cleanup {

  private Cleanup() {}

  /** Deletes everything that was marked for it. */
  static void run(Desk desk, JsonNode owner) {
    String namespace = Trees.namespace(owner);
    String marked = Marks.CLEANUP + "=" + Marks.uid(owner);
    desk.deleteAll(Kind.CLAIM, namespace, marked);
    for (ObjectNode snapshot : desk.list(Kind.SNAPSHOT, namespace, marked)) {
      if (!relinquish(desk, owner, snapshot)) {
        drop(desk, owner, snapshot);
      }
    }
    desk.deleteAll(Kind.JOB, namespace, marked);
  }

  /**
   * Upstream means to keep a snapshot as well that bears the populator's label, and looks for the
   * label's name among the values of the labels, where it never is: only another owner saves it.
   */
  private static void drop(Desk desk, JsonNode owner, ObjectNode snapshot) {
    boolean shared =
        Trees.at(snapshot, "metadata/ownerReferences")
            .valueStream()
            .anyMatch(it -> !Trees.text(it, "uid").equals(Marks.uid(owner)));
    boolean used =
        Trees.at(snapshot, "metadata/labels")
            .valueStream()
            .anyMatch(it -> it.asString("").startsWith(Marks.IN_USE));
    if (!shared && !used) {
      desk.delete(Kind.SNAPSHOT, snapshot);
    } else if (Trees.isOwned(snapshot, Marks.uid(owner))) {
      Marks.disown(snapshot, owner);
      desk.update(Kind.SNAPSHOT, snapshot);
    }
  }

  /** Gives up the snapshots that are never to be deleted. */
  static void relinquish(Desk desk, JsonNode owner) {
    desk.list(Kind.SNAPSHOT, Trees.namespace(owner), Marks.DO_NOT_DELETE)
        .forEach(snapshot -> relinquish(desk, owner, snapshot));
  }

  private static boolean relinquish(Desk desk, JsonNode owner, ObjectNode snapshot) {
    if (!Marks.has(snapshot, Marks.DO_NOT_DELETE)) {
      return false;
    }
    ObjectNode free = snapshot.deepCopy();
    Marks.unlabel(free, Marks.CLEANUP);
    Marks.unlabel(free, Marks.CREATED_BY);
    if (Trees.isOwned(free, Marks.uid(owner))) {
      Marks.disown(free, owner);
    }
    if (!free.equals(snapshot)) {
      desk.update(Kind.SNAPSHOT, free);
    }
    return true;
  }

  /** Marks the image that another has replaced. */
  static void markOld(Desk desk, JsonNode owner, JsonNode old, JsonNode latest) {
    boolean replaced =
        isSnapshot(old)
            && isSnapshot(latest)
            && !Trees.text(old, "name").equals(Trees.text(latest, "name"));
    Optional<ObjectNode> snapshot =
        replaced
            ? desk.find(Kind.SNAPSHOT, Trees.namespace(owner), Trees.text(old, "name"))
            : Optional.empty();
    if (snapshot.isPresent() && !Marks.has(snapshot.get(), Marks.DO_NOT_DELETE)) {
      Marks.cleanUp(snapshot.get(), owner);
      desk.update(Kind.SNAPSHOT, snapshot.get());
    }
  }

  static boolean isSnapshot(JsonNode image) {
    return Trees.text(image, "kind").equals(Kind.SNAPSHOT.kind())
        && Trees.text(image, "apiGroup").equals(Kind.SNAPSHOT.group());
  }
}
