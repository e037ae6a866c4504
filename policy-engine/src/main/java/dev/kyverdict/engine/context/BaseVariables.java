package dev.kyverdict.engine.context;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.values.GoNumbers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The variables that every rule has: {@code pkg/engine/policycontext/policy_context.go}. What is
 * empty is absent, save for a few that Go's JSON always writes.
 */
final class BaseVariables {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int SERVICE_ACCOUNT_PREFIX = "system:serviceaccount:".length();

  private BaseVariables() {}

  static ObjectNode of(AdmissionRequest request) {
    ObjectNode root = NODES.objectNode();
    root.set("request", request(request));
    addServiceAccount(root, request.user().username());
    return root;
  }

  /** Of a request that is looked at in the background: less is known. */
  static ObjectNode inBackground(AdmissionRequest request) {
    ObjectNode root = NODES.objectNode();
    ObjectNode node = root.putObject("request");
    boolean deletes = request.operation() == Operation.DELETE;
    JsonNode object = deletes ? request.oldObject() : request.object();
    node.set(deletes ? "oldObject" : "object", GoNumbers.integers(object));
    node.put("namespace", object.path("metadata").path("namespace").asString(""));
    addUser(node, request.user());
    if (request.dryRun()) {
      node.put("synchronize", true);
    }
    node.put("operation", request.operation().name());
    addServiceAccount(root, request.user().username());
    return root;
  }

  private static ObjectNode request(AdmissionRequest request) {
    ObjectNode node = NODES.objectNode().put("uid", request.uid());
    node.set("kind", kind(request.kind()));
    node.set("resource", resource(request));
    putText(node, "subResource", request.subResource());
    node.set("requestKind", kind(request.kind()));
    node.set("requestResource", resource(request));
    putText(node, "requestSubResource", request.subResource());
    putText(node, "name", request.name());
    putText(node, "namespace", request.namespace());
    node.put("operation", request.operation().name());
    addUser(node, request.user());
    if (request.dryRun()) {
      node.put("synchronize", true);
    }
    node.set("object", orNull(request.object()));
    node.set("oldObject", orNull(request.oldObject()));
    node.put("dryRun", request.dryRun());
    node.set("options", orNull(request.options()));
    return node;
  }

  private static JsonNode orNull(JsonNode tree) {
    return tree.isMissingNode() ? NODES.nullNode() : JsonSize.floats(tree);
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

  private static void addUser(ObjectNode request, UserInfo user) {
    ObjectNode info = request.putObject("userInfo");
    putText(info, "username", user.username());
    user.uid().ifPresent(uid -> putText(info, "uid", uid));
    putTexts(info, "groups", user.groups());
    if (!user.extra().isEmpty()) {
      ObjectNode extra = info.putObject("extra");
      user.extra().forEach((key, values) -> extra.set(key, texts(values)));
    }
    putTexts(request, "roles", user.roles());
    putTexts(request, "clusterRoles", user.clusterRoles());
  }

  private static void putText(ObjectNode node, String name, String text) {
    if (!text.isEmpty()) {
      node.put(name, text);
    }
  }

  private static void putTexts(ObjectNode node, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      node.set(name, texts(texts));
    }
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode list = NODES.arrayNode();
    texts.forEach(list::add);
    return list;
  }

  /** Upstream cuts off as many bytes as the prefix has, whatever they are. */
  private static void addServiceAccount(ObjectNode root, String username) {
    byte[] bytes = username.getBytes(StandardCharsets.UTF_8);
    int length = Math.max(0, bytes.length - SERVICE_ACCOUNT_PREFIX);
    String rest = new String(bytes, bytes.length - length, length, StandardCharsets.UTF_8);
    String[] parts = rest.split(":", -1);
    root.put("serviceAccountName", parts.length > 1 ? parts[1] : "");
    root.put("serviceAccountNamespace", parts.length > 1 ? parts[0] : "");
  }
}
