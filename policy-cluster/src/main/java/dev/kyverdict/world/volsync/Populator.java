package dev.kyverdict.world.volsync;

import dev.kyverdict.world.control.CallFailedException;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Trees;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills claims from the image of a ReplicationDestination ({@code
 * internal/controller/volumepopulator_controller.go}). It waits for ever, and which image it takes
 * is settled when it makes its own claim.
 */
final class Populator {

  static final String PRIME_FOR = "volsync.backube/populator-pvc-for";
  private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
  private static final String POPULATED_FROM = "volsync.backube/populated-from";

  private final Desk desk;
  private final ObjectNode claim;
  private final String namespace;

  private Populator(Desk desk, ObjectNode claim) {
    this.desk = desk;
    this.claim = claim;
    this.namespace = Trees.namespace(claim);
  }

  /** Whether a claim is to be filled here. */
  static boolean isFor(JsonNode claim) {
    JsonNode reference = Trees.at(claim, "spec/dataSourceRef");
    return Trees.text(reference, "apiGroup").equals(Kind.DESTINATION.group())
        && Trees.text(reference, "kind").equals(Kind.DESTINATION.kind())
        && !Trees.text(reference, "name").isEmpty();
  }

  static boolean isBound(JsonNode claim) {
    return !Trees.text(claim, "spec/volumeName").isEmpty();
  }

  /** Does what can be done now for a claim. */
  static void reconcile(Desk desk, ObjectNode claim) {
    if (isFor(claim)) {
      new Populator(desk, claim).run();
    }
  }

  private void run() {
    Optional<String> node = node();
    if (node.isEmpty()) {
      return;
    }
    Optional<ObjectNode> prime = desk.find(Kind.CLAIM, namespace, "vs-prime-" + Marks.uid(claim));
    if (!isBound(claim)) {
      Optional<ObjectNode> made = prime.isPresent() ? prime : make(node.get());
      if (made.isEmpty()) {
        return;
      }
      share(made.get());
      if (!isRebound(made.get())) {
        return;
      }
      prime = made;
    }
    if (prime.isPresent() && !Trees.text(prime.get(), "status/phase").equals("Lost")) {
      return;
    }
    report("Normal", "VolSyncPopulatorFinished", "Populator finished");
    finish(prime);
  }

  /** The node that the volume is wanted on, without a name where it does not matter; or not yet. */
  private Optional<String> node() {
    String name = Trees.text(claim, "spec/storageClassName");
    if (name.isEmpty()) {
      return Optional.of("");
    }
    Optional<ObjectNode> storageClass = desk.find(Kind.STORAGE_CLASS, "", name);
    if (storageClass.isEmpty()
        || Trees.text(storageClass.get(), "provisioner").startsWith("kubernetes.io/")) {
      return Optional.empty();
    }
    if (!Trees.text(storageClass.get(), "volumeBindingMode").equals("WaitForFirstConsumer")) {
      return Optional.of("");
    }
    String node = Trees.at(claim, "metadata/annotations").path(SELECTED_NODE).asString("");
    return Optional.of(node).filter(it -> !it.isEmpty());
  }

  private Optional<ObjectNode> make(String node) {
    String name = Trees.text(claim, "spec/dataSourceRef/name");
    Optional<ObjectNode> destination = desk.find(Kind.DESTINATION, namespace, name);
    if (destination.isEmpty()) {
      report(
          "Warning",
          "VolSyncPopulatorReplicationDestinationMissing",
          "Unable to populate volume: " + Kind.DESTINATION.missing(name));
      return Optional.empty();
    }
    JsonNode image = Trees.at(destination.get(), "status/latestImage");
    if (!image.isObject()) {
      report(
          "Warning",
          "VolSyncPopulatorReplicationDestinationNoLatestImage",
          "Unable to populate volume, waiting for replicationdestination to have latestImage");
      return Optional.empty();
    }
    if (!Cleanup.isSnapshot(image)) {
      report(
          "Warning",
          "VolSyncPopulatorError",
          "Unable to populate volume: "
              + "ReplicationDestination latestImage is not a volumesnapshot");
      return Optional.empty();
    }
    label(Trees.text(image, "name"));
    ObjectNode made = create(prime(image, node));
    report(
        "Normal",
        "VolSyncPopulatorPVCCreated",
        "Populator pvc created from snapshot " + Trees.text(image, "name"));
    return Optional.of(made);
  }

