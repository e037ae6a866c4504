package dev.kyverdict.render;

import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.kube.GlobalContextEntry;
import dev.kyverdict.model.kube.GlobalContextEntry.Call;
import dev.kyverdict.model.kube.GlobalContextEntry.KubernetesResource;
import dev.kyverdict.model.kube.GlobalContextEntry.Projection;
import dev.kyverdict.model.kube.GlobalContextEntry.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** {@code spec} of a {@code GlobalContextEntry}. */
final class GlobalContextEntryCodec {

  private static final KubernetesResource NOTHING =
      new KubernetesResource(Optional.empty(), "", "", Optional.empty());

  private GlobalContextEntryCodec() {}

  static ObjectNode write(GlobalContextEntry entry) {
    return new Mapping()
        .all(write(entry.source()))
        .list("projections", entry.projections(), GlobalContextEntryCodec::write)
        .node();
  }

  static GlobalContextEntry read(Metadata metadata, Fields spec) {
    return new GlobalContextEntry(
        metadata, source(spec), spec.list("projections", GlobalContextEntryCodec::projection));
  }

  private static ObjectNode write(Source source) {
    Mapping mapping = new Mapping();
    return switch (source) {
      case KubernetesResource resource ->
          mapping.tree("kubernetesResource", Optional.of(write(resource))).node();
      case Call call -> mapping.tree("apiCall", Optional.of(ApiCallCodec.write(call))).node();
    };
  }

  private static Source source(Fields spec) {
    List<Source> sources =
        Stream.of(
                spec.object("kubernetesResource", GlobalContextEntryCodec::resource)
                    .<Source>map(resource -> resource),
                spec.object("apiCall", ApiCallCodec::readGlobal).<Source>map(call -> call))
            .flatMap(Optional::stream)
            .toList();
    if (sources.size() != 1) {
      spec.error(
          sources.isEmpty() ? "no-source" : "two-sources",
          "has " + (sources.isEmpty() ? "no source" : "two sources"),
          "give it exactly one of kubernetesResource, apiCall");
    }
    return sources.isEmpty() ? NOTHING : sources.getFirst();
  }

  private static ObjectNode write(KubernetesResource resource) {
    return new Mapping()
        .text("group", resource.group())
        .text("version", resource.version())
        .text("resource", resource.resource())
        .text("namespace", resource.namespace())
        .node();
  }

  private static KubernetesResource resource(Fields fields) {
    return new KubernetesResource(
        fields.said("group"),
        fields.requiredText("version"),
        fields.requiredText("resource"),
        fields.said("namespace"));
  }

  private static ObjectNode write(Projection projection) {
    return new Mapping()
        .text("name", projection.name())
        .text("jmesPath", projection.jmesPath())
        .node();
  }

  private static Projection projection(Fields fields) {
    return new Projection(fields.requiredText("name"), fields.requiredText("jmesPath"));
  }
}
