package dev.kyverdict.world.volsync;

import dev.kyverdict.world.kube.Trees;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The job of a mover ({@code ensureJob} of {@code internal/controller/mover/restic/mover.go}). */
record JobTemplate(
    JsonNode owner,
    String image,
    boolean privileged,
    String data,
    String cache,
    String account,
    JsonNode secret,
    List<String> actions) {

  /** How often a mover may fail. */
  static final int BACKOFF_LIMIT = 8;

  private static final List<String> PASSED =
      List.of(
          "RESTIC_COMPRESSION",
          "RESTIC_PACK_SIZE",
          "RESTIC_READ_CONCURRENCY",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_DEFAULT_REGION",
          "AWS_PROFILE");

  void write(ObjectNode job) {
    Marks.own(job, owner);
    Marks.created(job);
    Marks.cleanUp(job, owner);
    ObjectNode spec = job.withObject("spec").put("backoffLimit", BACKOFF_LIMIT);
    spec.put("parallelism", Trees.at(owner, "spec/paused").asBoolean(false) ? 0 : 1);
    ObjectNode template = spec.withObject("template");
    template.withObject("metadata").put("name", Trees.name(job));
    Marks.created(template);
    Trees.texts(restic("moverPodLabels"))
        .forEach((key, value) -> Marks.label(template, key, value));
    ObjectNode pod = template.withObject("spec");
    pod.put("restartPolicy", "Never").put("serviceAccountName", account);
    pod.set("containers", Trees.object().arrayNode().add(container()));
    pod.set("volumes", volumes());
    copy(pod, "securityContext", restic("moverSecurityContext"));
    copy(pod, "affinity", restic("moverAffinity"));
  }

  private JsonNode restic(String field) {
    return Replication.restic(owner, field);
  }

  private static void copy(ObjectNode pod, String field, JsonNode value) {
    if (value.isMissingNode()) {
      pod.remove(field);
    } else {
      pod.set(field, value);
    }
  }

  private ObjectNode container() {
    ObjectNode container = Trees.object().put("name", "restic").put("image", image);
    container.putArray("command").add("/mover-restic/entry.sh");
    actions.forEach(container.putArray("args")::add);
    container.set("env", environment());
    copy(container, "resources", restic("moverResources"));
    ObjectNode security = container.putObject("securityContext");
    security.put("allowPrivilegeEscalation", false).put("privileged", false);
    security.put("readOnlyRootFilesystem", true);
    ObjectNode capabilities = security.putObject("capabilities");
    capabilities.putArray("drop").add("ALL");
    if (privileged) {
      capabilities.putArray("add").add("DAC_OVERRIDE").add("CHOWN").add("FOWNER");
      security.put("runAsUser", 0);
    }
    ArrayNode mounts = container.putArray("volumeMounts");
    mounts.addObject().put("name", "data").put("mountPath", "/data");
    mounts.addObject().put("name", "cache").put("mountPath", "/cache");
    mounts.addObject().put("name", "tempdir").put("mountPath", "/tmp");
    return container;
  }

  private ArrayNode environment() {
    ArrayNode environment = Trees.object().arrayNode();
    plain(environment, "FORGET_OPTIONS", Retention.options(restic("retain")));
    plain(environment, "DATA_DIR", "/data");
    plain(environment, "RESTIC_CACHE_DIR", "/cache");
    plain(environment, "RESTORE_AS_OF", restic("restoreAsOf").asString(""));
    plain(environment, "SELECT_PREVIOUS", String.valueOf(restic("previous").asInt(0)));
    boolean deletes = restic("enableFileDeletion").asBoolean(false);
    plain(environment, "RESTORE_OPTIONS", deletes ? "--delete" : "");
    secret(environment, "RESTIC_REPOSITORY", false);
    secret(environment, "RESTIC_PASSWORD", false);
    PASSED.stream()
        .filter(secret.path("data")::has)
        .forEach(name -> secret(environment, name, true));
    plain(environment, "PRIVILEGED_MOVER", privileged ? "1" : "0");
    return environment;
  }

  private static void plain(ArrayNode environment, String name, String value) {
    ObjectNode variable = environment.addObject().put("name", name);
    if (!value.isEmpty()) {
      variable.put("value", value);
    }
  }

  private void secret(ArrayNode environment, String name, boolean optional) {
    ObjectNode variable = environment.addObject().put("name", name);
    ObjectNode reference = variable.putObject("valueFrom").putObject("secretKeyRef");
    reference.put("name", Trees.name(secret)).put("key", name).put("optional", optional);
  }

  private ArrayNode volumes() {
    ArrayNode volumes = Trees.object().arrayNode();
    claim(volumes, "data", data);
    claim(volumes, "cache", cache);
    volumes.addObject().put("name", "tempdir").putObject("emptyDir").put("medium", "Memory");
    return volumes;
  }

  private static void claim(ArrayNode volumes, String name, String claim) {
    ObjectNode volume = volumes.addObject().put("name", name);
    volume.putObject("persistentVolumeClaim").put("claimName", claim);
  }

  /** The claims that a job mounts. */
  static List<String> claims(JsonNode job) {
    return Trees.at(job, "spec/template/spec/volumes")
        .valueStream()
        .map(it -> Trees.text(it, "persistentVolumeClaim/claimName"))
        .filter(it -> !it.isEmpty())
        .toList();
  }

  /** The arguments of the mover's script. */
  static List<String> arguments(JsonNode job) {
    Stream<JsonNode> arguments =
        Trees.at(job, "spec/template/spec/containers").path(0).path("args").valueStream();
    return arguments.map(it -> it.asString("")).collect(Collectors.toList());
  }
}
