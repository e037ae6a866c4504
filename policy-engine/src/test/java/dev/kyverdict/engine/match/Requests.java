package dev.kyverdict.engine.match;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.model.Match.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Requests for tests, as an API server would send them. */
public final class Requests {

  private static final JsonNode NOTHING = JsonNodeFactory.instance.nullNode();

  private Requests() {}

  /** CREATE of an object by alice of the group dev. */
  public static AdmissionRequest create(String json) {
    JsonNode object = JsonMapper.shared().readTree(json);
    return of(object, Operation.CREATE, object, NOTHING, "");
  }

  /** DELETE of an object. */
  public static AdmissionRequest delete(String json) {
    JsonNode object = JsonMapper.shared().readTree(json);
    return of(object, Operation.DELETE, NOTHING, object, "");
  }

  /** UPDATE of a subresource that has the form of the object itself. */
  public static AdmissionRequest update(String json, String subResource) {
    JsonNode object = JsonMapper.shared().readTree(json);
    return of(object, Operation.UPDATE, object, object, subResource);
  }

  private static AdmissionRequest of(
      JsonNode head, Operation operation, JsonNode object, JsonNode old, String subResource) {
    ResourceKind kind =
        ResourceKind.of(head.path("apiVersion").asString("v1"), head.path("kind").asString("Pod"));
    String name = head.path("metadata").path("name").asString("");
    return new AdmissionRequest(
        "1",
        kind,
        kind,
        kind.kind().toLowerCase(Locale.ROOT) + "s",
        subResource,
        name,
        kind.kind().equals("Namespace")
            ? name
            : head.path("metadata").path("namespace").asString(""),
        operation,
        UserInfo.of("alice", "dev"),
        object,
        old,
        NOTHING,
        false,
        Map.of("env", "dev"));
  }

  /** The same by somebody else. */
  public static AdmissionRequest by(AdmissionRequest request, UserInfo user) {
    return new AdmissionRequest(
        request.uid(),
        request.kind(),
        request.parent(),
        request.resource(),
        request.subResource(),
        request.name(),
        request.namespace(),
        request.operation(),
        user,
        request.object(),
        request.oldObject(),
        request.options(),
        request.dryRun(),
        request.namespaceLabels());
  }

  /** A user with roles. */
  public static UserInfo withRoles(String role, String clusterRole) {
    return new UserInfo(
        "bob", Optional.empty(), List.of(), Map.of(), List.of(role), List.of(clusterRole));
  }
}
