package dev.kyverdict.world.batch;

import dev.kyverdict.world.batch.Decision.Act;
import dev.kyverdict.world.kube.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Looks at what is pending and does what can be done: {@code warm_once} and {@code act}. */
final class Warming {

  private static final int LONGEST = 300;

  private final Kubectl kubectl;
  private final Inputs inputs;
  private final Told told;
  private final boolean last;
  private final List<Backup> pending = new ArrayList<>();

  /** A backup with what the cluster has of it. */
  private record Seen(
      Backup backup,
      Optional<JsonNode> destination,
      Optional<JsonNode> claim,
      Optional<JsonNode> secret) {}

  Warming(Kubectl kubectl, Inputs inputs, Told told, boolean last) {
    this.kubectl = kubectl;
    this.inputs = inputs;
    this.told = told;
    this.last = last;
  }

  /** Does it; what has still to wait comes back. */
  List<Backup> once(List<Backup> backups) {
    List<Seen> seen = new ArrayList<>();
    for (Backup one : backups) {
      Kubectl.Found destination = kubectl.get(destinations(one) + "/" + destination(one));
      Kubectl.Found claim =
          kubectl.get(
              "/api/v1/namespaces/%s/persistentvolumeclaims/%s"
                  .formatted(one.namespace(), one.claim()));
      Kubectl.Found secret = kubectl.get(secrets(one) + "/" + one.claim() + "-volsync-secret");
      if (destination.known() && claim.known() && secret.known()) {
        seen.add(new Seen(one, destination.object(), claim.object(), secret.object()));
      } else {
        told.fail("read-objects", one.namespace(), one.claim(), "");
      }
    }
    for (Seen one : seen) {
      boolean refused = false;
      for (Act act : Decision.of(inputs, one.backup, one.destination, one.claim, one.secret)) {
        // Without its Secret a destination would only take up space.
        refused = refused && !(act instanceof Act.Says) || !done(act, one.backup);
      }
    }
    return List.copyOf(pending);
  }

  private static String destinations(Backup one) {
    return "/apis/volsync.backube/v1alpha1/namespaces/%s/replicationdestinations"
        .formatted(one.namespace());
  }

  private static String destination(Backup one) {
    return one.claim() + "-restore";
  }

  private static String secrets(Backup one) {
    return "/apis/external-secrets.io/v1/namespaces/%s/externalsecrets".formatted(one.namespace());
  }

  /** Whether the rest about this backup is still to be done. */
  private boolean done(Act act, Backup one) {
    switch (act) {
      case Act.Says says -> relay(says.result(), one, says.detail());
      case Act.Waits waits -> {
        if (last) {
          relay("skip:secret-pending", one, waits.secret());
        } else {
          pending.add(one);
        }
      }
      case Act.Secret secret -> {
        // Kyverno may make the same one for the claim; which of the two comes first is all the
        // same.
        String problem = kubectl.create(secrets(one), secret.document());
        if (!problem.isEmpty() && !problem.contains("AlreadyExists")) {
          fail("create-secret", one, problem);
          return false;
        }
      }
      case Act.Creates creates -> create(one, creates.document());
      case Act.Patches patches -> {
        String problem =
            kubectl.patch(destinations(one) + "/" + destination(one), patches.document());
        if (problem.isEmpty()) {
          relay(patches.result(), one, patches.detail());
        } else {
          fail("patch-rd", one, problem);
        }
      }
    }
    return true;
  }

  private void create(Backup one, JsonNode document) {
    String problem = kubectl.create(destinations(one), document);
    if (problem.isEmpty()) {
      relay("created", one, Trees.text(document, "spec/trigger/manual"));
    } else if (problem.contains("AlreadyExists")) {
      relay("skip:rd-appeared", one, "");
    } else {
      fail("create-rd", one, problem);
    }
  }

  private void relay(String result, Backup one, String detail) {
    if (result.startsWith("error:")) {
      told.fail(result.substring("error:".length()), one.namespace(), one.claim(), detail);
    } else {
      told.say(result, one.namespace(), one.claim(), detail);
    }
  }

  private void fail(String result, Backup one, String problem) {
    told.fail(
        result,
        one.namespace(),
        one.claim(),
        problem.substring(0, Math.min(LONGEST, problem.length())));
  }
}