  /** A name of more than 63 characters is no value of a label, and this fails for ever. */
  private void label(String snapshotName) {
    ObjectNode snapshot = desk.get(Kind.SNAPSHOT, namespace, snapshotName);
    ObjectNode labelled = snapshot.deepCopy();
    Marks.label(labelled, Marks.IN_USE + Marks.uid(claim), Trees.name(claim));
    if (!labelled.equals(snapshot)) {
      desk.update(Kind.SNAPSHOT, labelled);
    }
  }

  private ObjectNode prime(JsonNode image, String node) {
    ObjectNode prime =
        Trees.head("v1", Kind.CLAIM.kind(), namespace, "vs-prime-" + Marks.uid(claim));
    ObjectNode spec = prime.putObject("spec");
    for (String field : List.of("accessModes", "resources", "storageClassName", "volumeMode")) {
      JsonNode value = Trees.at(claim, "spec").path(field);
      if (!value.isMissingNode()) {
        spec.set(field, value);
      }
    }
    spec.set("dataSourceRef", image);
    if (!node.isEmpty()) {
      prime.withObject("metadata").putObject("annotations").put(SELECTED_NODE, node);
    }
    Marks.own(prime, claim);
    Marks.label(prime, PRIME_FOR, Trees.name(claim));
    Marks.created(prime);
    return prime;
  }

  private ObjectNode create(ObjectNode prime) {
    try {
      return desk.create(Kind.CLAIM, prime);
    } catch (CallFailedException failed) {
      report(
          "Warning",
          "VolSyncPopulatorPVCCreationError",
          "Failed to create populator PVC: " + failed.text());
      throw failed;
    }
  }

  /** From here on nobody takes the snapshot away. */
  private void share(ObjectNode prime) {
    for (ObjectNode snapshot : used()) {
      if (!Marks.has(snapshot, Marks.DO_NOT_DELETE) && !Trees.isOwned(snapshot, Marks.uid(prime))) {
        Marks.share(snapshot, prime);
        desk.update(Kind.SNAPSHOT, snapshot);
      }
    }
  }

  private List<ObjectNode> used() {
    return desk.list(Kind.SNAPSHOT, namespace, Marks.IN_USE + Marks.uid(claim));
  }

  private boolean isRebound(ObjectNode prime) {
    Optional<ObjectNode> volume = desk.find(Kind.VOLUME, "", Trees.text(prime, "spec/volumeName"));
    if (volume.isEmpty()) {
      return false;
    }
    JsonNode reference = Trees.at(volume.get(), "spec/claimRef");
    if (Trees.text(reference, "uid").equals(Marks.uid(claim))) {
      return true;
    }
    ObjectNode patch = Trees.object();
    patch
        .putObject("metadata")
        .putObject("annotations")
        .put(POPULATED_FROM, namespace + "/" + Trees.text(prime, "spec/dataSourceRef/name"));
    ObjectNode wanted = patch.putObject("spec").putObject("claimRef");
    wanted.put("namespace", namespace).put("name", Trees.name(claim));
    wanted.put("uid", Marks.uid(claim));
    wanted.put("resourceVersion", Trees.text(claim, "metadata/resourceVersion"));
    desk.patch(Kind.VOLUME, "", Trees.name(volume.get()), patch);
    return false;
  }

  private void finish(Optional<ObjectNode> prime) {
    for (ObjectNode snapshot : used()) {
      Marks.unlabel(snapshot, Marks.IN_USE + Marks.uid(claim));
      if (Marks.has(snapshot, Marks.DO_NOT_DELETE)) {
        prime.ifPresent(it -> Marks.disown(snapshot, it));
      }
      desk.update(Kind.SNAPSHOT, snapshot);
    }
    Stream.of(prime)
        .flatMap(Optional::stream)
        .filter(it -> !Trees.goes(it))
        .forEach(it -> desk.delete(Kind.CLAIM, it));
  }

  private void report(String type, String reason, String message) {
    desk.event(claim, type, reason, message);
  }
}
