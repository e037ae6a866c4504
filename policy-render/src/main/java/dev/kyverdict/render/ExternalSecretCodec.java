package dev.kyverdict.render;

import dev.kyverdict.model.kube.ExternalSecret.Data;
import dev.kyverdict.model.kube.ExternalSecret.Spec;
import dev.kyverdict.model.kube.ExternalSecret.Store;
import dev.kyverdict.model.kube.ExternalSecret.Target;
import dev.kyverdict.model.kube.ExternalSecret.Template;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code spec} of an {@code ExternalSecret}. */
final class ExternalSecretCodec {

  private static final List<String> REFRESH = List.of("CreatedOnce", "Periodic", "OnChange");
  private static final List<String> STORES = List.of("SecretStore", "ClusterSecretStore");
  private static final List<String> CREATION =
      List.of("Owner", "Orphan", "Merge", "None", "CreateOrMerge");
  private static final List<String> DELETION = List.of("Delete", "Merge", "Retain");
  private static final List<String> REMOTE_OTHERS =
      List.of(
          "version", "conversionStrategy", "decodingStrategy", "metadataPolicy", "nullBytePolicy");

  /** What the API server makes of an absent target. */
  private static final Target PLAIN =
      new Target(
          Optional.empty(),
          "Owner",
          "Retain",
          Optional.empty(),
          JsonNodeFactory.instance.objectNode());

  private ExternalSecretCodec() {}

  static ObjectNode write(Spec spec) {
    return new Mapping()
        .text("refreshInterval", spec.refreshInterval())
        .text("refreshPolicy", spec.refreshPolicy())
        .object("secretStoreRef", spec.store(), ExternalSecretCodec::write)
        .tree("target", Optional.of(write(spec.target())))
        .list("data", spec.data(), ExternalSecretCodec::write)
        .list("dataFrom", spec.dataFrom(), Defaults::dataFrom)
        .all(spec.other())
        .node();
  }

  static Spec read(Fields fields) {
    return new Spec(
        fields.text("refreshInterval").orElse("1h0m0s"),
        fields.oneOf("refreshPolicy", REFRESH),
        fields.object("secretStoreRef", ExternalSecretCodec::store),
        fields.object("target", ExternalSecretCodec::target).orElse(PLAIN),
        fields.list("data", ExternalSecretCodec::data),
        fields.items("dataFrom", Value::mapping).stream().map(Defaults::dataFrom).toList(),
        fields.others(List.of("syncWindows")));
  }

  private static ObjectNode write(Store store) {
    return new Mapping().text("name", store.name()).text("kind", store.kind()).node();
  }

  private static Store store(Fields fields) {
    return new Store(fields.text("name"), fields.oneOf("kind", STORES));
  }

  private static ObjectNode write(Target target) {
    return new Mapping()
        .text("name", target.name())
        .text("creationPolicy", target.creationPolicy())
        .text("deletionPolicy", target.deletionPolicy())
        .all(target.other())
        .object("template", target.template(), ExternalSecretCodec::write)
        .node();
  }

  private static Target target(Fields fields) {
    return new Target(
        fields.text("name"),
        fields.oneOf("creationPolicy", CREATION).orElse("Owner"),
        fields.oneOf("deletionPolicy", DELETION).orElse("Retain"),
        fields.object("template", ExternalSecretCodec::template),
        fields.others(List.of("immutable", "manifest")));
  }

  private static ObjectNode write(Template template) {
    return new Mapping()
        .text("engineVersion", template.engineVersion())
        .text("mergePolicy", template.mergePolicy())
        .text("type", template.type())
        .all(Defaults.template(template.other()))
        .texts("data", template.data())
        .node();
  }

  private static Template template(Fields fields) {
    return new Template(
        fields.oneOf("engineVersion", List.of("v2")).orElse("v2"),
        fields.oneOf("mergePolicy", List.of("Replace", "Merge")).orElse("Replace"),
        fields.text("type"),
        fields.textMap("data"),
        Defaults.template(fields.others(List.of("metadata", "templateFrom"))));
  }

  private static ObjectNode write(Data data) {
    return new Mapping()
        .text("secretKey", data.secretKey())
        .tree(
            "remoteRef",
            Optional.of(
                new Mapping()
                    .text("key", data.remoteKey())
                    .text("property", data.property())
                    .all(data.other())
                    .node()))
        .tree("sourceRef", data.sourceRef().map(Defaults::sourceRef))
        .node();
  }

  private static Data data(Fields fields) {
    Fields remote = fields.requiredObject("remoteRef");
    return new Data(
        fields.requiredText("secretKey"),
        remote.requiredText("key"),
        remote.text("property"),
        remote.others(REMOTE_OTHERS),
        fields.mapping("sourceRef").map(Defaults::sourceRef));
  }
}
