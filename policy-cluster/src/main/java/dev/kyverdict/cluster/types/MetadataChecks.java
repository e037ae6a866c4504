package dev.kyverdict.cluster.types;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Checks metadata: {@code apimachinery/pkg/api/validation/objectmeta.go}. */
final class MetadataChecks {

  private static final String IMMUTABLE = "field is immutable";
  private static final int MOST_ANNOTATIONS = 256 * 1024;
  private static final List<String> FIXED =
      List.of(
          "name",
          "namespace",
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds");

  private final List<FieldError> errors = new ArrayList<>();
  private final JsonNode metadata;

  private MetadataChecks(JsonNode object) {
    this.metadata = object.path("metadata");
  }

  static List<FieldError> create(ResourceType type, JsonNode object) {
    MetadataChecks checks = new MetadataChecks(object);
    checks.names(type);
    checks.namespace(type);
    if (checks.metadata.path("generation").asLong(0) < 0) {
      checks.invalid("generation", checks.metadata.path("generation"), NEGATIVE);
    }
    checks.labels();
    checks.annotations();
    checks.owners();
    checks.finalizers();
    return checks.errors;
  }

  private static final String NEGATIVE = "must be greater than or equal to 0";

  static List<FieldError> update(JsonNode object, JsonNode old) {
    MetadataChecks checks = new MetadataChecks(object);
    JsonNode before = old.path("metadata");
    if (before.has("deletionTimestamp")) {
      checks.noNewFinalizers(before);
    }
    if (checks.text("resourceVersion").isEmpty()) {
      checks.invalid(
          "resourceVersion",
          JsonNodeFactory.instance.stringNode(""),
          "must be specified for an update");
    }
    if (checks.metadata.path("generation").asLong(0) < before.path("generation").asLong(0)) {
      checks.invalid("generation", checks.metadata.path("generation"), "must not be decremented");
    }
    for (String field : FIXED) {
      JsonNode now = checks.metadata.path(field);
      if (!Sameness.same(now, before.path(field))) {
        checks.invalid(field, now, IMMUTABLE);
      }
    }
    checks.labels();
    checks.annotations();
    checks.owners();
    return checks.errors;
  }

  private String text(String field) {
    return metadata.path(field).asString("");
  }

  private void invalid(String field, JsonNode value, String detail) {
    errors.add(FieldError.invalid("metadata." + field, value, detail));
  }

  private void invalid(String field, String value, List<String> details) {
    details.forEach(it -> errors.add(FieldError.invalid("metadata." + field, value, it)));
  }

  private void names(ResourceType type) {
    String prefix = text("generateName");
    if (!prefix.isEmpty()) {
      invalid("generateName", prefix, Names.ofObject(type, prefix, true));
    }
    String name = text("name");
    if (name.isEmpty()) {
      errors.add(FieldError.required("metadata.name", "name or generateName is required"));
    } else {
      invalid("name", name, Names.ofObject(type, name, false));
    }
  }

  private void namespace(ResourceType type) {
    String namespace = text("namespace");
    if (!type.namespaced()) {
      if (!namespace.isEmpty()) {
        errors.add(FieldError.forbidden("metadata.namespace", "not allowed on this type"));
      }
    } else if (namespace.isEmpty()) {
      errors.add(FieldError.required("metadata.namespace", ""));
    } else {
      invalid("namespace", namespace, Names.label(namespace));
    }
  }

  private void labels() {
    errors.addAll(labels(metadata.path("labels"), "metadata.labels"));
  }

  /** Keys and values of labels anywhere. */
  static List<FieldError> labels(JsonNode labels, String path) {
    List<FieldError> errors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      for (String text : Names.qualified(label.getKey())) {
        errors.add(FieldError.invalid(path, label.getKey(), text));
      }
      String value = label.getValue().asString("");
      for (String text : Names.labelValue(value)) {
        errors.add(FieldError.invalid(path, value, text));
      }
    }
    return errors;
  }

  private void annotations() {
    long size = 0;
    for (Map.Entry<String, JsonNode> annotation : metadata.path("annotations").properties()) {
      String key = annotation.getKey();
      invalid("annotations", key, Names.qualified(key.toLowerCase(Locale.ROOT)));
      size += bytes(key) + bytes(annotation.getValue().asString(""));
    }
    if (size > MOST_ANNOTATIONS) {
      errors.add(FieldError.tooLong("metadata.annotations", MOST_ANNOTATIONS));
    }
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void owners() {
    String controller = "";
    for (JsonNode owner : metadata.path("ownerReferences")) {
      owner(owner);
      if (owner.path("controller").asBoolean(false)) {
        String name = owner.path("kind").asString("") + "/" + owner.path("name").asString("");
        if (controller.isEmpty()) {
          controller = name;
        } else {
          invalid(
              "ownerReferences",
              metadata.path("ownerReferences"),
              ("Only one reference can have Controller set to true. Found \"true\" in references"
                      + " for %s and %s")
                  .formatted(controller, name));
        }
      }
    }
  }

  private void owner(JsonNode owner) {
    String apiVersion = owner.path("apiVersion").asString("");
    if (apiVersion.isEmpty() || apiVersion.endsWith("/")) {
      invalid("ownerReferences.apiVersion", apiVersion, List.of("version must not be empty"));
    }
    for (String field : List.of("kind", "name", "uid")) {
      if (owner.path(field).asString("").isEmpty()) {
        invalid("ownerReferences." + field, "", List.of("must not be empty"));
      }
    }
    if (apiVersion.equals("v1") && owner.path("kind").asString("").equals("Event")) {
      invalid("ownerReferences", owner, "/v1, Kind=Event is disallowed from being an owner");
    }
  }

  private void finalizers() {
    Set<String> names = new HashSet<>();
    for (JsonNode finalizer : metadata.path("finalizers")) {
      String name = finalizer.asString("");
      names.add(name);
      invalid("finalizers", name, Names.qualified(name));
    }
    if (names.contains("orphan") && names.contains("foregroundDeletion")) {
      invalid(
          "finalizers",
          metadata.path("finalizers"),
          "finalizer orphan and foregroundDeletion cannot be both set");
    }
  }

  private void noNewFinalizers(JsonNode before) {
    Set<String> added = new TreeSet<>();
    metadata.path("finalizers").forEach(it -> added.add(it.asString("")));
    before.path("finalizers").forEach(it -> added.remove(it.asString("")));
    if (!added.isEmpty()) {
      List<String> quoted = added.stream().map(FieldError::quoted).toList();
      errors.add(
          FieldError.forbidden(
              "metadata.finalizers",
              "no new finalizers can be added if the object is being deleted, found new finalizers"
                  + " []string{"
                  + String.join(", ", quoted)
                  + "}"));
    }
  }
}
