package dev.kyverdict.world.storage;

import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Trees;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The four writes that bind a claim to a volume, in their order ({@code pv_controller.go}). */
final class Binding {

  private Binding() {}

  static void bind(Desk desk, ObjectNode volume, ObjectNode claim) {
    setPhase(desk, reserve(desk, volume, claim), "Bound");
    complete(desk, name(desk, volume, claim), volume);
  }

  private static ObjectNode reserve(Desk desk, ObjectNode volume, ObjectNode claim) {
    if (Trees.text(volume, "spec/claimRef/uid").equals(Claims.uid(claim))) {
      return volume;
    }
    ObjectNode reserved = volume.deepCopy();
    if (!Trees.at(volume, "spec/claimRef").isObject()) {
      Claims.annotate(reserved, Claims.BOUND_BY_CONTROLLER, "yes");
    }
    reserved.withObject("spec").set("claimRef", reference(claim));
    return desk.update(Kind.VOLUME, reserved);
  }

  static ObjectNode reference(JsonNode claim) {
    ObjectNode reference = Trees.object().put("apiVersion", "v1");
    reference.put("kind", Kind.CLAIM.kind()).put("namespace", Trees.namespace(claim));
    reference.put("name", Trees.name(claim)).put("uid", Claims.uid(claim));
    return reference.put("resourceVersion", Trees.text(claim, "metadata/resourceVersion"));
  }

  private static ObjectNode name(Desk desk, ObjectNode volume, ObjectNode claim) {
    ObjectNode named = claim.deepCopy();
    if (Claims.volume(claim).isEmpty()) {
      named.withObject("spec").put("volumeName", Trees.name(volume));
      Claims.annotate(named, Claims.BOUND_BY_CONTROLLER, "yes");
    }
    Claims.annotate(named, Claims.BIND_COMPLETED, "yes");
    return named.equals(claim) ? claim : desk.update(Kind.CLAIM, named);
  }

  private static void complete(Desk desk, ObjectNode claim, ObjectNode volume) {
    ObjectNode bound = claim.deepCopy();
    ObjectNode status = bound.withObject("status").put("phase", "Bound");
    status.set("accessModes", Trees.at(volume, "spec/accessModes"));
    status.set("capacity", Trees.at(volume, "spec/capacity"));
    if (!bound.equals(claim)) {
      desk.updateStatus(Kind.CLAIM, bound);
    }
  }

  static void setPhase(Desk desk, ObjectNode volume, String phase) {
    if (!Claims.phase(volume).equals(phase)) {
      ObjectNode changed = volume.deepCopy();
      changed.withObject("status").put("phase", phase);
      desk.updateStatus(Kind.VOLUME, changed);
    }
  }

  static void lose(Desk desk, ObjectNode claim, String reason, String message) {
    if (!Claims.phase(claim).equals("Lost")) {
      ObjectNode lost = claim.deepCopy();
      lost.putObject("status").put("phase", "Lost");
      desk.event(desk.updateStatus(Kind.CLAIM, lost), "Warning", reason, message);
    }
  }
}
