package dev.kyverdict.render;

import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Generate.Clone;
import dev.kyverdict.model.Generate.CloneList;
import dev.kyverdict.model.Generate.Data;
import dev.kyverdict.model.Generate.ForEach;
import dev.kyverdict.model.Generate.ForEachSource;
import dev.kyverdict.model.Generate.NoSource;
import dev.kyverdict.model.Generate.Source;
import dev.kyverdict.model.Generate.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** {@code generate}. */
final class GenerateCodec {

  private GenerateCodec() {}

  static ObjectNode write(Generate generate) {
    return new Mapping()
        .flag("generateExisting", generate.generateExisting())
        .flag("synchronize", generate.synchronize())
        .flag("orphanDownstreamOnPolicyDelete", generate.orphanDownstreamOnPolicyDelete())
        .all(write(generate.target()))
        .all(write(generate.source()))
        .node();
  }

  static Generate read(Fields fields) {
    return new Generate(
        fields.flag("generateExisting"),
        fields.flag("synchronize"),
        fields.flag("orphanDownstreamOnPolicyDelete"),
        target(fields),
        onlySource(fields));
  }

  private static ObjectNode write(Target target) {
    return new Mapping()
        .text("apiVersion", target.apiVersion())
        .text("kind", target.kind())
        .text("namespace", target.namespace())
        .text("name", target.name())
        .text("uid", target.uid())
        .node();
  }

  private static Target target(Fields fields) {
    return new Target(
        fields.said("apiVersion"),
        fields.said("kind"),
        fields.said("namespace"),
        fields.said("name"),
        fields.said("uid"));
  }

  private static ObjectNode write(Source source) {
    Mapping mapping = new Mapping();
    return switch (source) {
      case NoSource none -> mapping.node();
      case Data data -> mapping.tree("data", Optional.of(data.tree())).node();
      case Clone clone -> mapping.tree("clone", Optional.of(write(clone))).node();
      case CloneList list -> mapping.tree("cloneList", Optional.of(write(list))).node();
      case ForEachSource loops ->
          mapping
              .tree("foreach", Optional.of(Mapping.array(loops.loops(), GenerateCodec::write)))
              .node();
    };
  }

  /** The sources, in the order in which the background controller looks for them. */
  private static List<Source> sources(Fields fields) {
    return Stream.of(
            fields
                .object("clone", GenerateCodec::clone)
                .filter(clone -> clone.name().isPresent() || clone.namespace().isPresent())
                .<Source>map(clone -> clone),
            cloneList(fields).<Source>map(list -> list),
            fields.tree("data").<Source>map(Data::new))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Source onlySource(Fields fields) {
    Optional<Source> loops =
        fields.value("foreach").map(value -> new ForEachSource(value.list(GenerateCodec::forEach)));
    List<Source> sources = Stream.concat(sources(fields).stream(), loops.stream()).toList();
    if (sources.size() > 1) {
      fields.error(
          "two-sources",
          "has more than one of data, clone, cloneList and foreach",
          "keep one, or write a rule for each");
    }
    return sources.isEmpty() ? new NoSource() : sources.getFirst();
  }

  private static ObjectNode write(Clone clone) {
    return new Mapping().text("namespace", clone.namespace()).text("name", clone.name()).node();
  }

  private static Clone clone(Fields fields) {
    return new Clone(fields.said("namespace"), fields.said("name"));
  }

  private static ObjectNode write(CloneList list) {
    return new Mapping()
        .text("namespace", list.namespace())
        .texts("kinds", list.kinds())
        .object("selector", list.selector(), SelectorCodec::write)
        .node();
  }

  private static Optional<CloneList> cloneList(Fields fields) {
    Optional<CloneList> list = fields.object("cloneList", GenerateCodec::readCloneList);
    if (list.isPresent() && list.get().kinds().isEmpty()) {
      fields.drop("cloneList", "no-effect", "has no kinds and takes no effect", "name the kinds");
      return Optional.empty();
    }
    return list;
  }

  private static CloneList readCloneList(Fields fields) {
    return new CloneList(
        fields.said("namespace"),
        fields.texts("kinds"),
        fields.object("selector", SelectorCodec::read));
  }

  private static ObjectNode write(ForEach loop) {
    return new Mapping()
        .said("list", loop.list())
        .list("context", loop.context(), ContextCodec::write)
        .object("preconditions", loop.preconditions(), ConditionsCodec::write)
        .all(write(loop.target()))
        .all(write(loop.source()))
        .node();
  }

  /** Kyverno does not mind several sources here, and takes the first. */
  private static ForEach forEach(Fields fields) {
    List<Source> sources = sources(fields);
    if (sources.size() > 1) {
      fields.warning(
          "two-sources",
          "has more than one of clone, cloneList and data; Kyverno takes the first of these",
          "keep one");
    }
    return new ForEach(
        fields.text("list").orElse(""),
        ContextCodec.read(fields),
        ConditionsCodec.readForEach(fields),
        target(fields),
        sources.isEmpty() ? new NoSource() : sources.getFirst());
  }
}
