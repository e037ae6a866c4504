package dev.kyverdict.render;

import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Mutate.ForEach;
import dev.kyverdict.model.Mutate.ForEachPatch;
import dev.kyverdict.model.Mutate.JsonPatch;
import dev.kyverdict.model.Mutate.NoPatch;
import dev.kyverdict.model.Mutate.Order;
import dev.kyverdict.model.Mutate.Patch;
import dev.kyverdict.model.Mutate.StrategicMerge;
import dev.kyverdict.model.Mutate.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** {@code mutate}. */
final class MutateCodec {

  private MutateCodec() {}

  static ObjectNode write(Mutate mutate) {
    return new Mapping()
        .flag("mutateExistingOnPolicyUpdate", mutate.mutateExistingOnPolicyUpdate())
        .list("targets", mutate.targets(), MutateCodec::write)
        .all(write(mutate.patch()))
        .node();
  }

  static Mutate read(Fields fields) {
    List<Target> targets = fields.list("targets", MutateCodec::target);
    if (fields.has("targets") && targets.isEmpty()) {
      fields.drop(
          "targets",
          "empty-targets",
          "is empty: read as absent, while Kyverno takes the rule for one on existing objects",
          "remove it, or name targets");
    }
    return new Mutate(patch(fields, false), targets, fields.flag("mutateExistingOnPolicyUpdate"));
  }

  private static ObjectNode write(Patch patch) {
    Mapping mapping = new Mapping();
    return switch (patch) {
      case NoPatch none -> mapping.node();
      case StrategicMerge merge ->
          mapping.tree("patchStrategicMerge", Optional.of(merge.tree())).node();
      case JsonPatch json -> mapping.text("patchesJson6902", json.text()).node();
      case ForEachPatch loops ->
          mapping
              .tree("foreach", Optional.of(Mapping.array(loops.loops(), MutateCodec::write)))
              .node();
    };
  }

  private static Patch patch(Fields fields, boolean nested) {
    Optional<ForEachPatch> loops = loops(fields, nested);
    List<Patch> patches =
        Stream.of(
                fields.tree("patchStrategicMerge").<Patch>map(StrategicMerge::new),
                fields.said("patchesJson6902").<Patch>map(JsonPatch::new),
                loops.filter(patch -> !patch.loops().isEmpty()).<Patch>map(patch -> patch))
            .flatMap(Optional::stream)
            .toList();
    if (patches.size() > 1) {
      fields.error(
          "two-patches",
          "has more than one of patchStrategicMerge, patchesJson6902 and foreach",
          "keep one, or write a rule for each");
    }
    Patch otherwise = loops.<Patch>map(patch -> patch).orElseGet(NoPatch::new);
    return patches.isEmpty() ? otherwise : patches.getFirst();
  }

  private static Optional<ForEachPatch> loops(Fields fields, boolean nested) {
    return fields
        .value("foreach")
        .map(value -> nested ? value.inAnyCase() : value)
        .map(value -> new ForEachPatch(value.list(MutateCodec::forEach)));
  }

  private static ObjectNode write(ForEach loop) {
    return new Mapping()
        .said("list", loop.list())
        .text("order", loop.order())
        .list("context", loop.context(), ContextCodec::write)
        .object("preconditions", loop.preconditions(), ConditionsCodec::write)
        .all(write(loop.patch()))
        .node();
  }

  private static ForEach forEach(Fields fields) {
    return new ForEach(
        fields.text("list").orElse(""),
        fields.oneOf("order", List.of(Order.values())),
        ContextCodec.read(fields),
        ConditionsCodec.readForEach(fields),
        patch(fields, true));
  }

  private static ObjectNode write(Target target) {
    return new Mapping()
        .text("apiVersion", target.apiVersion())
        .text("kind", target.kind())
        .text("namespace", target.namespace())
        .text("name", target.name())
        .text("uid", target.uid())
        .object("selector", target.selector(), SelectorCodec::write)
        .list("context", target.context(), ContextCodec::write)
        .object("preconditions", target.preconditions(), ConditionsCodec::write)
        .node();
  }

  private static Target target(Fields fields) {
    return new Target(
        fields.said("apiVersion"),
        fields.said("kind"),
        fields.said("namespace"),
        fields.said("name"),
        fields.said("uid"),
        fields.object("selector", SelectorCodec::read),
        ContextCodec.read(fields),
        ConditionsCodec.read(fields, "preconditions"));
  }
}
