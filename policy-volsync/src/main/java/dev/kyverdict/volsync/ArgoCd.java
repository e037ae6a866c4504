package dev.kyverdict.volsync;

import dev.kyverdict.model.kube.Builtin;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** What Argo CD has to know: the order of things, and which fields of a claim are not Git's. */
final class ArgoCd {

  /** The annotation that orders a sync. */
  static final String SYNC_WAVE = "argocd.argoproj.io/sync-wave";

  /** Rights and Secrets come before what needs them. */
  static final String RIGHTS = "0";

  /** The CronJob and its catalogue come before the policies that ask for it. */
  static final String PRE_WARM = "1";

  /** Kyverno checks its own rights when a generate policy is admitted. */
  static final String POLICIES = "2";

  private ArgoCd() {}

  /**
   * The entry for {@code argocd-cm}, to be merged into the one that Argo CD has: an injected
   * dataSourceRef is not drift.
   */
  static Builtin ignoreDifferences() {
    String pointers =
        """
        jsonPointers:
          - /spec/dataSource
          - /spec/dataSourceRef
        """;
    return new Builtin(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("argocd-cm")
            .withNamespace("argocd")
            .endMetadata()
            .addToData("resource.customizations.ignoreDifferences.PersistentVolumeClaim", pointers)
            .build());
  }
}
