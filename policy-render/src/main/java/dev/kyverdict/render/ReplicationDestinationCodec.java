package dev.kyverdict.render;

import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.kube.ReplicationDestination;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code spec} of a {@code ReplicationDestination}. */
final class ReplicationDestinationCodec {

  private ReplicationDestinationCodec() {}

  static ObjectNode write(ReplicationDestination destination) {
    return new Mapping()
        .object("trigger", destination.trigger(), ResticCodec::write)
        .flag("paused", destination.paused())
        .tree("restic", Optional.of(restic(destination)))
        .node();
  }

  static ReplicationDestination read(Metadata metadata, Fields spec) {
    Fields restic = spec.requiredObject("restic");
    return new ReplicationDestination(
        metadata,
        spec.object("trigger", ResticCodec::trigger),
        spec.flag("paused"),
        ResticCodec.read(restic),
        restic.text("destinationPVC"),
        restic.flag("cleanupTempPVC"),
        restic.flag("cleanupCachePVC"),
        restic.flag("enableFileDeletion"),
        restic.integer("previous"),
        restic.text("restoreAsOf"));
  }

  private static ObjectNode restic(ReplicationDestination destination) {
    return new Mapping()
        .text("repository", destination.restic().repository())
        .text("destinationPVC", destination.destinationPvc())
        .all(ResticCodec.write(destination.restic()))
        .flag("cleanupTempPVC", destination.cleanupTempPvc())
        .flag("cleanupCachePVC", destination.cleanupCachePvc())
        .flag("enableFileDeletion", destination.enableFileDeletion())
        .number("previous", destination.previous())
        .text("restoreAsOf", destination.restoreAsOf())
        .node();
  }
}
