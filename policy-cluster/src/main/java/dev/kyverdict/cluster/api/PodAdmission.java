package dev.kyverdict.cluster.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the admission plugins ServiceAccount, Priority and DefaultTolerationSeconds do to new pods
 * ({@code k8s.io/kubernetes/plugin/pkg/admission}).
 */
final class PodAdmission {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String VOLUME = "kube-api-access-";
  private static final String MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final long TOKEN_SECONDS = 3607;
  private static final long MODE = 420;
  private static final long TOLERATION_SECONDS = 300;

  private final World world;

  PodAdmission(World world) {
    this.world = world;
  }

  /** A pod that changes keeps what it was given when it came. */
  static JsonNode update(Attributes attributes) {
    ObjectNode pod = Meta.copy(attributes.object());
    ObjectNode spec = spec(pod);
    JsonNode old = attributes.old().path("spec");
    for (String field : List.of("priority", "preemptionPolicy")) {
      if (!spec.has(field)) {
        Meta.set(spec, field, old.path(field));
      }
    }
    tolerate(spec);
    return pod;
  }

  private static ObjectNode spec(ObjectNode pod) {
    ObjectNode spec = NODES.objectNode();
    pod.path("spec").properties().forEach(it -> spec.set(it.getKey(), it.getValue()));
    pod.set("spec", spec);
    return spec;
  }

  JsonNode admit(Attributes attributes) {
    ObjectNode pod = Meta.copy(attributes.object());
    ObjectNode spec = spec(pod);
    boolean mirror = pod.path("metadata").path("annotations").has("kubernetes.io/config.mirror");
    if (!mirror) {
      account(attributes, spec);
    }
    tolerate(spec);
    prioritise(attributes, spec);
    return pod;
  }

  /**
   * ServiceAccount. It waits a second for the account {@code default} of a new namespace, which a
   * controller makes in that time: here it need not be there yet.
   */
  private void account(Attributes attributes, ObjectNode spec) {
    String name = spec.path("serviceAccountName").asString("");
    if (name.isEmpty()) {
      name = "default";
      spec.put("serviceAccountName", name).put("serviceAccount", name);
    }
    Optional<JsonNode> account =
        world.store().get("/serviceaccounts", attributes.namespace(), name);
    if (account.isEmpty() && !name.equals("default")) {
      throw Refusal.forbidden(
          "",
          "pods",
          attributes.nameForMessages(),
          "error looking up service account %s/%s: serviceaccount \"%s\" not found"
              .formatted(attributes.namespace(), name, name));
    }
    JsonNode own = spec.path("automountServiceAccountToken");
    JsonNode its =
        account.map(it -> it.path("automountServiceAccountToken")).orElse(NODES.missingNode());
    if (own.isBoolean() ? own.asBoolean() : its.asBoolean(true)) {
      mount(spec);
    }
    JsonNode secrets = account.map(it -> it.path("imagePullSecrets")).orElse(NODES.missingNode());
    if (spec.path("imagePullSecrets").isEmpty() && !secrets.isEmpty()) {
      spec.set("imagePullSecrets", secrets);
    }
  }

  private void mount(ObjectNode spec) {
    String volume = "";
    for (JsonNode there : spec.path("volumes")) {
      String name = there.path("name").asString("");
      volume = volume.isEmpty() && name.startsWith(VOLUME) ? name : volume;
    }
    boolean has = !volume.isEmpty();
    String name = has ? volume : world.newName(VOLUME);
    boolean needs = mount(spec, "initContainers", name);
    needs |= mount(spec, "containers", name);
    if (needs && !has) {
      ArrayNode volumes = NODES.arrayNode();
      spec.path("volumes").forEach(volumes::add);
      volumes.add(tokenVolume(name));
      spec.set("volumes", volumes);
    }
  }

  private static boolean mount(ObjectNode spec, String field, String volume) {
    boolean mounted = false;
    ArrayNode containers = NODES.arrayNode();
    for (JsonNode container : spec.path(field)) {
      boolean there = false;
      ArrayNode mounts = NODES.arrayNode();
      for (JsonNode mount : container.path("volumeMounts")) {
        mounts.add(mount);
        there |= mount.path("mountPath").asString("").equals(MOUNT_PATH);
      }
      ObjectNode copy = NODES.objectNode();
      container.properties().forEach(it -> copy.set(it.getKey(), it.getValue()));
      if (!there) {
        mounted = true;
        mounts.addObject().put("name", volume).put("readOnly", true).put("mountPath", MOUNT_PATH);
        copy.set("volumeMounts", mounts);
      }
      containers.add(copy);
    }
    if (mounted) {
      spec.set(field, containers);
    }
    return mounted;
  }

