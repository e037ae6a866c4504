package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.api.Refusal.Cause;
import dev.kyverdict.model.Match.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The admission plugins of the API server that policies and tests can notice. */
final class BuiltInAdmission {

  private static final Set<String> IMMORTAL = Set.of("default", "kube-system", "kube-public");

  private final World world;
  private final PodAdmission pods;

  BuiltInAdmission(World world) {
    this.world = world;
    this.pods = new PodAdmission(world);
  }

  JsonNode mutate(Attributes attributes) {
    livesInNamespace(attributes);
    if (attributes.operation() == Operation.UPDATE && attributes.isAbout("/pods")) {
      return PodAdmission.update(attributes);
    }
    if (attributes.operation() != Operation.CREATE || !attributes.subresource().isEmpty()) {
      return attributes.object();
    }
    return switch (attributes.type().storage()) {
      case "/persistentvolumeclaims" ->
          withStorageClass(protectedBy(attributes.object(), "kubernetes.io/pvc-protection"));
      case "/pods" -> pods.admit(attributes);
      case "/persistentvolumes" -> protectedBy(attributes.object(), "kubernetes.io/pv-protection");
      default -> attributes.object();
    };
  }

  /** NamespaceLifecycle. */
  private void livesInNamespace(Attributes attributes) {
    boolean isNamespace = attributes.type().storage().equals("/namespaces");
    if (isNamespace) {
      if (attributes.operation() == Operation.DELETE && IMMORTAL.contains(attributes.name())) {
        throw Refusal.forbidden(
            "", "namespaces", attributes.name(), "this namespace may not be deleted");
      }
      return;
    }
    if (attributes.namespace().isEmpty()
        || attributes.operation() == Operation.DELETE
        || attributes.operation() == Operation.CONNECT
        || attributes.type().plural().equals("localsubjectaccessreviews")) {
      return;
    }
    Optional<JsonNode> namespace = world.namespace(attributes.namespace());
    if (namespace.isEmpty()) {
      throw Refusal.notFound("", "namespaces", attributes.namespace());
    }
    if (attributes.operation() == Operation.CREATE
        && namespace.get().path("status").path("phase").asString("").equals("Terminating")) {
      throw ending(attributes);
    }
  }

  private static Refusal ending(Attributes attributes) {
    String namespace = attributes.namespace();
    return Refusal.forbidden(
        attributes.type().group(),
        attributes.type().plural(),
        attributes.nameForMessages(),
        "unable to create new content in namespace %s because it is being terminated"
            .formatted(namespace),
        List.of(
            new Cause(
                "NamespaceTerminating",
                "namespace " + namespace + " is being terminated",
                "metadata.namespace")));
  }

  /** StorageObjectInUseProtection. */
  private static JsonNode protectedBy(JsonNode object, String finalizer) {
    List<String> finalizers = new ArrayList<>(Meta.finalizers(object));
    if (finalizers.contains(finalizer)) {
      return object;
    }
    finalizers.add(finalizer);
    ObjectNode copy = Meta.copy(object);
    Meta.setFinalizers(Meta.of(copy), finalizers);
    return copy;
  }

  /** DefaultStorageClass: the newest of the default ones, by name when they are equally old. */
  private JsonNode withStorageClass(JsonNode claim) {
    JsonNode spec = claim.path("spec");
    boolean says =
        spec.has("storageClassName")
            || claim
                .path("metadata")
                .path("annotations")
                .has("volume.beta.kubernetes.io/storage-class");
    Optional<JsonNode> standard = says ? Optional.empty() : standardClass();
    if (standard.isEmpty()) {
      return claim;
    }
    ObjectNode copy = Meta.copy(claim);
    ObjectNode newSpec = JsonNodeFactory.instance.objectNode();
    if (spec instanceof ObjectNode node) {
      newSpec.setAll(node);
    }
    copy.set("spec", newSpec.put("storageClassName", Meta.name(standard.get())));
    return copy;
  }

  private Optional<JsonNode> standardClass() {
    return world.store().list("storage.k8s.io/storageclasses", "").stream()
        .filter(BuiltInAdmission::isStandard)
        .reduce(
            (one, other) ->
                Meta.text(other, "creationTimestamp").compareTo(Meta.text(one, "creationTimestamp"))
                        > 0
                    ? other
                    : one);
  }

  private static boolean isStandard(JsonNode storageClass) {
    JsonNode annotations = storageClass.path("metadata").path("annotations");
    return annotations
            .path("storageclass.kubernetes.io/is-default-class")
            .asString("")
            .equals("true")
        || annotations
            .path("storageclass.beta.kubernetes.io/is-default-class")
            .asString("")
            .equals("true");
  }
}
