package dev.kyverdict.lint;

import static dev.kyverdict.lint.VolSyncLint.PRIVILEGED_MOVERS_HALF;
import static dev.kyverdict.lint.VolSyncLint.RESTRICTED_NAMESPACE;
import static dev.kyverdict.lint.VolSyncLint.RUN_AS_NON_ROOT;

import dev.kyverdict.lint.Tree.Known;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Namespaces in which VolSync's movers run as root. */
final class Namespaces {

  private static final String PRIVILEGED = "volsync.backube/privileged-movers";

  private static final String ENFORCE = "pod-security.kubernetes.io/enforce";

  private Namespaces() {}

  static void check(ManifestSet set) {
    set.rendered("Namespace").forEach(namespace -> namespace(set, namespace));
    set.objects().stream()
        .filter(Movers::isMover)
        .filter(mover -> mover.rule().isEmpty())
        .forEach(mover -> mover(set, mover));
  }

  private static void namespace(ManifestSet set, ObjectView namespace) {
    boolean annotation = is(namespace, "annotations");
    boolean label = is(namespace, "labels");
    if (label && !annotation) {
      set.report(
          namespace,
          PRIVILEGED_MOVERS_HALF,
          "/metadata/labels",
          "it has the label " + PRIVILEGED + " but not the annotation, which is what VolSync reads",
          "add the annotation " + PRIVILEGED + ": \"true\"");
    } else if (annotation && !label && isSelected(set)) {
      set.report(
          namespace,
          PRIVILEGED_MOVERS_HALF,
          "/metadata/annotations",
          "it has the annotation " + PRIVILEGED + " but not the label, by which its Secret is made",
          "add the label " + PRIVILEGED + ": \"true\"");
    }
    boolean restricted =
        namespace.tree().text("metadata", "labels", ENFORCE).equals(Optional.of("restricted"));
    if (annotation && restricted) {
      set.report(
          namespace,
          RESTRICTED_NAMESPACE,
          Pointers.member("/metadata/labels", ENFORCE),
          "it enforces the restricted standard, which refuses movers that run as root",
          "enforce baseline, or drop the annotation " + PRIVILEGED);
    }
  }

  private static boolean is(ObjectView namespace, String map) {
    return namespace.tree().text("metadata", map, PRIVILEGED).equals(Optional.of("true"));
  }

  /** Whether a ClusterExternalSecret among the manifests asks for the label. */
  private static boolean isSelected(ManifestSet set) {
    return set.rendered("ClusterExternalSecret")
        .map(secret -> secret.tree().at("spec", "namespaceSelectors"))
        .anyMatch(
            selectors ->
                selectors instanceof Known(JsonNode list) && list.toString().contains(PRIVILEGED));
  }

  private static void mover(ManifestSet set, ObjectView mover) {
    boolean nonRoot = mover.tree().isTrue("spec", "restic", "moverSecurityContext", "runAsNonRoot");
    boolean privileged =
        set.namespace(mover.namespace()).filter(ns -> is(ns, "annotations")).isPresent();
    if (nonRoot && privileged) {
      set.report(
          mover,
          RUN_AS_NON_ROOT,
          "/spec/restic/moverSecurityContext/runAsNonRoot",
          "its namespace makes movers run as root, and runAsNonRoot forbids it",
          "drop runAsNonRoot, or the namespace's annotation");
    }
  }
}
