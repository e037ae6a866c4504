package dev.kyverdict.cluster.types;

import dev.kyverdict.values.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks PersistentVolumeClaims: {@code ValidatePersistentVolumeClaim…} of {@code
 * pkg/apis/core/validation/validation.go}.
 */
final class ClaimChecks {

  private static final String CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class";
  private static final List<String> MODES =
      List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
  private static final List<String> VOLUME_MODES = List.of("Block", "Filesystem");
  private static final String GROUP_ERROR =
      "must be 'PersistentVolumeClaim' when referencing the default apiGroup";

  private final List<FieldError> errors = new ArrayList<>();
  private final String path;

  private ClaimChecks(String path) {
    this.path = path;
  }

  /**
   * Checks a spec.
   *
   * @param anyGroup whether groups of sources are accepted unseen, as those of old claims
   */
  static List<FieldError> spec(JsonNode spec, String path, boolean anyGroup) {
    ClaimChecks checks = new ClaimChecks(path);
    checks.modes(spec.path("accessModes"));
    if (spec.has("selector")) {
      checks.errors.addAll(SelectorChecks.check(spec.path("selector"), path + ".selector"));
    }
    checks.storage(spec.path("resources").path("requests"));
    checks.className(spec, "storageClassName");
    JsonNode mode = spec.path("volumeMode");
    if (mode.isString() && !VOLUME_MODES.contains(mode.stringValue())) {
      checks.errors.add(FieldError.notSupported(path + ".volumeMode", mode, VOLUME_MODES));
    }
    checks.source(spec, "dataSource", anyGroup);
    checks.source(spec, "dataSourceRef", anyGroup);
    checks.sources(spec);
    checks.className(spec, "volumeAttributesClassName");
    return checks.errors;
  }

  private void modes(JsonNode modes) {
    if (modes.isEmpty()) {
      errors.add(FieldError.required(path + ".accessModes", "at least 1 access mode is required"));
    }
    boolean single = false;
    boolean other = false;
    for (JsonNode mode : modes) {
      if (!MODES.contains(mode.asString(""))) {
        errors.add(FieldError.notSupported(path + ".accessModes", mode, MODES));
      } else if (mode.asString("").equals("ReadWriteOncePod")) {
        single = true;
      } else {
        other = true;
      }
    }
    if (single && other) {
      errors.add(
          FieldError.forbidden(
              path + ".accessModes", "may not use ReadWriteOncePod with other access modes"));
    }
  }

  private void storage(JsonNode requests) {
    String place = path + ".resources[storage]";
    JsonNode storage = requests.path("storage");
    if (storage.isMissingNode()) {
      errors.add(FieldError.required(place, ""));
    } else if (amount(storage).signum() <= 0) {
      errors.add(FieldError.invalid(place, storage, "must be greater than zero"));
    }
  }

  private static BigDecimal amount(JsonNode quantity) {
    Optional<Quantity> read = Quantity.parse(quantity.asString("0"));
    return read.map(Quantity::value).orElse(BigDecimal.ZERO);
  }

  private void className(JsonNode spec, String field) {
    String name = spec.path(field).asString("");
    if (!name.isEmpty()) {
      Names.subdomain(name)
          .forEach(it -> errors.add(FieldError.invalid(path + "." + field, name, it)));
    }
  }

  private void source(JsonNode spec, String field, boolean anyGroup) {
    JsonNode source = spec.path(field);
    if (!source.isObject()) {
      return;
    }
    String place = path + "." + field;
    for (String needed : List.of("name", "kind")) {
      if (source.path(needed).asString("").isEmpty()) {
        errors.add(FieldError.required(place + "." + needed, ""));
      }
    }
    String group = source.path("apiGroup").asString("");
    String kind = source.path("kind").asString("");
    if (group.isEmpty() && !kind.equals("PersistentVolumeClaim")) {
      errors.add(FieldError.invalid(place, kind, GROUP_ERROR));
    }
    if (!group.isEmpty() && !anyGroup) {
      Names.subdomain(group)
          .forEach(it -> errors.add(FieldError.invalid(place + ".apiGroup", group, it)));
    }
    String namespace = source.path("namespace").asString("");
    if (!namespace.isEmpty()) {
      Names.label(namespace)
          .forEach(it -> errors.add(FieldError.invalid(place + ".namespace", namespace, it)));
    }
  }

  private void sources(JsonNode spec) {
    JsonNode older = spec.path("dataSource");
    JsonNode newer = spec.path("dataSourceRef");
    if (!older.isObject() || !newer.isObject()) {
      return;
    }
    boolean elsewhere = !newer.path("namespace").asString("").isEmpty();
    if (elsewhere || !sameSource(older, newer)) {
      errors.add(
          FieldError.of(
              FieldError.Type.INVALID,
              path,
              "{}",
              elsewhere
                  ? "may not be specified when dataSourceRef.namespace is specified"
                  : "must match dataSourceRef"));
    }
  }

