package dev.kyverdict.world.storage;

import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.world.control.CallFailedException;
import dev.kyverdict.world.control.Controller;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Key;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes, enlarges and removes volumes of Longhorn for claims ({@code
 * kubernetes-csi/external-provisioner:pkg/controller/controller.go}, {@code
 * kubernetes-csi/external-resizer:pkg/controller/controller.go}).
 */
public final class CsiProvisioner extends Controller {

  private static final Account ACCOUNT =
      Account.serviceAccount("longhorn-system", "longhorn-service-account");

  /** The name of Longhorn's driver. */
  public static final String DRIVER = "driver.longhorn.io";

  /** {@code --retry-interval-start} and {@code --retry-interval-max}. */
  private static final Duration FIRST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** With nothing to do. */
  public CsiProvisioner() {}

  private CsiProvisioner(CsiProvisioner original) {
    super(original);
  }

  @Override
  public String name() {
    return "longhorn-csi-provisioner";
  }

  @Override
  protected Account account() {
    return ACCOUNT;
  }

  /** Its account and rights, as far as Longhorn's chart grants them for this. */
  public static List<JsonNode> objects() {
    return StorageRights.ofLonghorn();
  }

  @Override
  protected Set<Kind> kinds() {
    return Set.of(Kind.CLAIM, Kind.VOLUME);
  }

  @Override
  protected Collection<Key> concerned(Desk desk, Kind kind, JsonNode object) {
    return List.of(Key.of(kind, object));
  }

  @Override
  protected Duration pause(int number) {
    return doubled(FIRST, LONGEST, number);
  }

  @Override
  protected Optional<Duration> reconcile(Desk desk, Key key) {
    Optional<ObjectNode> found = desk.find(key.kind(), key.namespace(), key.name());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return key.kind() == Kind.CLAIM ? claim(desk, found.get()) : volume(desk, found.get());
  }

  private static Optional<Duration> claim(Desk desk, ObjectNode claim) {
    if (Claims.phase(claim).equals("Bound")) {
      Growth.of(desk, claim);
      return Optional.empty();
    }
    if (!Claims.volume(claim).isEmpty()
        || Trees.goes(claim)
        || !Claims.annotation(claim, Claims.PROVISIONER).equals(DRIVER)) {
      return Optional.empty();
    }
    String className = Claims.className(claim);
    Optional<ObjectNode> storageClass = desk.find(Kind.STORAGE_CLASS, "", className);
    if (storageClass.isEmpty() || Claims.waitsForConsumer(claim, storageClass.get())) {
      return Optional.empty();
    }
    try {
      return provision(desk, claim, storageClass.get());
    } catch (CallFailedException failed) {
      desk.event(
          claim,
          "Warning",
          "ProvisioningFailed",
          "failed to provision volume with StorageClass \"%s\": %s"
              .formatted(className, failed.text()));
      throw failed;
    }
  }

  private static Optional<Duration> provision(Desk desk, ObjectNode claim, JsonNode storageClass) {
    Optional<ObjectNode> source = VolumeSource.of(desk, claim);
    if (source.isEmpty()) {
      desk.event(
          claim,
          "Normal",
          "Provisioning",
          "Assuming an external populator will provision the volume");
      return Optional.empty();
    }
    String name = "pvc-" + Claims.uid(claim);
    ObjectNode wish = Trees.object().put("name", name);
    wish.put("size", Claims.bytes(Claims.requested(claim))).set("source", source.get());
    JsonNode made = VolumeSource.ask(desk, Method.POST, "volumes", wish);
    if (!made.path("ready").asBoolean(false)) {
      desk.event(
          claim,
          "Normal",
          "Provisioning",
          "External provisioner is provisioning volume for claim \"%s\""
              .formatted(Trees.key(claim)));
      return Optional.of(Duration.ofMillis(made.path("wait").asLong()));
    }
    if (desk.find(Kind.VOLUME, "", name).isEmpty()) {
      desk.create(Kind.VOLUME, volume(name, claim, storageClass));
      desk.event(
          claim, "Normal", "ProvisioningSucceeded", "Successfully provisioned volume " + name);
    }
    return Optional.empty();
  }

  private static ObjectNode volume(String name, JsonNode claim, JsonNode storageClass) {
    ObjectNode volume = Trees.head("v1", "PersistentVolume", "", name);
    Claims.annotate(volume, Claims.PROVISIONED_BY, DRIVER);
    ObjectNode spec = volume.putObject("spec");
    spec.set("accessModes", Trees.at(claim, "spec/accessModes"));
    spec.putObject("capacity").put("storage", Claims.requested(claim));
    spec.set("claimRef", Binding.reference(claim));
    spec.putObject("csi").put("driver", DRIVER).put("fsType", "ext4").put("volumeHandle", name);
    String policy = Trees.text(storageClass, "reclaimPolicy");
    spec.put("persistentVolumeReclaimPolicy", policy.isEmpty() ? "Delete" : policy);
    spec.put("storageClassName", Trees.name(storageClass));
    String mode = Trees.text(claim, "spec/volumeMode");
    spec.put("volumeMode", mode.isEmpty() ? "Filesystem" : mode);
    return volume;
  }

  /** A volume that nobody claims any more goes when its policy says so. */
  private static Optional<Duration> volume(Desk desk, ObjectNode volume) {
    if (Claims.phase(volume).equals("Released")
        && Claims.annotation(volume, Claims.PROVISIONED_BY).equals(DRIVER)
        && Trees.text(volume, "spec/persistentVolumeReclaimPolicy").equals("Delete")) {
      String handle = Trees.text(volume, "spec/csi/volumeHandle");
      VolumeSource.ask(desk, Method.DELETE, "volumes/" + handle, MissingNode.getInstance());
      desk.delete(Kind.VOLUME, volume);
    }
    return Optional.empty();
  }

  @Override
  public Actor copy() {
    return new CsiProvisioner(this);
  }
}
