package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.api.Errand.Reference;
import dev.kyverdict.cluster.api.Errand.Unprotect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Claims and volumes go when nobody uses them any more ({@code pkg/controller/volume/pvcprotection}
 * and {@code pvprotection}). Letting one go is an update, which webhooks can refuse.
 */
final class ProtectionController {

  private static final Duration LONGEST = Duration.ofSeconds(1000);
  private static final String CLAIM_FINALIZER = "kubernetes.io/pvc-protection";
  private static final String VOLUME_FINALIZER = "kubernetes.io/pv-protection";

  private final Desk claims = new Desk("pvc-protection-controller");
  private final Desk volumes = new Desk("pv-protection-controller");

  void started(Host host) {
    list(host, claims, "/api/v1/persistentvolumeclaims", "PersistentVolumeClaim");
    list(host, volumes, "/api/v1/persistentvolumes", "PersistentVolume");
  }

  private static void list(Host host, Desk desk, String path, String kind) {
    for (JsonNode item : desk.get(host, path).body().path("items")) {
      ObjectNode object = Meta.copy(item);
      notice(host, object.put("apiVersion", "v1").put("kind", kind));
    }
  }

  void changed(Host host, Change change) {
    JsonNode object = change.object();
    if (!object.path("kind").asString("").equals("Pod")) {
      if (change.type() != Change.Type.DELETED) {
        notice(host, object);
      }
      return;
    }
    boolean ends =
        change.type() == Change.Type.DELETED
            || List.of("Succeeded", "Failed")
                .contains(object.path("status").path("phase").asString(""));
    for (JsonNode volume : object.path("spec").path("volumes")) {
      String claim = volume.path("persistentVolumeClaim").path("claimName").asString("");
      if (ends && !claim.isEmpty()) {
        Reference reference =
            new Reference("v1", "PersistentVolumeClaim", Meta.namespace(object), claim, "");
        host.after(Duration.ZERO, new Unprotect(reference, 0));
      }
    }
  }

  private static void notice(Host host, JsonNode object) {
    List<String> finalizers = Meta.finalizers(object);
    if (Meta.isGoing(object)
        && (finalizers.contains(CLAIM_FINALIZER) || finalizers.contains(VOLUME_FINALIZER))) {
      host.after(Duration.ZERO, new Unprotect(Reference.of(object), 0));
    }
  }

  /** Takes the finalizer away when nothing uses the object. */
  void release(Host host, Unprotect errand) {
    Reference object = errand.object();
    boolean claim = object.kind().equals("PersistentVolumeClaim");
    Desk desk = claim ? claims : volumes;
    String path =
        claim
            ? "/api/v1/namespaces/%s/persistentvolumeclaims/%s"
                .formatted(object.namespace(), object.name())
            : "/api/v1/persistentvolumes/" + object.name();
    Reply found = desk.get(host, path);
    if (found.status() == 404) {
      return;
    }
    String finalizer = claim ? CLAIM_FINALIZER : VOLUME_FINALIZER;
    boolean done = found.ok();
    if (found.ok()
        && Meta.isGoing(found.body())
        && Meta.finalizers(found.body()).contains(finalizer)) {
      boolean used =
          claim
              ? isMounted(host, object)
              : found.body().path("status").path("phase").asString("").equals("Bound");
      done = used || free(host, desk, path, found.body(), finalizer);
    }
    if (!done) {
      host.after(errand.delay(LONGEST), errand.again());
    }
  }

  private boolean isMounted(Host host, Reference claim) {
    String path = "/api/v1/namespaces/" + claim.namespace() + "/pods";
    for (JsonNode pod : claims.get(host, path).body().path("items")) {
      String phase = pod.path("status").path("phase").asString("");
      boolean over = phase.equals("Succeeded") || phase.equals("Failed");
      boolean placed = !pod.path("spec").path("nodeName").asString("").isEmpty();
      for (JsonNode volume : pod.path("spec").path("volumes")) {
        String name = volume.path("persistentVolumeClaim").path("claimName").asString("");
        if (placed && !over && name.equals(claim.name())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean free(
      Host host, Desk desk, String path, JsonNode object, String finalizer) {
    ObjectNode copy = Meta.copy(object);
    List<String> rest = new ArrayList<>(Meta.finalizers(object));
    rest.remove(finalizer);
    Meta.setFinalizers(Meta.of(copy), rest);
    Reply reply = desk.send(host, Method.PUT, path, copy);
    return reply.ok() || reply.status() == 404;
  }
}
