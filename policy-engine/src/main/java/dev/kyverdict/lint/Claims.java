package dev.kyverdict.lint;

import static dev.kyverdict.lint.VolSyncLint.CLAIM_NOT_RESTORABLE;
import static dev.kyverdict.lint.VolSyncLint.RESTORE_SKIPPED;
import static dev.kyverdict.lint.VolSyncLint.SERVER_SIDE_DIFF;
import static dev.kyverdict.lint.VolSyncLint.SIZE_MISMATCH;

import dev.kyverdict.lint.Tree.Known;
import dev.kyverdict.model.Match.Resources;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Selector;
import dev.kyverdict.model.Selector.Requirement;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Claims beside the rules that back them up and restore them. */
final class Claims {

  private static final List<String> DATA_SOURCE = List.of("spec", "dataSourceRef");

  private static final String SKIP_RESTORE = "volsync.backup/skip-restore";

  private static final String COMPARE_OPTIONS = "argocd.argoproj.io/compare-options";

  private Claims() {}

  static void check(ManifestSet set) {
    List<ObjectView> claims = set.rendered("PersistentVolumeClaim").toList();
    for (ObjectView claim : claims) {
      if (set.rules().anyMatch(rule -> concernsData(rule) && selects(rule, claim))) {
        obstacle(claim)
            .ifPresent(
                reason ->
                    set.report(
                        claim,
                        CLAIM_NOT_RESTORABLE,
                        "",
                        reason,
                        "take the label off that the rules select, or change it"));
      }
      if (set.rules().anyMatch(rule -> restores(rule) && selects(rule, claim))) {
        skipped(set, claim);
        difference(set, claim);
      }
      set.rendered("ReplicationDestination")
          .filter(destination -> restores(destination, claim))
          .forEach(destination -> size(set, destination, claim));
    }
  }

  /** What lets a claim start empty once lets it start empty for good. */
  private static void skipped(ManifestSet set, ObjectView claim) {
    Optional<String> skip = claim.tree().text("metadata", "annotations", SKIP_RESTORE);
    if (skip.equals(Optional.of("true"))) {
      set.report(
          claim,
          RESTORE_SKIPPED,
          "/metadata/annotations",
          "it starts empty whenever it is made, because of its annotation " + SKIP_RESTORE,
          "take the annotation out as soon as the claim is there, or accept it with a reason");
    }
  }

  /** Argo CD, where it compares by dry runs, stumbles over the source that a policy adds. */
  private static void difference(ManifestSet set, ObjectView claim) {
    boolean serverSide =
        set.rendered("ConfigMap")
            .anyMatch(
                map ->
                    map.tree()
                        .text("data", "controller.diff.server.side")
                        .equals(Optional.of("true")));
    String options = claim.tree().text("metadata", "annotations", COMPARE_OPTIONS).orElse("");
    if (serverSide && !options.contains("ServerSideDiff=false")) {
      set.report(
          claim,
          SERVER_SIDE_DIFF,
          "/metadata",
          "Argo CD compares it on the server, where the source that the policy adds is immutable",
          "add the annotation " + COMPARE_OPTIONS + ": ServerSideDiff=false");
    }
  }

  /** Whether a rule makes a source for a claim, or restores it. */
  static boolean concernsData(RuleView rule) {
    return backsUp(rule) || restores(rule);
  }

  static boolean backsUp(RuleView rule) {
    return rule.parts().generated().stream()
        .anyMatch(
            placed -> placed.value().target().kind().equals(Optional.of("ReplicationSource")));
  }

  static boolean restores(RuleView rule) {
    return rule.action() instanceof Mutate
        && DataSources.isAboutClaims(rule)
        && rule.parts().patches().stream()
            .flatMap(patch -> Write.of(patch).stream())
            .anyMatch(write -> write.how() != Write.How.REMOVE && write.touches(DATA_SOURCE));
  }

  private static boolean selects(RuleView rule, ObjectView claim) {
    return rule.rule().match().filters().stream()
        .map(filter -> filter.resources())
        .anyMatch(resources -> selects(resources, claim));
  }

