package dev.kyverdict.judge;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.model.Match.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;

/**
 * Reads the {@code request} of a case and fills in what an API server would say: kind, resource,
 * name, namespace, operation, user. The options stay null when the request gives none.
 */
public final class RequestReader {

  private static final String UID = "00000000-0000-0000-0000-000000000001";

  private static final UserInfo ALICE = UserInfo.of("alice", "dev", "system:authenticated");

  private RequestReader() {}

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException when it holds neither an object nor an old one, or an unknown
   *     operation
   */
  public static AdmissionRequest read(JsonNode tree) {
    JsonNode object = nodeOrNull(tree.path("object"));
    JsonNode oldObject = nodeOrNull(tree.path("oldObject"));
    JsonNode body = object.isNull() ? oldObject : object;
    if (body.isNull()) {
      throw new IllegalArgumentException("request: neither object nor oldObject");
    }
    ResourceKind own = kind(tree.path("kind")).orElseGet(() -> kindOf(body));
    ResourceKind parent = kind(tree.path("parentKind")).orElse(own);
    String name = text(tree, "name").orElse(body.path("metadata").path("name").asString(""));
    return new AdmissionRequest(
        text(tree, "uid").orElse(UID),
        own,
        parent,
        text(tree.path("resource"), "resource").orElseGet(parent::plural),
        text(tree, "subResource").orElse(""),
        name,
        namespace(tree, body, parent, name),
        Operation.valueOf(text(tree, "operation").orElse("CREATE")),
        user(tree),
        object,
        oldObject,
        nodeOrNull(tree.path("options")),
        tree.path("dryRun").asBoolean(false),
        labels(tree.path("namespaceLabels")));
  }

  private static String namespace(JsonNode tree, JsonNode body, ResourceKind top, String name) {
    Optional<String> stated = text(tree, "namespace");
    if (stated.isPresent()) {
      return stated.get();
    }
    return top.group().isEmpty() && top.kind().equals("Namespace")
        ? name
        : body.path("metadata").path("namespace").asString("");
  }

  private static ResourceKind kindOf(JsonNode body) {
    return ResourceKind.of(body.path("apiVersion").asString(""), body.path("kind").asString(""));
  }

  private static Optional<ResourceKind> kind(JsonNode tree) {
    return tree.isObject()
        ? Optional.of(
            new ResourceKind(
                tree.path("group").asString(""),
                tree.path("version").asString(""),
                tree.path("kind").asString("")))
        : Optional.empty();
  }

  private static UserInfo user(JsonNode tree) {
    JsonNode info = tree.path("userInfo");
    UserInfo user = ALICE;
    if (text(info, "username").isPresent() || info.has("groups")) {
      user =
          new UserInfo(
              info.path("username").asString(""),
              text(info, "uid"),
              texts(info.path("groups")),
              extra(info.path("extra")),
              List.of(),
              List.of());
    }
    return new UserInfo(
        user.username(),
        user.uid(),
        user.groups(),
        user.extra(),
        texts(tree.path("roles")),
        texts(tree.path("clusterRoles")));
  }

  private static Map<String, List<String>> extra(JsonNode tree) {
    Map<String, List<String>> result = new LinkedHashMap<>();
    tree.properties().forEach(entry -> result.put(entry.getKey(), texts(entry.getValue())));
    return result;
  }

  static Map<String, String> labels(JsonNode tree) {
    Map<String, String> result = new LinkedHashMap<>();
    tree.properties().forEach(entry -> result.put(entry.getKey(), entry.getValue().asString("")));
    return result;
  }

  private static List<String> texts(JsonNode tree) {
    List<String> result = new ArrayList<>();
    tree.forEach(item -> result.add(item.asString("")));
    return result;
  }

  private static Optional<String> text(JsonNode tree, String field) {
    return Optional.of(tree.path(field).asString("")).filter(text -> !text.isEmpty());
  }

  private static JsonNode nodeOrNull(JsonNode node) {
    return node instanceof MissingNode ? NullNode.getInstance() : node;
  }
}
