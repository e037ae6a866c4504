package dev.kyverdict.engine;

import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.values.GoNumbers;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * What an API server asks: an AdmissionRequest, and the labels of the namespace it is about. Trees
 * are never changed by whoever holds one.
 *
 * @param uid {@code uid}
 * @param kind {@code kind}: of the object itself
 * @param parent the kind to which a subresource belongs, else the same as kind; rules match it
 * @param resource {@code resource.resource}, the plural
 * @param subResource {@code subResource}, empty for none
 * @param name {@code name}; empty when the API server makes one up of {@code generateName}
 * @param namespace {@code namespace}; empty when there is none; of a Namespace its own name
 * @param operation {@code operation}
 * @param user {@code userInfo}
 * @param object {@code object}; null node on DELETE
 * @param oldObject {@code oldObject}; null node on CREATE
 * @param options {@code options}; null node when there are none
 * @param dryRun {@code dryRun}
 * @param namespaceLabels the labels of the namespace
 */
public record AdmissionRequest(
    String uid,
    ResourceKind kind,
    ResourceKind parent,
    String resource,
    String subResource,
    String name,
    String namespace,
    Operation operation,
    UserInfo user,
    JsonNode object,
    JsonNode oldObject,
    JsonNode options,
    boolean dryRun,
    Map<String, String> namespaceLabels) {

  /** Copies the map. */
  public AdmissionRequest {
    namespaceLabels = Map.copyOf(namespaceLabels);
  }

  /** An object is created, by a user without any right of note. */
  public static AdmissionRequest create(JsonNode object) {
    return of(Operation.CREATE, object, NullNode.getInstance());
  }

  /** An object is changed. */
  public static AdmissionRequest update(JsonNode oldObject, JsonNode object) {
    return of(Operation.UPDATE, object, oldObject);
  }

  /** An object is deleted. */
  public static AdmissionRequest delete(JsonNode oldObject) {
    return of(Operation.DELETE, NullNode.getInstance(), oldObject);
  }

  /** With the fields that an API server fills in from the object itself. */
  private static AdmissionRequest of(Operation operation, JsonNode object, JsonNode oldObject) {
    JsonNode body = object instanceof NullNode ? oldObject : object;
    ResourceKind kind =
        ResourceKind.of(body.path("apiVersion").asString(""), body.path("kind").asString(""));
    String name = body.path("metadata").path("name").asString("");
    boolean isNamespace = kind.group().isEmpty() && kind.kind().equals("Namespace");
    String namespace = isNamespace ? name : body.path("metadata").path("namespace").asString("");
    return new AdmissionRequest(
        "00000000-0000-0000-0000-000000000001",
        kind,
        kind,
        kind.plural(),
        "",
        name,
        namespace,
        operation,
        UserInfo.of("alice", "dev", "system:authenticated"),
        GoNumbers.floats(object),
        GoNumbers.floats(oldObject),
        NullNode.getInstance(),
        false,
        namespace.isEmpty() ? Map.of() : Map.of("kubernetes.io/metadata.name", namespace));
  }

  /** The same about another object. */
  public AdmissionRequest withObject(JsonNode value) {
    return with(value, oldObject);
  }

  /** The same with another old object. */
  public AdmissionRequest withOldObject(JsonNode value) {
    return with(object, value);
  }

  private AdmissionRequest with(JsonNode newer, JsonNode older) {
    return new AdmissionRequest(
        uid,
        kind,
        parent,
        resource,
        subResource,
        name,
        namespace,
        operation,
        user,
        newer,
        older,
        options,
        dryRun,
        namespaceLabels);
  }

  /** The same asked by another user, or by the same of whom more is known. */
  public AdmissionRequest by(UserInfo somebody) {
    return new AdmissionRequest(
        uid,
        kind,
        parent,
        resource,
        subResource,
        name,
        namespace,
        operation,
        somebody,
        object,
        oldObject,
        options,
        dryRun,
        namespaceLabels);
  }

  /** The same as if somebody else asked about an object as a whole, of whatever kind it says. */
  public AdmissionRequest asIfBy(UserInfo somebody, JsonNode about) {
    ResourceKind own =
        ResourceKind.of(about.path("apiVersion").asString(""), about.path("kind").asString(""));
    return new AdmissionRequest(
        uid,
        kind,
        own,
        resource,
        "",
        name,
        namespace,
        operation,
        somebody,
        object,
        oldObject,
        options,
        dryRun,
        namespaceLabels);
  }
}
