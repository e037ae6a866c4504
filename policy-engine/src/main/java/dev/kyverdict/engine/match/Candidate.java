package dev.kyverdict.engine.match;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.model.Match.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An object of a request as rules match it. Kind and namespace are those of the request, whatever
 * the object says ({@code pkg/utils/admission/resource.go}). Meant to be made once for a request
 * and given to all rules; not for several threads at a time.
 */
public final class Candidate {

  private static final String METADATA = "metadata";

  private final AdmissionRequest request;
  private final Operation operation;
  private final boolean admission;
  private final boolean operated;
  private final JsonNode object;
  private final String name;
  private @Nullable Map<String, String> labels;
  private @Nullable Map<String, String> annotations;

  private Candidate(
      AdmissionRequest request,
      Operation operation,
      boolean admission,
      boolean operated,
      JsonNode object) {
    this.request = request;
    this.operation = operation;
    this.admission = admission;
    this.operated = operated;
    this.object = object;
    this.name = object.path(METADATA).path("name").asString("");
  }

  /** The object that rules match: the new one, or the old one where there is no new one. */
  public static Candidate of(AdmissionRequest request) {
    return request.object().isObject()
        ? of(request, request.object())
        : of(request, request.oldObject());
  }

  /**
   * Any object of a request, such as the old one or a patched one. A request that says nothing of
   * its user counts as one without.
   */
  public static Candidate of(AdmissionRequest request, JsonNode object) {
    boolean asked = !request.user().equals(UserInfo.NOBODY);
    return new Candidate(request, request.operation(), asked, true, object);
  }

  /** The same as if the request were of another operation. */
  public Candidate as(Operation other) {
    return new Candidate(request, other, admission, true, object);
  }

  /** The same outside of admission, where nobody asks: rules then match whoever the user is. */
  public Candidate withoutUser() {
    return new Candidate(request, operation, false, operated, object);
  }

  /** The same where nothing is done to the object: no list of operations holds. */
  public Candidate withoutOperation() {
    return new Candidate(request, operation, admission, false, object);
  }

  boolean exists() {
    return object.isObject();
  }

  ResourceKind kind() {
    return request.parent();
  }

  String subResource() {
    return request.subResource();
  }

  /** Whether what is done is one of these. */
  boolean isAny(Set<Operation> operations) {
    return operated && operations.contains(operation);
  }

  boolean hasUser() {
    return admission;
  }

  UserInfo user() {
    return admission ? request.user() : UserInfo.NOBODY;
  }

  boolean isNamespace() {
    return request.kind().kind().equals("Namespace");
  }

  String name() {
    return name;
  }

  /** The name, or what the API server makes one of. */
  String nameOrPrefix() {
    return name.isEmpty() ? object.path(METADATA).path("generateName").asString("") : name;
  }

  String namespace() {
    return isNamespace()
        ? ""
        : request.namespace().isEmpty()
            ? object.path(METADATA).path("namespace").asString("")
            : request.namespace();
  }

  Map<String, String> namespaceLabels() {
    return isNamespace() || request.namespace().isEmpty() ? Map.of() : request.namespaceLabels();
  }

  Map<String, String> labels() {
    Map<String, String> known = labels;
    if (known == null) {
      known = texts("labels");
      labels = known;
    }
    return known;
  }

  Map<String, String> annotations() {
    Map<String, String> known = annotations;
    if (known == null) {
      known = texts("annotations");
      annotations = known;
    }
    return known;
  }

  /** One value that is no text makes the whole map empty; a null is an empty text. */
  private Map<String, String> texts(String field) {
    JsonNode node = object.path(METADATA).path(field);
    if (!node.isObject() || node.isEmpty()) {
      return Map.of();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      JsonNode value = entry.getValue();
      if (!value.isString() && !value.isNull()) {
        return Map.of();
      }
      texts.put(entry.getKey(), value.isNull() ? "" : value.stringValue());
    }
    return texts;
  }
}
