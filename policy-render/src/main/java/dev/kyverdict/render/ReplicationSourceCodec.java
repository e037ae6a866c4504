package dev.kyverdict.render;

import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.kube.ReplicationSource;
import dev.kyverdict.model.kube.ReplicationSource.Retain;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code spec} of a {@code ReplicationSource}. */
final class ReplicationSourceCodec {

  private ReplicationSourceCodec() {}

  static ObjectNode write(ReplicationSource source) {
    return new Mapping()
        .text("sourcePVC", source.sourcePvc())
        .object("trigger", source.trigger(), ResticCodec::write)
        .flag("paused", source.paused())
        .tree("restic", Optional.of(restic(source)))
        .node();
  }

  static ReplicationSource read(Metadata metadata, Fields spec) {
    Fields restic = spec.requiredObject("restic");
    return new ReplicationSource(
        metadata,
        spec.text("sourcePVC"),
        spec.object("trigger", ResticCodec::trigger),
        spec.flag("paused"),
        ResticCodec.read(restic),
        restic.integer("pruneIntervalDays"),
        restic.object("retain", ReplicationSourceCodec::retain),
        restic.text("unlock"));
  }

  private static ObjectNode restic(ReplicationSource source) {
    return new Mapping()
        .text("repository", source.restic().repository())
        .number("pruneIntervalDays", source.pruneIntervalDays())
        .object("retain", source.retain(), ReplicationSourceCodec::write)
        .all(ResticCodec.write(source.restic()))
        .text("unlock", source.unlock())
        .node();
  }

  private static ObjectNode write(Retain retain) {
    return new Mapping()
        .number("hourly", retain.hourly())
        .number("daily", retain.daily())
        .number("weekly", retain.weekly())
        .number("monthly", retain.monthly())
        .number("yearly", retain.yearly())
        .text("last", retain.last())
        .text("within", retain.within())
        .node();
  }

  private static Retain retain(Fields fields) {
    return new Retain(
        fields.integer("hourly"),
        fields.integer("daily"),
        fields.integer("weekly"),
        fields.integer("monthly"),
        fields.integer("yearly"),
        fields.text("last"),
        fields.text("within"));
  }
}
