package dev.kyverdict.cluster;

import dev.kyverdict.engine.UserInfo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A request to an API server.
 *
 * @param user who asks
 * @param method the HTTP method
 * @param path the path with its query, as {@code /api/v1/namespaces/x/pods?limit=1}
 * @param contentType of the body; of a PATCH it says which kind of patch it is
 * @param body the body; a missing node for none
 */
public record Request(
    UserInfo user, Method method, String path, String contentType, JsonNode body) {

  /** {@code application/json}. */
  public static final String JSON = "application/json";

  /** A JSON patch, RFC 6902. */
  public static final String JSON_PATCH = "application/json-patch+json";

  /** A merge patch, RFC 7386. */
  public static final String MERGE_PATCH = "application/merge-patch+json";

  /** A strategic merge patch. */
  public static final String STRATEGIC_MERGE_PATCH = "application/strategic-merge-patch+json";

  /** Server-side apply; the body may be any YAML, here it is always JSON. */
  public static final String APPLY_PATCH = "application/apply-patch+yaml";

  /** An HTTP method. */
  public enum Method {
    /** Read one object or a list. */
    GET,
    /** Create. */
    POST,
    /** Replace. */
    PUT,
    /** Patch. */
    PATCH,
    /** Delete one object or a collection. */
    DELETE
  }

  /** A request without a body. */
  public static Request of(UserInfo user, Method method, String path) {
    return new Request(user, method, path, "", MissingNode.getInstance());
  }

  /** Reads. */
  public static Request get(UserInfo user, String path) {
    return of(user, Method.GET, path);
  }

  @Override
  public String toString() {
    return user.username() + ": " + method + " " + path;
  }
}
