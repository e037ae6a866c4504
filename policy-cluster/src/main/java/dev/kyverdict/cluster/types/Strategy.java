package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a kind does to its objects before they are stored: {@code strategy.go} of {@code
 * pkg/registry/…}, and {@code apiextensions-apiserver/pkg/registry/customresource/strategy.go}.
 */
final class Strategy {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Kinds that count the changes of their objects. */
  private static final Set<String> COUNTED =
      Set.of(
          "Pod",
          "ReplicationController",
          "Deployment.apps",
          "DaemonSet.apps",
          "ReplicaSet.apps",
          "StatefulSet.apps",
          "Job.batch",
          "CronJob.batch",
          "Ingress.networking.k8s.io",
          "IngressClass.networking.k8s.io",
          "NetworkPolicy.networking.k8s.io",
          "PodDisruptionBudget.policy",
          "CustomResourceDefinition.apiextensions.k8s.io",
          "ValidatingWebhookConfiguration.admissionregistration.k8s.io",
          "MutatingWebhookConfiguration.admissionregistration.k8s.io",
          "ValidatingAdmissionPolicy.admissionregistration.k8s.io",
          "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io",
          "FlowSchema.flowcontrol.apiserver.k8s.io",
          "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io");

  private final ResourceType type;

  private Strategy(ResourceType type) {
    this.type = type;
  }

  static Strategy of(ResourceType type) {
    return new Strategy(type);
  }

  private boolean counted() {
    return type.custom().isPresent() || COUNTED.contains(type.qualifiedKind());
  }

  JsonNode create(JsonNode given, LongSupplier numbers) {
    ObjectNode object = copy(given);
    if (counted()) {
      metadata(object).put("generation", 1L);
    }
    if (type.custom().isPresent()) {
      if (type.hasStatus()) {
        object.remove("status");
      }
      return object;
    }
    if (type.hasStatus() && !type.kind().equals("Node")) {
      object.set("status", emptyStatus());
    }
    createKind(object, numbers);
    return object;
  }

  /** The status of a new object as it is read later. */
  private JsonNode emptyStatus() {
    Shape status = type.shape().fields().get("status");
    if (status == null) {
      return NODES.objectNode();
    }
    return GoDecoding.zero(status);
  }

  private void createKind(ObjectNode object, LongSupplier numbers) {
    switch (type.qualifiedKind()) {
      case "Pod" -> {
        ObjectNode status = (ObjectNode) object.path("status");
        status.put("phase", "Pending");
        status.put("qosClass", PodDefaults.qosClass(object.path("spec")));
      }
      case "Namespace" -> {
        ((ObjectNode) object.path("status")).put("phase", "Active");
        kubernetesFinalizer(part(object, "spec"));
      }
      case "PersistentVolume" -> ((ObjectNode) object.path("status")).put("phase", "Pending");
      case "PersistentVolumeClaim" -> {
        ((ObjectNode) object.path("status")).put("phase", "Pending");
        ClaimSources.prepare(part(object, "spec"), NODES.objectNode());
      }
      case "Service" -> {
        ObjectNode spec = part(object, "spec");
        if (spec.path("ports").isArray()) {
          spec.set("ports", spec.path("ports").deepCopy());
        }
        ServiceRules.allocate(spec, numbers);
      }
      case "Job.batch" -> JobRules.selector(object);
      default -> {}
    }
  }

  private static void kubernetesFinalizer(ObjectNode spec) {
    List<JsonNode> finalizers = new ArrayList<>();
    spec.path("finalizers").forEach(finalizers::add);
    JsonNode kubernetes = NODES.stringNode("kubernetes");
    if (!finalizers.contains(kubernetes)) {
      finalizers.add(kubernetes);
    }
    spec.putArray("finalizers").addAll(finalizers);
  }

  JsonNode update(String subresource, JsonNode given, JsonNode old) {
    if (type.custom().isPresent()) {
      return updateCustom(subresource, given, old);
    }
    ObjectNode object = copy(given);
    keep(metadata(object), old.path("metadata"), "generation");
    if (subresource.equals("status")) {
      keep(object, old, "spec");
      if (type.kind().equals("Deployment")) {
        keep(metadata(object), old.path("metadata"), "labels");
      }
      return object;
    }
    if (type.hasStatus() && !subresource.equals("finalize")) {
      keep(object, old, "status");
    }
    updateKind(subresource, object, old);
    if (counted() && changed(object, old)) {
      long generation = old.path("metadata").path("generation").asLong(0);
      metadata(object).put("generation", generation + 1);
    }
    return object;
  }

  private void updateKind(String subresource, ObjectNode object, JsonNode old) {
    switch (type.qualifiedKind()) {
      case "Namespace" -> {
        if (subresource.equals("finalize")) {
          keep(object, old, "status");
        } else {
          keep(part(object, "spec"), old.path("spec"), "finalizers");
        }
      }
      case "PersistentVolumeClaim" -> {
        ObjectNode before = NODES.objectNode();
        if (old.path("spec") instanceof ObjectNode spec) {
          before.setAll(spec);
        }
        ClaimSources.prepare(part(object, "spec"), before);
      }
      case "Service" -> ServiceRules.keep(part(object, "spec"), old.path("spec"));
      default -> {}
    }
  }

  private boolean changed(JsonNode object, JsonNode old) {
    boolean webhooks = !Sameness.same(object.path("webhooks"), old.path("webhooks"));
    boolean spec = !Sameness.same(object.path("spec"), old.path("spec"));
    boolean annotations =
        type.qualifiedKind().equals("Deployment.apps")
            && !Sameness.same(
                object.path("metadata").path("annotations"),
                old.path("metadata").path("annotations"));
    return webhooks || spec || annotations;
  }

  /** Of a status only the status counts, of the rest everything but metadata and status. */
  private JsonNode updateCustom(String subresource, JsonNode given, JsonNode old) {
    if (subresource.equals("status")) {
      ObjectNode object = copy(old);
      keep(object, given, "status");
      keep(metadata(object), given.path("metadata"), "managedFields");
      keep(metadata(object), given.path("metadata"), "resourceVersion");
      return object;
    }
    ObjectNode object = copy(given);
    keep(metadata(object), old.path("metadata"), "generation");
    if (type.hasStatus()) {
      keep(object, old, "status");
    }
    if (!Sameness.same(content(object), content(old))) {
      long generation = old.path("metadata").path("generation").asLong(0);
      metadata(object).put("generation", generation + 1);
    }
    return object;
  }

  private JsonNode content(JsonNode object) {
    ObjectNode content = NODES.objectNode();
    content.setAll((ObjectNode) object);
    content.remove("metadata");
    if (type.hasStatus()) {
      content.remove("status");
    }
    return content;
  }

  /** A field as it is elsewhere, or gone when it is not there. */
  static void keep(ObjectNode object, JsonNode from, String field) {
    JsonNode value = from.path(field);
    if (value.isMissingNode()) {
      object.remove(field);
    } else {
      object.set(field, value);
    }
  }

  private static ObjectNode copy(JsonNode given) {
    ObjectNode object = NODES.objectNode();
    if (given instanceof ObjectNode node) {
      object.setAll(node);
    }
    part(object, "metadata");
    return object;
  }

  private static ObjectNode metadata(ObjectNode object) {
    return (ObjectNode) object.path("metadata");
  }

  /** A part of an object, copied, so that it may be changed. */
  static ObjectNode part(ObjectNode object, String field) {
    ObjectNode part = NODES.objectNode();
    if (object.path(field) instanceof ObjectNode node) {
      part.setAll(node);
    }
    object.set(field, part);
    return part;
  }
}