  /** Whether labels and namespace of a claim fit; what cannot be known fits. */
  private static boolean selects(Resources resources, ObjectView claim) {
    return resources.kinds().stream().anyMatch(Kinds::isClaim)
        && resources.selector().map(selector -> fits(selector, claim)).orElse(true)
        && (resources.namespaces().isEmpty()
            || resources.namespaces().stream()
                .anyMatch(
                    pattern -> Wildcard.matches(pattern, claim.namespace().orElse("default"))));
  }

  private static boolean fits(Selector selector, ObjectView claim) {
    boolean labels =
        selector.matchLabels().entrySet().stream()
            .allMatch(
                asked ->
                    label(claim, asked.getKey())
                        .filter(value -> Wildcard.matches(asked.getValue(), value))
                        .isPresent());
    return labels && selector.matchExpressions().stream().allMatch(asked -> fits(asked, claim));
  }

  private static boolean fits(Requirement asked, ObjectView claim) {
    Optional<String> value = label(claim, asked.key());
    return switch (asked.operator()) {
      case "In" -> value.filter(asked.values()::contains).isPresent();
      case "NotIn" -> value.filter(asked.values()::contains).isEmpty();
      case "Exists" -> value.isPresent();
      case "DoesNotExist" -> value.isEmpty();
      default -> true;
    };
  }

  private static Optional<String> label(ObjectView claim, String key) {
    return claim.tree().text("metadata", "labels", key);
  }

  private static Optional<String> obstacle(ObjectView claim) {
    Tree tree = claim.tree();
    String storage = tree.text("spec", "storageClassName").orElse("");
    if (claim.namespace().filter(Matches.FILTERED_NAMESPACES::contains).isPresent()) {
      return Optional.of("Kyverno's default resourceFilters drop its namespace");
    }
    if (tree.isAbsent("metadata", "name") && tree.has("metadata", "generateName")) {
      return Optional.of("it has generateName, so no destination can be made for it beforehand");
    }
    if (tree.text("spec", "volumeMode").equals(Optional.of("Block"))) {
      return Optional.of("it is a block volume, and restic backs up files");
    }
    if (tree.has("spec", "volumeName")) {
      return Optional.of("it is bound to a volume by name, so the populator never fills it");
    }
    if (storage.matches(".*\\b(nfs|smb)\\b.*")) {
      return Optional.of("storage class " + storage + " takes no snapshots");
    }
    return tree.has("metadata", "labels", "cnpg.io/cluster")
        ? Optional.of("it belongs to a database cluster, which restores its claims itself")
        : Optional.empty();
  }

  private static boolean restores(ObjectView destination, ObjectView claim) {
    Tree tree = claim.tree();
    return tree.text("spec", "dataSourceRef", "kind").equals(Optional.of("ReplicationDestination"))
        && tree.text("spec", "dataSourceRef", "name").equals(Optional.of(destination.name()))
        && claim.namespace().equals(destination.namespace());
  }

  private static void size(ManifestSet set, ObjectView destination, ObjectView claim) {
    Optional<BigDecimal> has = quantity(destination.tree().at("spec", "restic", "capacity"));
    Optional<BigDecimal> wants =
        quantity(claim.tree().at("spec", "resources", "requests", "storage"));
    boolean longhorn =
        claim.tree().text("spec", "storageClassName").orElse("").contains("longhorn");
    if (has.isEmpty() || wants.isEmpty()) {
      return;
    }
    int difference = wants.get().compareTo(has.get());
    if (difference < 0 || difference > 0 && longhorn) {
      set.report(
          claim,
          SIZE_MISMATCH,
          "/spec/resources/requests/storage",
          "it is "
              + (difference < 0 ? "smaller" : "larger")
              + " than the image of "
              + destination.what()
              + (longhorn ? ", and Longhorn refuses any other size" : ""),
          "give both the same size");
    }
  }

  private static Optional<BigDecimal> quantity(Tree.Value value) {
    if (!(value instanceof Known(JsonNode node)) || node.isContainer()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Quantity.getAmountInBytes(new Quantity(node.asString(""))));
    } catch (ArithmeticException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
