package dev.kyverdict.world.volsync;

import dev.kyverdict.world.control.CallFailedException;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Trees;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sync with restic, step by step: the volumes first, then the account, then the Secret, then the
 * job ({@code internal/controller/mover/restic/mover.go}).
 */
final class ResticMover {

  private final Desk desk;
  private final ObjectNode object;
  private final boolean source;
  private final boolean privileged;
  private final Volumes volumes;
  private final MoverJob job;

  /**
   * How far a sync is.
   *
   * @param completed whether it is done
   * @param image what it has made
   */
  record Progress(boolean completed, Optional<ObjectNode> image) {
    static final Progress NOT_YET = new Progress(false, Optional.empty());
  }

  ResticMover(
      Desk desk, ObjectNode object, ObjectNode status, VolSyncVersion version, boolean privileged) {
    this.desk = desk;
    this.object = object;
    this.source = Trees.text(object, "kind").equals(Kind.SOURCE.kind());
    this.privileged = privileged;
    this.volumes = new Volumes(desk, object);
    status.withObject("latestMoverStatus");
    if (source) {
      status.withObject("restic");
    }
    this.job = new MoverJob(desk, object, status, version, privileged);
  }

  /** Whether a namespace lets movers be root. */
  static boolean isPrivileged(Desk desk, String namespace) {
    return Trees.at(desk.get(Kind.NAMESPACE, "", namespace), "metadata/annotations")
        .path(Marks.PRIVILEGED)
        .asString("")
        .equals("true");
  }

  Progress synchronize() {
    Optional<ObjectNode> data = source ? volumes.copyOfSource() : Optional.of(destination());
    if (data.isEmpty()) {
      return Progress.NOT_YET;
    }
    ObjectNode cache = volumes.cache(data.get(), cleans("cleanupCachePVC"));
    String account = MoverAccount.ensure(desk, object, source, privileged);
    JsonNode secret = secret();
    customCa();
    if (!job.isDone(data.get(), cache, account, secret)) {
      return Progress.NOT_YET;
    }
    if (source) {
      return new Progress(true, Optional.empty());
    }
    Optional<ObjectNode> image = volumes.image(data.get());
    return image.isEmpty() ? Progress.NOT_YET : new Progress(true, image);
  }

  void cleanUp() {
    if (!source) {
      volumes.forgetImage(destinationName());
    }
    Cleanup.run(desk, object);
  }

  private boolean cleans(String field) {
    return !source && Replication.restic(object, field).asBoolean(false);
  }

  private String destinationName() {
    String given = Replication.restic(object, "destinationPVC").asString("");
    return given.isEmpty() ? "volsync-" + Trees.name(object) + "-dest" : given;
  }

  private ObjectNode destination() {
    return Replication.restic(object, "destinationPVC").asString("").isEmpty()
        ? volumes.ensureNew(destinationName(), cleans("cleanupTempPVC"))
        : desk.get(Kind.CLAIM, Trees.namespace(object), destinationName());
  }

  private JsonNode secret() {
    String name = Replication.restic(object, "repository").asString("");
    ObjectNode secret = desk.get(Kind.SECRET, Trees.namespace(object), name);
    requireFields("secret", secret, List.of("RESTIC_REPOSITORY", "RESTIC_PASSWORD"));
    return secret;
  }

  /** {@code SecretHasFields} of {@code internal/controller/utils/utils.go}. */
  private static void requireFields(String what, JsonNode object, List<String> fields) {
    JsonNode data = object.path("data");
    if (data.size() < fields.size()) {
      throw new CallFailedException(
          "%s should have fields: [%s]".formatted(what, String.join(" ", fields)));
    }
    for (String field : fields) {
      if (!data.has(field)) {
        throw new CallFailedException("%s is missing field: %s".formatted(what, field));
      }
    }
  }

  private void customCa() {
    JsonNode wish = Replication.restic(object, "customCA");
    List<String> key = List.of(Trees.text(wish, "key"));
    String secret = Trees.text(wish, "secretName");
    String map = Trees.text(wish, "configMapName");
    if (!secret.isEmpty()) {
      requireFields("secret", desk.get(Kind.SECRET, Trees.namespace(object), secret), key);
    } else if (!map.isEmpty()) {
      requireFields("configmap", desk.get(Kind.CONFIG_MAP, Trees.namespace(object), map), key);
    }
  }
}
