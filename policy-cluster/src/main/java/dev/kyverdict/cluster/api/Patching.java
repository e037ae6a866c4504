package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.api.Refusal.Cause;
import dev.kyverdict.cluster.patch.Ownership;
import dev.kyverdict.cluster.patch.Patches;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.values.GoNumbers;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The patch of a PATCH request.
 *
 * @param call the request
 * @param type the resource
 * @param contentType which kind of patch
 * @param patch the body
 * @param now what time it is
 */
record Patching(Call call, ResourceType type, String contentType, JsonNode patch, Instant now) {

  private static final List<String> CUSTOM =
      List.of(Request.JSON_PATCH, Request.MERGE_PATCH, Request.APPLY_PATCH);
  private static final List<String> BUILT_IN =
      List.of(
          Request.JSON_PATCH,
          Request.MERGE_PATCH,
          Request.STRATEGIC_MERGE_PATCH,
          Request.APPLY_PATCH);

  static Patching of(Call call, ResourceType type, Instant now) {
    String header = call.request().contentType();
    int end = header.indexOf(';');
    String contentType = end > 0 ? header.substring(0, end) : header;
    List<String> accepted = type.custom().isPresent() ? CUSTOM : BUILT_IN;
    if (!accepted.contains(contentType)) {
      throw Refusal.unsupportedMediaType(accepted);
    }
    checkOptions(call, contentType.equals(Request.APPLY_PATCH));
    JsonNode patch = GoNumbers.integers(call.request().body());
    return new Patching(call, type, contentType, patch, now);
  }

  private static void checkOptions(Call call, boolean applies) {
    if (applies && call.query("fieldManager").isEmpty()) {
      throw invalid(
          "fieldManager", "FieldValueRequired", "Required value: is required for apply patch");
    }
    if (!applies && !call.query("force").isEmpty()) {
      throw invalid(
          "force", "FieldValueForbidden", "Forbidden: may not be specified for non-apply patch");
    }
  }

  private static Refusal invalid(String field, String reason, String body) {
    return Refusal.invalid(
        "meta.k8s.io",
        "PatchOptions",
        "",
        field + ": " + body,
        List.of(new Cause(reason, body, field)));
  }

  /** What becomes of an object. */
  JsonNode apply(JsonNode existing) {
    return switch (contentType) {
      case Request.JSON_PATCH -> read(existing, Patches.json(existing, patch));
      case Request.MERGE_PATCH -> read(existing, Patches.merge(existing, patch));
      case Request.STRATEGIC_MERGE_PATCH ->
          read(existing, Patches.strategic(type, existing, patch));
      default -> owned(existing);
    };
  }

  private JsonNode read(JsonNode existing, JsonNode patched) {
    return Managing.updated(call, type, existing, Fields.patched(call, type, patched), now);
  }

  private JsonNode owned(JsonNode existing) {
    boolean force = call.query("force").equals("true");
    JsonNode applied =
        Ownership.apply(
            type,
            call.path().subresource(),
            existing,
            patch,
            call.query("fieldManager"),
            force,
            now);
    return Fields.defaulted(type, applied);
  }

  /** What is made where nothing is: only server-side apply makes something. */
  JsonNode fromNothing() {
    if (!contentType.equals(Request.APPLY_PATCH) || !call.path().subresource().isEmpty()) {
      throw call.notFound(type);
    }
    return owned(MissingNode.getInstance());
  }
}
