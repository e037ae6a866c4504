package dev.kyverdict.explore;

import dev.kyverdict.referee.Project;
import dev.kyverdict.world.Inventory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The rendered manifests, and versions of them with a known fault. */
public enum Faulty {
  /** The answer has no image yet, and only the failure of the call has a default. */
  DENIES_WHILE_A_DESTINATION_SYNCS("as-planned", Invariant.DENIED_BY_ERROR) {
    @Override
    public Policies policies() {
      return read().edit("status.latestImage.name || ''", "status.latestImage.name");
    }
  },
  /** What is missing becomes a text. */
  RESTORES_FROM_NULL("as-planned", Invariant.NAMES_NO_IMAGE) {
    @Override
    public Policies policies() {
      return read().edit("status.latestImage.name || ''", "to_string(status.latestImage.name)");
    }
  },
  /** The plan itself: a destination can only be warm in a namespace that is there. */
  STARTS_EMPTY_IN_A_NEW_NAMESPACE("as-planned", Invariant.STARTS_EMPTY) {
    @Override
    public Policies policies() {
      return read();
    }
  },
  /**
   * Kyverno takes away with the claim what it made for it, and the destination needs it; the narrow
   * webhook, which hears of no deletion, is made wide.
   */
  DELETES_THE_SECRET_OF_A_DESTINATION("safe", Invariant.SECRET_TAKEN) {
    @Override
    public Policies policies() {
      return read()
          .edit("synchronize: false", "synchronize: true")
          .edit(narrow("hourly"), "")
          .edit(narrow("daily"), "")
          .file("rights.yaml", text("rights.yaml"));
    }
  },
  /** A destination that is made with the claim syncs an empty repository, and succeeds. */
  RESTORES_FROM_AN_EMPTY_REPOSITORY("as-planned", Invariant.GIVEN_AN_EMPTY_IMAGE) {
    @Override
    public Policies policies() {
      return read()
          .file("destination.yaml", text("generate-destination.yaml"))
          .file("rights.yaml", text("rights.yaml"));
    }
  };

  /** Two namespaces, three claims. */
  public static final SmallWorld WORLD =
      SmallWorld.of(
          Inventory.read(Project.root().resolve("examples/cluster.yaml")),
          "karakeep/data-pvc",
          "karakeep/meilisearch-pvc",
          "khoj/config");

  /** One claim. */
  static final SmallWorld ONE =
      SmallWorld.of(
          Inventory.read(Project.root().resolve("examples/cluster.yaml")), "karakeep/data-pvc");

  /** The bound within which the safe profile has more than a million states. */
  static final Bound BOUND = Bound.USUAL.depth(21);

  private static final Map<Faulty, Witness> FOUND = new EnumMap<>(Faulty.class);

  private final String profile;
  private final Invariant breaks;

  Faulty(String profile, Invariant breaks) {
    this.profile = profile;
    this.breaks = breaks;
  }

  /** The manifests. */
  public abstract Policies policies();

  Invariant breaks() {
    return breaks;
  }

  /** The shortest path to what it breaks although nothing fails; looked for once. */
  Witness found() {
    synchronized (FOUND) {
      return FOUND.computeIfAbsent(
          this,
          it ->
              Explorer.explore(policies())
                  .until(breaks)
                  .over(WORLD)
                  .within(BOUND)
                  .unprovoked(breaks)
                  .orElseThrow());
    }
  }

  Policies read() {
    return read(profile);
  }

  /** What keeps the webhook of a policy for one label narrow. */
  private static String narrow(String label) {
    return """
            matchConditions:
              - name: labelled-for-backup
                expression: object != null && has(object.metadata.labels) \
        && 'backup' in object.metadata.labels && object.metadata.labels['backup'] in ['%s']
              - name: not-infrastructure
                expression: "!(request.namespace in ['kube-system', 'kyverno', 'argocd', \
        'volsync-system', 'longhorn-system', 'external-secrets'])"
        """
        .formatted(label);
  }

  static Policies read(String profile) {
    return Policies.read(Project.root().resolve("generated/" + profile));
  }

  static String text(String resource) {
    Path path = Project.root().resolve("policy-tests/src/test/resources/explore/" + resource);
    try {
      return Files.readString(path);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Set<Reduction> without(Reduction reduction) {
    Set<Reduction> others = java.util.EnumSet.allOf(Reduction.class);
    others.remove(reduction);
    return others;
  }
}
