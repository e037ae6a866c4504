package dev.kyverdict.world.storage;

import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Trees;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A bound claim asks for more ({@code kubernetes-csi/external-resizer}). */
final class Growth {

  private Growth() {}

  static void of(Desk desk, ObjectNode claim) {
    String wanted = Claims.requested(claim);
    if (Claims.bytes(wanted) <= Claims.bytes(Trees.text(claim, "status/capacity/storage"))) {
      return;
    }
    Optional<ObjectNode> volume =
        desk.find(Kind.VOLUME, "", Claims.volume(claim))
            .filter(it -> Trees.text(it, "spec/csi/driver").equals(CsiProvisioner.DRIVER));
    if (volume.isPresent()) {
      String handle = Trees.text(volume.get(), "spec/csi/volumeHandle");
      ObjectNode size = Trees.object().put("size", Claims.bytes(wanted));
      VolumeSource.ask(desk, Method.PATCH, "volumes/" + handle, size);
      ObjectNode larger = volume.get();
      larger.withObject("spec").withObject("capacity").put("storage", wanted);
      desk.update(Kind.VOLUME, larger);
      ObjectNode grown = claim.deepCopy();
      grown.withObject("status").withObject("capacity").put("storage", wanted);
      desk.updateStatus(Kind.CLAIM, grown);
    }
  }
}
