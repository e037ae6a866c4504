package dev.kyverdict.engine.match.cel;

import com.google.protobuf.NullValue;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.engine.match.MatchConditions.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the variables of a match condition hold; a field that is empty is mostly left out. */
final class RequestVariables {

  private static final String NAMESPACE = "namespace";
  private static final String METADATA = "metadata";
  private static final double LARGEST_WHOLE = 0x1p63;

  private RequestVariables() {}

  static Map<String, Object> of(AdmissionRequest request, View view) {
    return switch (view) {
      case API_SERVER ->
          Map.of(
              "object", value(request.object()),
              "oldObject", value(request.oldObject()),
              "request", request(request, request.kind(), request.name(), request.namespace()),
              "namespaceObject", namespace(request));
      case ENGINE -> {
        Map<String, Object> object = object(request, request.object());
        JsonNode metadata = request.object().path(METADATA);
        String name = metadata.path("name").asString("");
        String namespace =
            request.object().isObject() && object.get(METADATA) instanceof Map<?, ?> map
                ? String.valueOf(map.containsKey(NAMESPACE) ? map.get(NAMESPACE) : "")
                : "";
        Map<String, Object> asked = request(request, request.parent(), name, namespace);
        asked.put("dryRun", false);
        asked.put("options", NullValue.NULL_VALUE);
        yield Map.of(
            "object",
            object,
            "oldObject",
            object(request, request.oldObject()),
            "request",
            asked,
            "namespaceObject",
            NullValue.NULL_VALUE);
      }
    };
  }

  /** As Kyverno sets it up: with the kind and the namespace of the request, and never null. */
  private static Map<String, Object> object(AdmissionRequest request, JsonNode tree) {
    Map<String, Object> object = fields(tree);
    object.put("apiVersion", request.parent().apiVersion());
    object.put("kind", request.parent().kind());
    boolean namespaced =
        !request.namespace().isEmpty() && !request.kind().kind().equals("Namespace");
    if (tree.isObject() && namespaced) {
      Map<String, Object> metadata = fields(tree.path(METADATA));
      metadata.put(NAMESPACE, request.namespace());
      object.put(METADATA, metadata);
    }
    return object;
  }

  private static Map<String, Object> request(
      AdmissionRequest request, ResourceKind kind, String name, String namespace) {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("kind", kind(kind));
    asked.put("requestKind", kind(kind));
    asked.put("resource", resource(request));
    asked.put("requestResource", resource(request));
    putText(asked, "subResource", request.subResource());
    putText(asked, "requestSubResource", request.subResource());
    putText(asked, "name", name);
    putText(asked, NAMESPACE, namespace);
    asked.put("operation", request.operation().name());
    asked.put("userInfo", user(request.user()));
    asked.put("dryRun", request.dryRun());
    asked.put("options", value(request.options()));
    return asked;
  }

  private static Map<String, Object> kind(ResourceKind kind) {
    return Map.of("group", kind.group(), "version", kind.version(), "kind", kind.kind());
  }

  private static Map<String, Object> resource(AdmissionRequest request) {
    return Map.of(
        "group", request.parent().group(),
        "version", request.parent().version(),
        "resource", request.resource());
  }

  private static Map<String, Object> user(UserInfo user) {
    Map<String, Object> asking = new LinkedHashMap<>();
    putText(asking, "username", user.username());
    putText(asking, "uid", user.uid().orElse(""));
    if (!user.groups().isEmpty()) {
      asking.put("groups", user.groups());
    }
    if (!user.extra().isEmpty()) {
      asking.put("extra", user.extra());
    }
    return asking;
  }

  private static void putText(Map<String, Object> map, String key, String text) {
    if (!text.isEmpty()) {
      map.put(key, text);
    }
  }

  private static Object namespace(AdmissionRequest request) {
    if (request.namespace().isEmpty()) {
      return NullValue.NULL_VALUE;
    }
    Map<String, String> labels = new LinkedHashMap<>(request.namespaceLabels());
    labels.putIfAbsent("kubernetes.io/metadata.name", request.namespace());
    return Map.of(METADATA, Map.of("name", request.namespace(), "labels", labels));
  }

  private static Map<String, Object> fields(JsonNode tree) {
    Map<String, Object> fields = new LinkedHashMap<>();
    tree.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
    return fields;
  }

  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> fields(node);
      case ARRAY -> {
        List<Object> elements = new ArrayList<>(node.size());
        node.values().forEach(element -> elements.add(value(element)));
        yield elements;
      }
      case STRING -> node.stringValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node.doubleValue());
      default -> NullValue.NULL_VALUE;
    };
  }

  /** Objects hold whole numbers as such. */
  private static Object number(double number) {
    return number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE
        ? (Object) (long) number
        : (Object) number;
  }
}
