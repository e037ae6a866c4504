package dev.kyverdict.cluster.types;

import java.io.Serial;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An object or a patch is refused: with a Status as apimachinery's {@code api/errors} makes it. */
public final class RefusedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient JsonNode status;

  private RefusedException(JsonNode status) {
    super(status.path("message").asString(""), null, false, false);
    this.status = status;
  }

  /** The Status. */
  public JsonNode status() {
    return status;
  }

  /** The HTTP status. */
  public int code() {
    return status.path("code").asInt(500);
  }

  /** Of what cannot be understood. */
  public static RefusedException badRequest(String message) {
    return new RefusedException(status(400, "BadRequest", message, Optional.empty()));
  }

  /** Of an object whose fields are wrong. */
  static RefusedException invalid(ResourceType type, String name, List<FieldError> errors) {
    return invalid(type.group(), type.kind(), name, errors);
  }

  /** Of anything whose fields are wrong. */
  public static RefusedException invalid(
      String group, String kind, String name, List<FieldError> errors) {
    Set<String> texts = new LinkedHashSet<>();
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    put(details, "name", name);
    put(details, "group", group);
    put(details, "kind", kind);
    ArrayNode causes = JsonNodeFactory.instance.arrayNode();
    for (FieldError error : errors) {
      texts.add(error.toString());
      ObjectNode cause = causes.addObject();
      cause.put("reason", error.type().reason()).put("message", error.body());
      cause.put("field", error.field());
    }
    details.set("causes", causes);
    String all = texts.size() == 1 ? texts.iterator().next() : "[" + String.join(", ", texts) + "]";
    String qualified = group.isEmpty() ? kind : kind + "." + group;
    String message = qualified + " " + FieldError.quoted(name) + " is invalid: " + all;
    return new RefusedException(status(422, "Invalid", message, Optional.of(details)));
  }

  /** Of a JSON patch that does not apply. */
  public static RefusedException unprocessable() {
    return new RefusedException(
        status(
            422,
            "Invalid",
            "the server rejected our request due to an error in our request",
            Optional.of(JsonNodeFactory.instance.objectNode())));
  }

  /** Of too large a patch. */
  public static RefusedException tooLarge(String message) {
    return new RefusedException(status(413, "RequestEntityTooLarge", message, Optional.empty()));
  }

  /** Of a strategic merge patch of a custom resource. */
  public static RefusedException unsupportedMediaType(List<String> accepted) {
    String message =
        "the body of the request was in an unknown format - accepted media types include: "
            + String.join(", ", accepted);
    return new RefusedException(status(415, "UnsupportedMediaType", message, Optional.empty()));
  }

  /** Of a conflict in server-side apply. */
  public static RefusedException conflict(String message, JsonNode causes) {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details.set("causes", causes);
    return new RefusedException(status(409, "Conflict", message, Optional.of(details)));
  }

  /** Of an error that the API server does not expect. */
  public static RefusedException internal(String message) {
    return new RefusedException(status(500, "", message, Optional.empty()));
  }

  private static JsonNode status(
      int code, String reason, String message, Optional<ObjectNode> details) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure").put("message", message);
    put(status, "reason", reason);
    details.ifPresent(it -> status.set("details", it));
    return status.put("code", code);
  }

  private static void put(ObjectNode object, String key, String value) {
    if (!value.isEmpty()) {
      object.put(key, value);
    }
  }
}