  private static ObjectNode tokenVolume(String name) {
    ObjectNode volume = NODES.objectNode().put("name", name);
    ObjectNode projected = volume.putObject("projected");
    ArrayNode sources = projected.putArray("sources");
    sources
        .addObject()
        .putObject("serviceAccountToken")
        .put("expirationSeconds", TOKEN_SECONDS)
        .put("path", "token");
    ObjectNode certificates = sources.addObject().putObject("configMap");
    certificates.put("name", "kube-root-ca.crt");
    certificates.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
    ObjectNode item = sources.addObject().putObject("downwardAPI").putArray("items").addObject();
    item.put("path", "namespace");
    item.putObject("fieldRef").put("apiVersion", "v1").put("fieldPath", "metadata.namespace");
    projected.put("defaultMode", MODE);
    return volume;
  }

  /** DefaultTolerationSeconds. */
  private static void tolerate(ObjectNode spec) {
    ArrayNode tolerations = NODES.arrayNode();
    spec.path("tolerations").forEach(tolerations::add);
    int before = tolerations.size();
    for (String taint : List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")) {
      if (!tolerates(spec.path("tolerations"), taint)) {
        tolerations
            .addObject()
            .put("key", taint)
            .put("operator", "Exists")
            .put("effect", "NoExecute")
            .put("tolerationSeconds", TOLERATION_SECONDS);
      }
    }
    if (tolerations.size() > before) {
      spec.set("tolerations", tolerations);
    }
  }

  private static boolean tolerates(JsonNode tolerations, String taint) {
    for (JsonNode toleration : tolerations) {
      if (Set.of("", taint).contains(toleration.path("key").asString(""))
          && Set.of("", "NoExecute").contains(toleration.path("effect").asString(""))) {
        return true;
      }
    }
    return false;
  }

  /** Priority. */
  private void prioritise(Attributes attributes, ObjectNode spec) {
    String name = spec.path("priorityClassName").asString("");
    Optional<JsonNode> found =
        name.isEmpty()
            ? standard()
            : world.store().get("scheduling.k8s.io/priorityclasses", "", name);
    if (!name.isEmpty() && found.isEmpty()) {
      throw forbidden(attributes, "no PriorityClass with name %s was found".formatted(name));
    }
    long value = found.map(it -> it.path("value").asLong(0)).orElse(0L);
    String policy =
        found.map(it -> it.path("preemptionPolicy").asString("")).orElse("PreemptLowerPriority");
    JsonNode given = spec.path("priority");
    if (given.isNumber() && given.asLong() != value) {
      throw forbidden(
          attributes,
          ("the integer value of priority (%d) must not be provided in pod spec; priority admission"
                  + " controller computed %d from the given PriorityClass name")
              .formatted(given.asLong(), value));
    }
    if (name.isEmpty()) {
      found.ifPresent(it -> spec.put("priorityClassName", Meta.name(it)));
    }
    spec.put("priority", value);
    if (!policy.isEmpty()) {
      String own = spec.path("preemptionPolicy").asString(policy);
      if (!own.equals(policy)) {
        throw forbidden(
            attributes,
            ("the string value of PreemptionPolicy (%s) must not be provided in pod spec; priority"
                    + " admission controller computed %s from the given PriorityClass name")
                .formatted(own, policy));
      }
      spec.put("preemptionPolicy", policy);
    }
  }

  private Optional<JsonNode> standard() {
    return world.store().list("scheduling.k8s.io/priorityclasses", "").stream()
        .filter(it -> it.path("globalDefault").asBoolean(false))
        .min((a, b) -> Long.compare(a.path("value").asLong(0), b.path("value").asLong(0)));
  }

  private static Refusal forbidden(Attributes attributes, String why) {
    return Refusal.forbidden("", "pods", attributes.nameForMessages(), why);
  }
}
