package dev.kyverdict.cluster.api;

import java.io.Serial;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request is refused with a Status, in the words of {@code
 * k8s.io/apimachinery/pkg/api/errors/errors.go}.
 */
final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient JsonNode status;

  private Refusal(JsonNode status) {
    super(status.path("message").asString(""), null, false, false);
    this.status = status;
  }

  /** The group and the plural, as in {@code deployments.apps}. */
  static String qualified(String group, String resource) {
    return group.isEmpty() ? resource : resource + "." + group;
  }

  /** Why, for one field. */
  record Cause(String reason, String message, String field) {}

  static Refusal notFound(String group, String resource, String name) {
    String message = "%s \"%s\" not found".formatted(qualified(group, resource), name);
    return new Refusal(status(404, "NotFound", message, details(group, resource, name)));
  }

  static Refusal alreadyExists(String group, String resource, String name) {
    String message = "%s \"%s\" already exists".formatted(qualified(group, resource), name);
    return new Refusal(status(409, "AlreadyExists", message, details(group, resource, name)));
  }

  static Refusal existsButGoes(String group, String resource, String name) {
    String message =
        "object is being deleted: %s \"%s\" already exists"
            .formatted(qualified(group, resource), name);
    return new Refusal(status(409, "AlreadyExists", message, details(group, resource, name)));
  }

  static Refusal conflict(String group, String resource, String name, String why) {
    String message =
        "Operation cannot be fulfilled on %s \"%s\": %s"
            .formatted(qualified(group, resource), name, why);
    return new Refusal(status(409, "Conflict", message, details(group, resource, name)));
  }

  static Refusal modified(String group, String resource, String name) {
    return conflict(
        group,
        resource,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static Refusal forbidden(String group, String resource, String name, String why) {
    return forbidden(group, resource, name, why, List.of());
  }

  static Refusal forbidden(
      String group, String resource, String name, String why, List<Cause> causes) {
    String what =
        resource.isEmpty() && group.isEmpty()
            ? "forbidden: "
            : name.isEmpty()
                ? qualified(group, resource) + " is forbidden: "
                : "%s \"%s\" is forbidden: ".formatted(qualified(group, resource), name);
    ObjectNode details = details(group, resource, name);
    if (!causes.isEmpty()) {
      details.set("causes", causes(causes));
    }
    return new Refusal(status(403, "Forbidden", what + why, details));
  }

  /**
   * Of an invalid object.
   *
   * @param summary what stands behind {@code is invalid: }
   */
  static Refusal invalid(
      String group, String kind, String name, String summary, List<Cause> causes) {
    String message =
        "%s \"%s\" is invalid".formatted(qualified(group, kind), name)
            + (summary.isEmpty() ? "" : ": " + summary);
    ObjectNode details = details(group, kind, name);
    if (!causes.isEmpty()) {
      details.set("causes", causes(causes));
    }
    return new Refusal(status(422, "Invalid", message, details));
  }

  /** Of a replacement that does not say what it replaces. */
  static Refusal noVersion(String group, String resource, String name) {
    String body = "Invalid value: 0: must be specified for an update";
    return invalid(
        group,
        resource,
        name,
        "metadata.resourceVersion: " + body,
        List.of(new Cause("FieldValueInvalid", body, "metadata.resourceVersion")));
  }

  static Refusal badRequest(String message) {
    return new Refusal(status(400, "BadRequest", message));
  }

  static Refusal unsupportedMediaType(List<String> accepted) {
    return new Refusal(
        status(
            415,
            "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include: "
                + String.join(", ", accepted)));
  }

  static Refusal methodNotSupported(String group, String resource, String verb) {
    String message =
        "%s is not supported on resources of kind \"%s\""
            .formatted(verb, qualified(group, resource));
    return new Refusal(status(405, "MethodNotAllowed", message, details(group, resource, "")));
  }

  /** What the router says of a method that no handler takes. */
  static Refusal methodNotAllowed() {
    return new Refusal(
        status(
            405,
            "MethodNotAllowed",
            "the server does not allow this method on the requested resource",
            JsonNodeFactory.instance.objectNode()));
  }

  /** What the router says of a resource that a known group does not have. */
  static Refusal noSuchResource() {
    return new Refusal(
        status(
            404,
            "NotFound",
            "the server could not find the requested resource",
            JsonNodeFactory.instance.objectNode()));
  }

  static Refusal internal(String why) {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details.putArray("causes").addObject().put("message", why);
    return new Refusal(status(500, "InternalError", "Internal error occurred: " + why, details));
  }

  /** Of a webhook, with the code and the message that it chose. */
  static Refusal ofWebhook(int code, String message) {
    if (code == 500) {
      return internal(message.replaceFirst("^Internal error occurred: ", ""));
    }
    return new Refusal(status(code, reason(code), message));
  }

  /** Any other Status. */
  static Refusal of(int code, String reason, String message) {
    return new Refusal(status(code, reason, message));
  }

  private static String reason(int code) {
    return switch (code) {
      case 400 -> "BadRequest";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 409 -> "Conflict";
      case 422 -> "Invalid";
      case 429 -> "TooManyRequests";
      case 504 -> "Timeout";
      default -> "";
    };
  }

  int code() {
    return status.path("code").asInt(500);
  }

  JsonNode status() {
    return status;
  }

  /** Whether it is so that the object exists already. */
  boolean isAlreadyExists() {
    return status.path("reason").asString("").equals("AlreadyExists");
  }

  private static ObjectNode details(String group, String kind, String name) {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    if (!kind.isEmpty()) {
      details.put("kind", kind);
    }
    return details;
  }

  private static ArrayNode causes(List<Cause> causes) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Cause cause : causes) {
      ObjectNode entry = list.addObject();
      if (!cause.reason().isEmpty()) {
        entry.put("reason", cause.reason());
      }
      entry.put("message", cause.message());
      if (!cause.field().isEmpty()) {
        entry.put("field", cause.field());
      }
    }
    return list;
  }

  private static ObjectNode status(int code, String reason, String message, ObjectNode details) {
    ObjectNode status = status(code, reason, message);
    status.remove("code");
    status.set("details", details);
    return status.put("code", code);
  }

  private static ObjectNode status(int code, String reason, String message) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure").put("message", message);
    if (!reason.isEmpty()) {
      status.put("reason", reason);
    }
    return status.put("code", code);
  }
}
