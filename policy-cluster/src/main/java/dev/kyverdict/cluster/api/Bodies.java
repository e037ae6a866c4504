package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.values.GoNumbers;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of POST and PUT. */
final class Bodies {

  private Bodies() {}

  /** The body as an object of the resource's own kind. */
  static JsonNode of(Call call, ResourceType type) {
    checkContentType(call, type);
    JsonNode body = GoNumbers.integers(call.request().body());
    if (!(body instanceof ObjectNode)) {
      throw Refusal.badRequest(
          "couldn't get version/kind; json parse error: json: cannot unmarshal %s into Go value of"
                  .formatted(word(body))
              + " type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind"
              + " string \"json:\\\"kind,omitempty\\\"\" }");
    }
    String apiVersion = body.path("apiVersion").asString("");
    String kind = body.path("kind").asString("");
    checkKind(type, apiVersion, kind);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    body.properties().stream()
        .filter(it -> !it.getKey().equals("apiVersion") && !it.getKey().equals("kind"))
        .forEach(it -> object.set(it.getKey(), it.getValue()));
    return Fields.decoded(call, type, object);
  }

  private static void checkContentType(Call call, ResourceType type) {
    String whole = call.request().contentType();
    int semicolon = whole.indexOf(';');
    String contentType = semicolon < 0 ? whole : whole.substring(0, semicolon).stripTrailing();
    List<String> accepted =
        type.custom().isPresent()
            ? List.of(Request.JSON, "application/yaml")
            : List.of(Request.JSON, "application/yaml", "application/vnd.kubernetes.protobuf");
    if (!contentType.isEmpty() && !accepted.contains(contentType)) {
      throw Refusal.unsupportedMediaType(accepted);
    }
  }

  private static void checkKind(ResourceType type, String apiVersion, String kind) {
    if (!apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion())) {
      throw Refusal.badRequest(
          "the API version in the data (%s) does not match the expected API version (%s)"
              .formatted(apiVersion, type.apiVersion()));
    }
    if (!kind.isEmpty() && !kind.equals(type.kind())) {
      throw Refusal.badRequest(
          type.custom().isPresent()
              ? "the kind in the data (%s) does not match the expected kind (%s)"
                  .formatted(kind, type.kind())
              : "%s in version \"%s\" cannot be handled as a %s: converting (v1.%s) to (v1.%s):"
                      .formatted(kind, type.version(), type.kind(), kind, type.kind())
                  + " unknown conversion");
    }
  }

  private static String word(JsonNode body) {
    return body.isString() ? "string" : body.isArray() ? "array" : "number";
  }
}
