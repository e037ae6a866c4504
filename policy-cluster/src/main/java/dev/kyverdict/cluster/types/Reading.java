package dev.kyverdict.cluster.types;

import dev.kyverdict.cluster.types.Rules.FieldValidation;
import dev.kyverdict.cluster.types.Rules.Read;
import dev.kyverdict.values.GoFormat;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads objects of requests: {@code transformDecodeError} of {@code
 * k8s.io/apiserver/pkg/endpoints/handlers/rest.go} and the decoders of custom resources in {@code
 * apiextensions-apiserver/pkg/apiserver/customresource_handler.go}.
 */
final class Reading {

  private Reading() {}

  static Read body(ResourceType type, JsonNode body, FieldValidation validation) {
    Decoded decoded = decode(type, body);
    if (!decoded.error().isEmpty()) {
      throw cannot(type, decoded.error());
    }
    if (validation == FieldValidation.STRICT && !decoded.unknown().isEmpty()) {
      throw cannot(type, strict(decoded.unknown()));
    }
    return read(type, decoded, validation);
  }

  static Read patched(ResourceType type, JsonNode object, FieldValidation validation) {
    Decoded decoded = decode(type, object);
    String error =
        decoded.error().isEmpty()
                && validation == FieldValidation.STRICT
                && !decoded.unknown().isEmpty()
            ? strict(decoded.unknown())
            : decoded.error();
    if (!error.isEmpty()) {
      FieldError wrong = FieldError.invalid("patch", GoFormat.json(object), error);
      throw RefusedException.invalid("", "", "", List.of(wrong));
    }
    return read(type, decoded, validation);
  }

  private static Read read(ResourceType type, Decoded decoded, FieldValidation validation) {
    List<String> warnings =
        validation == FieldValidation.WARN
            ? decoded.unknown().stream().map(Reading::unknownField).toList()
            : List.of();
    return new Read(withDefaults(type, decoded.object()), warnings);
  }

  static JsonNode withDefaults(ResourceType type, JsonNode object) {
    return type.custom().isPresent()
        ? CustomDefaults.add(type.shape(), object)
        : Defaults.add(type, object);
  }

  /**
   * What came of decoding.
   *
   * @param object without unknown fields
   * @param unknown their paths
   * @param error why it is refused; empty when it is not
   */
  record Decoded(JsonNode object, List<String> unknown, String error) {}

  private static Decoded decode(ResourceType type, JsonNode body) {
    if (type.custom().isPresent()) {
      return CustomDecoding.decode(type.shape(), body);
    }
    GoDecoding decoding = new GoDecoding();
    JsonNode object = decoding.decode(type.shape(), body);
    if (object instanceof ObjectNode node && decoding.error().isEmpty()) {
      node.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    }
    return new Decoded(object, decoding.unknown(), decoding.error());
  }

  private static RefusedException cannot(ResourceType type, String error) {
    return RefusedException.badRequest(
        "%s in version %s cannot be handled as a %s: %s"
            .formatted(type.kind(), FieldError.quoted(type.version()), type.kind(), error));
  }

  private static String strict(List<String> unknown) {
    return unknown.stream()
        .map(Reading::unknownField)
        .collect(Collectors.joining(", ", "strict decoding error: ", ""));
  }

  private static String unknownField(String path) {
    return "unknown field " + FieldError.quoted(path);
  }
}