  private static boolean sameSource(JsonNode older, JsonNode newer) {
    for (String field : List.of("apiGroup", "kind", "name")) {
      if (!Sameness.same(older.path(field), newer.path(field))) {
        return false;
      }
    }
    return true;
  }

  /** Checks an update against the claim that was. */
  static List<FieldError> update(JsonNode claim, JsonNode old) {
    List<FieldError> errors = new ArrayList<>();
    JsonNode oldSpec = normalized(old.path("spec"));
    boolean anyGroup =
        oldSpec.path("dataSource").has("apiGroup") || oldSpec.path("dataSourceRef").has("apiGroup");
    errors.addAll(spec(claim.path("spec"), "spec", anyGroup));
    errors.addAll(fixedAnnotation(claim, old));
    ObjectNode before = copy(oldSpec);
    ObjectNode after = copy(claim.path("spec"));
    align(before, after, claim, old);
    if (!Sameness.same(before, after)) {
      errors.add(
          FieldError.forbidden(
              "spec",
              "spec is immutable after creation except resources.requests and"
                  + " volumeAttributesClassName for bound claims\n"
                  + TextDiff.of(ClaimText.of(before), ClaimText.of(after))));
    }
    smaller(claim, old, errors);
    JsonNode mode = claim.path("spec").path("volumeMode");
    if (!Sameness.same(mode, oldSpec.path("volumeMode"))) {
      errors.add(FieldError.invalid("volumeMode", mode, "field is immutable"));
    }
    attributesClass(claim, old, errors);
    return errors;
  }

  /** What may change is made equal before the comparison. */
  private static void align(ObjectNode before, ObjectNode after, JsonNode claim, JsonNode old) {
    if (before.path("volumeName").asString("").isEmpty()) {
      Strategy.keep(before, after, "volumeName");
    }
    String annotated = annotation(old);
    JsonNode newClass = after.path("storageClassName");
    if (!before.has("storageClassName")
        && after.has("storageClassName")
        && (annotated.isEmpty() || newClass.asString("").equals(annotated))) {
      if (annotated.isEmpty()) {
        after.remove("storageClassName");
      } else {
        before.set("storageClassName", newClass);
      }
    }
    if (claim.path("status").path("phase").asString("").equals("Bound")) {
      ObjectNode requests = Strategy.part(Strategy.part(after, "resources"), "requests");
      Strategy.keep(requests, before.path("resources").path("requests"), "storage");
      Strategy.keep(after, before, "volumeAttributesClassName");
    }
  }

  private static List<FieldError> fixedAnnotation(JsonNode claim, JsonNode old) {
    String now = annotation(claim);
    boolean upgraded =
        !annotation(old).isEmpty()
            && now.isEmpty()
            && claim.path("spec").path("storageClassName").asString("").equals(annotation(old));
    return upgraded || now.equals(annotation(old))
        ? List.of()
        : List.of(
            FieldError.invalid(
                "metadata.annotations[" + CLASS_ANNOTATION + "]", now, "field is immutable"));
  }

  private static String annotation(JsonNode claim) {
    return claim.path("metadata").path("annotations").path(CLASS_ANNOTATION).asString("");
  }

  private static void smaller(JsonNode claim, JsonNode old, List<FieldError> errors) {
    BigDecimal size = storageOf(claim.path("spec").path("resources").path("requests"));
    BigDecimal before = storageOf(old.path("spec").path("resources").path("requests"));
    BigDecimal real = storageOf(old.path("status").path("capacity"));
    if (size.compareTo(before) < 0 && size.compareTo(real) <= 0) {
      errors.add(
          FieldError.forbidden(
              "spec.resources.requests.storage", "field can not be less than status.capacity"));
    }
  }

  private static BigDecimal storageOf(JsonNode amounts) {
    return amount(amounts.path("storage"));
  }

  private static void attributesClass(JsonNode claim, JsonNode old, List<FieldError> errors) {
    JsonNode now = claim.path("spec").path("volumeAttributesClassName");
    boolean changed = !Sameness.same(now, old.path("spec").path("volumeAttributesClassName"));
    if (changed && old.path("status").has("currentVolumeAttributesClassName")) {
      String place = "spec.volumeAttributesClassName";
      if (now.isMissingNode()) {
        errors.add(
            FieldError.forbidden(
                place,
                "update to nil is forbidden when status.currentVolumeAttributesClassName is not"
                    + " nil"));
      } else if (now.asString("").isEmpty()) {
        errors.add(
            FieldError.forbidden(
                place,
                "update to empty string is forbidden when"
                    + " status.currentVolumeAttributesClassName is not nil"));
      }
    }
  }

  private static JsonNode normalized(JsonNode spec) {
    ObjectNode copy = copy(spec);
    ClaimSources.normalize(copy);
    return copy;
  }

  private static ObjectNode copy(JsonNode node) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    if (node instanceof ObjectNode object) {
      copy.setAll(object);
    }
    return copy;
  }
}
