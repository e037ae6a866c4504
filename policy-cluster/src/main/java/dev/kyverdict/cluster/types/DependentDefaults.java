package dev.kyverdict.cluster.types;

import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Defaults that depend on other fields of the same object. */
final class DependentDefaults {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Fields of a volume that are no source. */
  private static final int VOLUME_WITHOUT_SOURCE = 1;

  private DependentDefaults() {}

  /** Before the values below get theirs. */
  static void before(String type, ObjectNode object) {
    switch (type) {
      case "apps.v1.StatefulSetUpdateStrategy" -> {
        if (!object.has("type")) {
          object.put("type", "RollingUpdate");
          absent(object, "rollingUpdate", NODES.objectNode());
        }
        if (text(object, "type").equals("RollingUpdate")
            && object.path("rollingUpdate") instanceof ObjectNode rolling) {
          absent(rolling, "partition", NODES.numberNode(0L));
        }
      }
      case "core.v1.Volume" -> {
        if (object.size() <= VOLUME_WITHOUT_SOURCE) {
          object.putObject("emptyDir");
        }
        image(object.path("image"), "reference", "pullPolicy");
      }
      case "batch.v1.JobSpec" -> job(object);
      default -> {}
    }
  }

  /** After the values below have got theirs. */
  static void after(String type, ObjectNode object) {
    switch (type) {
      case "core.v1.Container", "core.v1.EphemeralContainer" ->
          image(object, "image", "imagePullPolicy");
      case "core.v1.Pod" -> PodDefaults.pod(object.path("spec"));
      case "core.v1.PodSpec" -> PodDefaults.spec(object);
      case "core.v1.Service" -> ServiceRules.defaults(object);
      case "core.v1.Namespace" -> namespace(object);
      case "core.v1.Secret" -> secret(object);
      case "core.v1.ReplicationController" -> replicationController(object);
      case "apps.v1.DeploymentStrategy" -> rolling(object, "25%", "25%");
      case "apps.v1.DaemonSetUpdateStrategy" -> rolling(object, 1L, 0L);
      case "batch.v1.Job" -> labelsOfTemplate(object);
      case "networking.v1.NetworkPolicySpec" -> networkPolicy(object);
      case "rbac.v1.Subject" -> subject(object);
      case "apiextensions.v1.CustomResourceDefinition" -> definition(object);
      case "autoscaling.v2.HorizontalPodAutoscalerSpec" -> metrics(object);
      default -> {}
    }
  }

  /** A field that was not given. */
  static void absent(ObjectNode object, String field, JsonNode value) {
    if (!object.has(field)) {
      object.set(field, value);
    }
  }

  static String text(JsonNode object, String field) {
    return object.path(field).asString("");
  }

  private static void image(JsonNode holder, String image, String policy) {
    if (holder instanceof ObjectNode object) {
      absent(
          object,
          policy,
          NODES.stringNode(isLatest(text(object, image)) ? "Always" : "IfNotPresent"));
    }
  }

  /** Whether an image has the tag latest, by name or because it has neither tag nor digest. */
  private static boolean isLatest(String image) {
    if (image.isEmpty() || image.contains("@")) {
      return false;
    }
    String last = image.substring(image.lastIndexOf('/') + 1);
    int colon = last.indexOf(':');
    return colon < 0 || last.substring(colon + 1).equals("latest");
  }

  private static void job(ObjectNode spec) {
    if (!spec.has("completions") && !spec.has("parallelism")) {
      spec.put("completions", 1L);
    }
    absent(spec, "parallelism", NODES.numberNode(1L));
    long limit = spec.has("backoffLimitPerIndex") ? Integer.MAX_VALUE : 6L;
    absent(spec, "backoffLimit", NODES.numberNode(limit));
    String replace = spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed";
    absent(spec, "podReplacementPolicy", NODES.stringNode(replace));
  }

  private static void labelsOfTemplate(ObjectNode job) {
    absent((ObjectNode) job.path("spec"), "manualSelector", NODES.booleanNode(false));
    JsonNode labels = job.path("spec").path("template").path("metadata").path("labels");
    if (labels.isObject() && job.path("metadata") instanceof ObjectNode metadata) {
      absent(metadata, "labels", labels.deepCopy());
    }
  }

  private static void replicationController(ObjectNode object) {
    JsonNode labels = object.path("spec").path("template").path("metadata").path("labels");
    if (labels.isObject()
        && object.path("spec") instanceof ObjectNode spec
        && object.path("metadata") instanceof ObjectNode metadata) {
      absent(spec, "selector", labels.deepCopy());
      absent(metadata, "labels", labels.deepCopy());
    }
  }

  private static void rolling(ObjectNode strategy, Object unavailable, Object surge) {
    if (text(strategy, "type").equals("RollingUpdate")) {
      absent(strategy, "rollingUpdate", NODES.objectNode());
      if (strategy.path("rollingUpdate") instanceof ObjectNode rolling) {
        absent(rolling, "maxUnavailable", scalar(unavailable));
        absent(rolling, "maxSurge", scalar(surge));
      }
    }
  }

  private static JsonNode scalar(Object value) {
    return value instanceof Long number
        ? NODES.numberNode(number)
        : NODES.stringNode(String.valueOf(value));
  }

  private static void networkPolicy(ObjectNode spec) {
    if (!spec.has("policyTypes")) {
      var types = spec.putArray("policyTypes").add("Ingress");
      if (!spec.path("egress").isEmpty()) {
        types.add("Egress");
      }
    }
  }

  private static void subject(ObjectNode subject) {
    if (text(subject, "kind").equals("User") || text(subject, "kind").equals("Group")) {
      absent(subject, "apiGroup", NODES.stringNode("rbac.authorization.k8s.io"));
    }
  }

  private static void namespace(ObjectNode object) {
    String name = text(object.path("metadata"), "name");
    if (!name.isEmpty() && object.path("metadata") instanceof ObjectNode metadata) {
      ObjectNode labels =
          metadata.path("labels") instanceof ObjectNode there
              ? there
              : metadata.putObject("labels");
      labels.put("kubernetes.io/metadata.name", name);
    }
  }

  /** Conversion moves {@code stringData} to {@code data}. */
  private static void secret(ObjectNode secret) {
    if (secret.remove("stringData") instanceof ObjectNode texts && !texts.isEmpty()) {
      ObjectNode data =
          secret.path("data") instanceof ObjectNode there ? there : secret.putObject("data");
      for (Map.Entry<String, JsonNode> entry : texts.properties()) {
        data.put(entry.getKey(), Base64Text.encoded(entry.getValue().asString("")));
      }
    }
  }

  private static void definition(ObjectNode object) {
    if (object.path("spec").path("names") instanceof ObjectNode names) {
      String kind = text(names, "kind");
      absent(names, "singular", NODES.stringNode(kind.toLowerCase(Locale.ROOT)));
      if (!kind.isEmpty()) {
        absent(names, "listKind", NODES.stringNode(kind + "List"));
      }
    }
    if (object.path("spec") instanceof ObjectNode spec) {
      absent(spec, "conversion", NODES.objectNode().put("strategy", "None"));
    }
  }

  private static void metrics(ObjectNode spec) {
    if (!spec.has("metrics")) {
      ObjectNode metric = spec.putArray("metrics").addObject().put("type", "Resource");
      ObjectNode resource = metric.putObject("resource").put("name", "cpu");
      resource.putObject("target").put("type", "Utilization").put("averageUtilization", 80L);
    }
  }
}
