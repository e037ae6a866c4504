package dev.kyverdict.volsync;

import dev.kyverdict.model.Problem;
import dev.kyverdict.volsync.Inventory.Claim;
import dev.kyverdict.volsync.Inventory.KnownNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What an inventory gives rise to. */
final class InventoryFindings {

  /** Kyverno's chart drops the objects of these before any policy sees them. */
  private static final Set<String> NEVER_SEEN =
      Set.of("kube-system", "kube-public", "kube-node-lease");

  /** What a generated name may be longer than the claim's: {@code -volsync-secret}. */
  private static final int LONGEST_SUFFIX = 15;

  private InventoryFindings() {}

  static List<Problem> of(Inventory inventory, Settings settings) {
    List<Problem> findings = new ArrayList<>();
    for (Claim claim : inventory.labelled()) {
      findings.addAll(claim(claim, settings));
    }
    findings.addAll(namespaces(inventory, settings));
    return List.copyOf(findings);
  }

  private static boolean seen(Claim claim, Settings settings) {
    return !NEVER_SEEN.contains(claim.namespace())
        && !settings.excludedNamespaces().contains(claim.namespace());
  }

  private static List<Problem> claim(Claim claim, Settings settings) {
    List<Problem> findings = new ArrayList<>();
    String who = "claim '" + claim.key() + "'";
    if (!settings.backups().labels().contains(claim.backup().orElse(""))) {
      findings.add(
          warning(
              "no-tier-matches",
              who + ": its label backup: " + claim.backup().orElse("") + " is no tier's",
              "use one of " + settings.backups().labels() + " or add a tier"));
    }
    if (NEVER_SEEN.contains(claim.namespace())) {
      findings.add(
          warning(
              "never-seen",
              who
                  + ": Kyverno's default filters drop "
                  + claim.namespace()
                  + ", so that it is neither backed up nor restored",
              "move it, or back it up by hand"));
    } else if (!seen(claim, settings)) {
      findings.add(
          warning(
              "namespace-excluded",
              who + ": its namespace is excluded by the settings",
              "move it, or take the namespace off the list"));
    }
    if (claim.name().length() > 63) {
      findings.add(
          warning(
              "name-too-long",
              who
                  + ": a name over 63 characters cannot be restored: the populator makes a label of"
                  + " it"
                  + (claim.name().length() > 253 - LONGEST_SUFFIX ? ", nor be backed up" : ""),
              "use a shorter name"));
    }
    if (claim.volumeName().isPresent()) {
      findings.add(
          warning(
              "bound-by-hand",
              who
                  + ": is bound to the volume '"
                  + claim.volumeName().get()
                  + "', which no restore can fill",
              "remove the label backup"));
    }
    findings.addAll(size(claim, who));
    return findings;
  }

  private static List<Problem> size(Claim claim, String who) {
    boolean sized =
        claim.shape().capacity().matches("[1-9][0-9]*(\\.[0-9]+)?([KMGTPE]i|[kMGTPE])?");
    if (sized && !claim.shape().accessModes().isEmpty()) {
      return List.of();
    }
    return List.of(
        warning(
            "no-destination-fits",
            who
                + ": a destination must have its size and access modes, and these are '"
                + claim.shape().capacity()
                + "' and "
                + claim.shape().accessModes(),
            "write both as the cluster has them"));
  }

  /** One finding for all namespaces that lack the same thing: there may be many. */
  private static List<Problem> namespaces(Inventory inventory, Settings settings) {
    List<String> unknown = new ArrayList<>();
    List<String> unlabelled = new ArrayList<>();
    List<String> unannotated = new ArrayList<>();
    inventory.labelled().stream()
        .filter(claim -> seen(claim, settings))
        .map(Claim::namespace)
        .distinct()
        .forEach(
            name -> {
              KnownNamespace namespace = inventory.namespaces().get(name);
              if (namespace == null) {
                unknown.add(name);
                return;
              }
              if (!"true".equals(namespace.labels().get(Names.PRIVILEGED_MOVERS))) {
                unlabelled.add(name);
              }
              if (!"true".equals(namespace.annotations().get(Names.PRIVILEGED_MOVERS))) {
                unannotated.add(name);
              }
            });
    List<Problem> findings = new ArrayList<>();
    add(
        findings,
        "namespace-unknown",
        unknown,
        "hold labelled claims and are not in the inventory",
        "add them");
    add(
        findings,
        "namespace-without-label",
        settings.demandedSecret().isPresent() ? unlabelled : List.of(),
        "lack the label "
            + Names.PRIVILEGED_MOVERS
            + ": \"true\", so that they get no base Secret and the pre-warm run skips them",
        "add the label");
    add(
        findings,
        "namespace-without-annotation",
        unannotated,
        "lack the annotation "
            + Names.PRIVILEGED_MOVERS
            + ": \"true\", so that their movers are not privileged and cannot keep the files'"
            + " owners",
        "add the annotation");
    return findings;
  }

  private static void add(
      List<Problem> findings, String id, List<String> names, String message, String repair) {
    if (!names.isEmpty()) {
      findings.add(warning(id, "namespaces " + String.join(", ", names) + ": " + message, repair));
    }
  }

  private static Problem warning(String id, String message, String repair) {
    return Problem.warning(id, "", message, repair);
  }
}
