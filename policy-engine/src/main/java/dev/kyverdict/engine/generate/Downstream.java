package dev.kyverdict.engine.generate;

import dev.kyverdict.engine.ResourceKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The metadata that Kyverno gives to what it generates ({@code pkg/background/common/labels.go},
 * {@code pkg/background/generate/source.go}).
 */
final class Downstream {

  private static final String PREFIX = "generate.kyverno.io/";

  private Downstream() {}

  /** The object under the target's name, with the labels that lead back to rule and trigger. */
  static ObjectNode of(ObjectNode content, Target target, Origin origin) {
    ObjectNode object = content.deepCopy();
    ObjectNode metadata = metadata(object);
    set(metadata, "name", target.name());
    set(metadata, "namespace", target.namespace());
    if (object.path("kind").asString("").isEmpty()) {
      object.put("kind", target.kind());
    }
    object.put("apiVersion", target.apiVersion());
    ObjectNode labels = labels(metadata);
    labels.put("app.kubernetes.io/managed-by", "kyverno");
    labels.put(PREFIX + "policy-name", origin.policy());
    labels.put(PREFIX + "policy-namespace", origin.policyNamespace());
    labels.put(PREFIX + "rule-name", origin.rule());
    trace(labels, "trigger", origin.trigger());
    return object;
  }

  /** A copy of a source, without what belongs to the source alone. */
  static ObjectNode copy(JsonNode source, Target target) {
    ObjectNode copy = (ObjectNode) source.deepCopy();
    ObjectNode metadata = metadata(copy);
    ObjectNode labels = labels(metadata);
    labels.put(PREFIX + "clone-source", "");
    trace(labels, "source", source);
    if (!metadata.path("namespace").asString("").equals(target.namespace())) {
      metadata.remove("ownerReferences");
    }
    metadata.remove("uid");
    metadata.remove("selfLink");
    metadata.remove("creationTimestamp");
    metadata.remove("managedFields");
    metadata.remove("resourceVersion");
    return copy;
  }

  /** Data that takes the place of an object that is there: of all of it but the version. */
  static ObjectNode instead(ObjectNode data, JsonNode there) {
    ObjectNode object = data.deepCopy();
    String version = there.path("metadata").path("resourceVersion").asString("");
    if (!version.isEmpty()) {
      metadata(object).put("resourceVersion", version);
    }
    return object;
  }

  /** What a copy keeps of an object that is there already. */
  static void adopt(ObjectNode copy, JsonNode there) {
    for (String field :
        new String[] {"uid", "selfLink", "creationTimestamp", "managedFields", "resourceVersion"}) {
      JsonNode value = there.path("metadata").path(field);
      if (!value.isMissingNode() && !(value instanceof NullNode)) {
        metadata(copy).set(field, value);
      }
    }
  }

  private static void trace(ObjectNode labels, String what, JsonNode object) {
    ResourceKind kind =
        ResourceKind.of(object.path("apiVersion").asString(""), object.path("kind").asString(""));
    labels.put(PREFIX + what + "-version", kind.version());
    labels.put(PREFIX + what + "-group", kind.group());
    labels.put(PREFIX + what + "-kind", kind.kind());
    JsonNode metadata = object.path("metadata");
    labels.put(PREFIX + what + "-namespace", metadata.path("namespace").asString(""));
    labels.put(PREFIX + what + "-uid", metadata.path("uid").asString(""));
  }

  private static void set(ObjectNode metadata, String field, String value) {
    if (value.isEmpty()) {
      metadata.remove(field);
    } else {
      metadata.put(field, value);
    }
  }

  static ObjectNode metadata(ObjectNode object) {
    return object.get("metadata") instanceof ObjectNode there
        ? there
        : object.putObject("metadata");
  }

  /** One label that is no text makes Kyverno forget all of them. */
  private static ObjectNode labels(ObjectNode metadata) {
    return metadata.get("labels") instanceof ObjectNode there
            && there.values().stream().allMatch(JsonNode::isString)
        ? there
        : metadata.putObject("labels");
  }
}
