package dev.kyverdict.cluster.kyverno;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.values.GoNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** An admission request as it stands in an UpdateRequest ({@code k8s.io/api/admission/v1}). */
final class AdmissionReview {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AdmissionReview() {}

  static ObjectNode write(AdmissionRequest request) {
    ObjectNode json = NODES.objectNode();
    json.put("uid", request.uid());
    json.set("kind", kind(request.kind()));
    json.set("resource", resource(request));
    optional(json, "subResource", request.subResource());
    json.set("requestKind", kind(request.kind()));
    json.set("requestResource", resource(request));
    optional(json, "requestSubResource", request.subResource());
    optional(json, "name", request.name());
    optional(json, "namespace", request.namespace());
    json.put("operation", request.operation().name());
    json.set("userInfo", user(request.user()));
    json.set("object", GoNumbers.integers(request.object()));
    json.set("oldObject", GoNumbers.integers(request.oldObject()));
    json.put("dryRun", request.dryRun());
    json.set("options", request.options());
    return json;
  }

  private static ObjectNode kind(ResourceKind kind) {
    return NODES
        .objectNode()
        .put("group", kind.group())
        .put("version", kind.version())
        .put("kind", kind.kind());
  }

  private static ObjectNode resource(AdmissionRequest request) {
    return NODES
        .objectNode()
        .put("group", request.parent().group())
        .put("version", request.parent().version())
        .put("resource", request.resource());
  }

  private static void optional(ObjectNode json, String key, String value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }

  /** {@code userInfo}. */
  static ObjectNode user(UserInfo user) {
    ObjectNode json = NODES.objectNode();
    optional(json, "username", user.username());
    user.uid().ifPresent(uid -> optional(json, "uid", uid));
    if (!user.groups().isEmpty()) {
      user.groups().forEach(json.putArray("groups")::add);
    }
    if (!user.extra().isEmpty()) {
      ObjectNode extra = json.putObject("extra");
      user.extra().forEach((key, values) -> values.forEach(extra.putArray(key)::add));
    }
    return json;
  }

  static void writeRoles(ObjectNode info, UserInfo user) {
    roles(info, "roles", user.roles());
    roles(info, "clusterRoles", user.clusterRoles());
  }

  private static void roles(ObjectNode info, String key, List<String> roles) {
    if (!roles.isEmpty()) {
      ArrayNode list = info.putArray(key);
      roles.forEach(list::add);
    }
  }

  static AdmissionRequest read(JsonNode json, JsonNode info, Map<String, String> labels) {
    ResourceKind kind =
        new ResourceKind(
            json.path("kind").path("group").asString(""),
            json.path("kind").path("version").asString(""),
            json.path("kind").path("kind").asString(""));
    return new AdmissionRequest(
        json.path("uid").asString(""),
        kind,
        kind,
        json.path("resource").path("resource").asString(""),
        json.path("subResource").asString(""),
        json.path("name").asString(""),
        json.path("namespace").asString(""),
        Operation.valueOf(json.path("operation").asString("CREATE")),
        user(json.path("userInfo"), info),
        object(json.path("object")),
        object(json.path("oldObject")),
        object(json.path("options")),
        json.path("dryRun").asBoolean(false),
        labels);
  }

  private static JsonNode object(JsonNode node) {
    return node.isMissingNode() ? NullNode.getInstance() : GoNumbers.floats(node);
  }

  private static UserInfo user(JsonNode json, JsonNode info) {
    Map<String, List<String>> extra = new LinkedHashMap<>();
    json.path("extra")
        .properties()
        .forEach(entry -> extra.put(entry.getKey(), texts(entry.getValue())));
    return new UserInfo(
        json.path("username").asString(""),
        Optional.of(json.path("uid").asString("")).filter(uid -> !uid.isEmpty()),
        texts(json.path("groups")),
        extra,
        texts(info.path("roles")),
        texts(info.path("clusterRoles")));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.asString("")));
    return texts;
  }
}
