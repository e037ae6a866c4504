package dev.kyverdict.render;

import dev.kyverdict.model.Validate.PodSecurity;
import dev.kyverdict.model.Validate.PodSecurityExclude;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** {@code validate.podSecurity}. */
final class PodSecurityCodec {

  private static final List<String> LEVELS = List.of("privileged", "baseline", "restricted");

  private static final List<String> VERSIONS =
      Stream.concat(
              IntStream.rangeClosed(19, 32).mapToObj(minor -> "v1." + minor), Stream.of("latest"))
          .toList();

  private PodSecurityCodec() {}

  static ObjectNode write(PodSecurity pods) {
    return new Mapping()
        .text("level", pods.level())
        .text("version", pods.version())
        .list("exclude", pods.exclude(), PodSecurityCodec::write)
        .node();
  }

  static PodSecurity read(Fields fields) {
    return new PodSecurity(
        fields.oneOf("level", LEVELS),
        fields.oneOf("version", VERSIONS),
        fields.list("exclude", PodSecurityCodec::exclude));
  }

  private static ObjectNode write(PodSecurityExclude exclude) {
    return new Mapping()
        .text("controlName", exclude.controlName())
        .texts("images", exclude.images())
        .text("restrictedField", exclude.restrictedField())
        .texts("values", exclude.values())
        .node();
  }

  private static PodSecurityExclude exclude(Fields fields) {
    return new PodSecurityExclude(
        fields
            .required("controlName")
            .flatMap(value -> value.oneOf(PodSecurityExclude.CONTROLS))
            .orElse(""),
        fields.texts("images"),
        fields.said("restrictedField"),
        fields.texts("values"));
  }
}
