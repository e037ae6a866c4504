package dev.kyverdict.world.storage;

import dev.kyverdict.values.Quantity;
import dev.kyverdict.world.kube.Trees;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What storage reads of claims and classes. */
final class Claims {

  static final String PROVISIONER = "volume.kubernetes.io/storage-provisioner";
  static final String BETA_PROVISIONER = "volume.beta.kubernetes.io/storage-provisioner";
  static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
  static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";
  static final String BIND_COMPLETED = "pv.kubernetes.io/bind-completed";
  static final String BOUND_BY_CONTROLLER = "pv.kubernetes.io/bound-by-controller";

  private Claims() {}

  static String annotation(JsonNode object, String key) {
    return Trees.at(object, "metadata/annotations").path(key).asString("");
  }

  static void annotate(ObjectNode object, String key, String value) {
    object.withObject("metadata").withObject("annotations").put(key, value);
  }

  static String uid(JsonNode object) {
    return Trees.text(object, "metadata/uid");
  }

  static String volume(JsonNode claim) {
    return Trees.text(claim, "spec/volumeName");
  }

  static String className(JsonNode claim) {
    return Trees.text(claim, "spec/storageClassName");
  }

  static String phase(JsonNode object) {
    return Trees.text(object, "status/phase");
  }

  static String requested(JsonNode claim) {
    return Trees.text(claim, "spec/resources/requests/storage");
  }

  /** A quantity in bytes; 0 when it is none. */
  static long bytes(String quantity) {
    return Quantity.parse(quantity).map(it -> it.value().longValue()).orElse(0L);
  }

  /** Whether a claim waits until a pod that uses it has a node. */
  static boolean waitsForConsumer(JsonNode claim, JsonNode storageClass) {
    return Trees.text(storageClass, "volumeBindingMode").equals("WaitForFirstConsumer")
        && annotation(claim, SELECTED_NODE).isEmpty();
  }

  /** Whether a volume is kept for a claim of this name, and not for an earlier one. */
  static boolean isFor(JsonNode volume, JsonNode claim) {
    JsonNode reference = Trees.at(volume, "spec/claimRef");
    String uid = Trees.text(reference, "uid");
    return Trees.text(reference, "name").equals(Trees.name(claim))
        && Trees.text(reference, "namespace").equals(Trees.namespace(claim))
        && (uid.isEmpty() || uid.equals(uid(claim)));
  }
}
