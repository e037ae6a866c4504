package dev.kyverdict.world.storage;

import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.world.control.Controller;
import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Key;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Binds claims and volumes ({@code k8s.io/kubernetes/pkg/controller/volume/persistentvolume}):
 * claims whose volume is made for them or named by them. It does not search for a volume that
 * happens to fit.
 */
public final class VolumeBinder extends Controller {

  private static final Account ACCOUNT = Account.controller("persistent-volume-binder");

  /** With nothing to do. */
  public VolumeBinder() {}

  private VolumeBinder(VolumeBinder original) {
    super(original);
  }

  @Override
  public String name() {
    return "persistent-volume-binder";
  }

  @Override
  protected Account account() {
    return ACCOUNT;
  }

  @Override
  protected Set<Kind> kinds() {
    return Set.of(Kind.CLAIM, Kind.VOLUME, Kind.STORAGE_CLASS);
  }

  @Override
  protected Collection<Key> concerned(Desk desk, Kind kind, JsonNode object) {
    return switch (kind) {
      case CLAIM -> {
        List<Key> keys = new ArrayList<>(List.of(Key.of(kind, object)));
        if (!Claims.volume(object).isEmpty()) {
          keys.add(new Key(Kind.VOLUME, "", Claims.volume(object)));
        }
        yield keys;
      }
      case VOLUME -> claims(desk, object);
      default ->
          desk
              .list(
                  Kind.CLAIM,
                  "",
                  "",
                  claim ->
                      Claims.volume(claim).isEmpty()
                          && Claims.className(claim).equals(Trees.name(object)))
              .stream()
              .map(claim -> Key.of(Kind.CLAIM, claim))
              .toList();
    };
  }

  private static List<Key> claims(Desk desk, JsonNode volume) {
    List<Key> keys = new ArrayList<>(List.of(Key.of(Kind.VOLUME, volume)));
    JsonNode reference = Trees.at(volume, "spec/claimRef");
    if (reference.isObject()) {
      keys.add(
          new Key(Kind.CLAIM, Trees.text(reference, "namespace"), Trees.text(reference, "name")));
      String name = Trees.name(volume);
      desk.list(
              Kind.CLAIM,
              Trees.text(reference, "namespace"),
              "",
              claim -> Claims.volume(claim).equals(name))
          .forEach(claim -> keys.add(Key.of(Kind.CLAIM, claim)));
    }
    return keys;
  }

  @Override
  protected Optional<Duration> reconcile(Desk desk, Key key) {
    Optional<ObjectNode> found = desk.find(key.kind(), key.namespace(), key.name());
    if (found.isPresent() && key.kind() == Kind.VOLUME) {
      syncVolume(desk, found.get());
    } else if (found.isPresent()) {
      if (Claims.annotation(found.get(), Claims.BIND_COMPLETED).isEmpty()) {
        syncUnbound(desk, found.get());
      } else {
        syncBound(desk, found.get());
      }
    }
    return Optional.empty();
  }

  private static void syncUnbound(Desk desk, ObjectNode claim) {
    String name = Claims.volume(claim);
    if (!name.isEmpty()) {
      Optional<ObjectNode> volume = desk.find(Kind.VOLUME, "", name);
      if (volume.isEmpty()) {
        return;
      }
      boolean free = !Trees.at(volume.get(), "spec/claimRef").isObject();
      if (free || Claims.isFor(volume.get(), claim)) {
        Binding.bind(desk, volume.get(), claim);
      } else {
        desk.event(
            claim,
            "Warning",
            "FailedBinding",
            "volume \"" + name + "\" already bound to a different claim.");
      }
      return;
    }
    Optional<ObjectNode> reserved =
        desk.list(Kind.VOLUME, "", "", volume -> Claims.isFor(volume, claim)).stream().findFirst();
    if (reserved.isPresent()) {
      Binding.bind(desk, reserved.get(), claim);
    } else {
      provision(desk, claim);
    }
  }

  /** Leaves a claim to whoever makes volumes of its class. */
  private static void provision(Desk desk, ObjectNode claim) {
    String className = Claims.className(claim);
    if (className.isEmpty()) {
      desk.event(
          claim,
          "Normal",
          "FailedBinding",
          "no persistent volumes available for this claim and no storage class is set");
      return;
    }
    Optional<ObjectNode> storageClass = desk.find(Kind.STORAGE_CLASS, "", className);
    if (storageClass.isEmpty()) {
      desk.event(
          claim,
          "Warning",
          "ProvisioningFailed",
          "storageclass.storage.k8s.io \"" + className + "\" not found");
      return;
    }
    if (Claims.waitsForConsumer(claim, storageClass.get())) {
      desk.event(
          claim,
          "Normal",
          "WaitForFirstConsumer",
          "waiting for first consumer to be created before binding");
      return;
    }
    hand(desk, claim, Trees.text(storageClass.get(), "provisioner"));
  }

  private static void hand(Desk desk, ObjectNode claim, String provisioner) {
    if (!Claims.annotation(claim, Claims.PROVISIONER).equals(provisioner)) {
      ObjectNode marked = claim.deepCopy();
      Claims.annotate(marked, Claims.BETA_PROVISIONER, provisioner);
      Claims.annotate(marked, Claims.PROVISIONER, provisioner);
      desk.update(Kind.CLAIM, marked);
      desk.event(
          claim,
          "Normal",
          "ExternalProvisioning",
          ("Waiting for a volume to be created either by the external provisioner '%s' or manually"
                  + " by the system administrator. If volume creation is delayed, please verify that"
                  + " the provisioner is running and correctly registered.")
              .formatted(provisioner));
    }
  }

  private static void syncBound(Desk desk, ObjectNode claim) {
    Optional<ObjectNode> volume = desk.find(Kind.VOLUME, "", Claims.volume(claim));
    if (volume.isEmpty()) {
      Binding.lose(
          desk,
          claim,
          "ClaimLost",
          "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
    } else if (!Trees.at(volume.get(), "spec/claimRef").isObject()
        || Trees.text(volume.get(), "spec/claimRef/uid").equals(Claims.uid(claim))) {
      Binding.bind(desk, volume.get(), claim);
    } else {
      Binding.lose(
          desk,
          claim,
          "ClaimMisbound",
          "Two claims are bound to the same volume, this one is bound incorrectly");
    }
  }

  private static void syncVolume(Desk desk, ObjectNode volume) {
    JsonNode reference = Trees.at(volume, "spec/claimRef");
    String uid = Trees.text(reference, "uid");
    if (uid.isEmpty()) {
      Binding.setPhase(desk, volume, "Available");
      return;
    }
    boolean claimed =
        desk.find(Kind.CLAIM, Trees.text(reference, "namespace"), Trees.text(reference, "name"))
            .filter(claim -> Claims.uid(claim).equals(uid))
            .isPresent();
    if (!claimed && !Claims.phase(volume).equals("Failed")) {
      Binding.setPhase(desk, volume, "Released");
    }
  }

  @Override
  public Actor copy() {
    return new VolumeBinder(this);
  }
}
