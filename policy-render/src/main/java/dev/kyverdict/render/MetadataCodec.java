package dev.kyverdict.render;

import dev.kyverdict.model.Metadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code metadata}. */
final class MetadataCodec {

  private static final List<String> OTHERS =
      List.of(
          "generateName",
          "finalizers",
          "ownerReferences",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "selfLink",
          "managedFields");

  private MetadataCodec() {}

  static ObjectNode write(Metadata metadata) {
    return new Mapping()
        .said("name", metadata.name())
        .text("namespace", metadata.namespace())
        .texts("labels", metadata.labels())
        .texts("annotations", metadata.annotations())
        .all(metadata.other())
        .node();
  }

  /** The metadata of a document that needs a name, or a {@code generateName}. */
  static Metadata read(Fields document) {
    Fields fields = document.requiredObject("metadata");
    if (!fields.has("generateName")) {
      fields.required("name");
    }
    return metadata(fields);
  }

  /** The metadata of a document that needs none. */
  static Metadata readOptional(Fields document) {
    return document.object("metadata", MetadataCodec::metadata).orElse(Metadata.named(""));
  }

  private static Metadata metadata(Fields fields) {
    return new Metadata(
        fields.text("name").orElse(""),
        fields.said("namespace"),
        strings(fields, "labels"),
        strings(fields, "annotations"),
        fields.others(OTHERS));
  }

  /** Here, other than in a spec, the API server reads null as empty text. */
  private static Map<String, String> strings(Fields metadata, String name) {
    return metadata.value(name).map(value -> value.textMap(Optional.of(""))).orElse(Map.of());
  }
}
