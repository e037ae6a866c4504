package dev.kyverdict.volsync;

import dev.kyverdict.model.Manifest;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.kube.VolumeSnapshotClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings to manifests, by the file of the GitOps tree in which they stand. */
public final class Product {

  private static final String VOLSYNC = "infrastructure/storage/volsync/";
  private static final String KYVERNO = "infrastructure/controllers/kyverno/";
  private static final String ARGOCD = "infrastructure/controllers/argocd/";

  private Product() {}

  /** One file of the tree. */
  public record ProductFile(String path, Class<?> writer, List<Manifest> manifests) {

    /** Copies the list. */
    public ProductFile {
      manifests = List.copyOf(manifests);
    }
  }

  /** Every file, in the order in which a reader would look at them. */
  public static List<ProductFile> files(Settings settings) {
    return List.of(
        file(VOLSYNC + "prewarm-cronjob.yaml", PreWarm.class, PreWarm.of(settings)),
        file(
            VOLSYNC + "rustfs-credentials.yaml",
            Credentials.class,
            List.of(Credentials.base(settings))),
        file(VOLSYNC + "volumesnapshotclass.yaml", Product.class, List.of(snapshotClass(settings))),
        file(KYVERNO + "volsync-rbac.yaml", KyvernoRights.class, KyvernoRights.of(settings)),
        file(
            KYVERNO + "volsync-clusterpolicy.yaml",
            BackupPolicies.class,
            BackupPolicies.of(settings)),
        file(
            KYVERNO + "volsync-auto-restore.yaml",
            RestorePolicies.class,
            List.of(RestorePolicies.of(settings))),
        file(
            ARGOCD + "volsync-ignore-differences.yaml",
            ArgoCd.class,
            List.of(ArgoCd.ignoreDifferences())));
  }

  /** Every manifest of every file. */
  public static List<Manifest> manifests(Settings settings) {
    return files(settings).stream().flatMap(file -> file.manifests().stream()).toList();
  }

  /**
   * What each {@code kustomization.yaml} must name. Argo CD's entry is named by none: it is to be
   * merged into a ConfigMap that Argo CD has.
   */
  public static Map<String, List<String>> kustomizations(Settings settings) {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    for (ProductFile file : files(settings)) {
      if (!file.path().startsWith(ARGOCD)) {
        int slash = file.path().lastIndexOf('/');
        entries
            .computeIfAbsent(
                file.path().substring(0, slash + 1) + "kustomization.yaml",
                path -> new ArrayList<>())
            .add(file.path().substring(slash + 1));
      }
    }
    return entries;
  }

  /** Files of the design before the pre-warm CronJob; they lose their entry and stay. */
  public static List<String> retired() {
    return List.of(VOLSYNC + "sync-cronjob.yaml");
  }

  private static VolumeSnapshotClass snapshotClass(Settings settings) {
    return new VolumeSnapshotClass(
        Metadata.named(settings.storage().snapshotClass())
            .annotation(ArgoCd.SYNC_WAVE, ArgoCd.RIGHTS),
        settings.storage().snapshotDriver(),
        "Delete",
        Map.of("type", settings.storage().snapshotType()));
  }

  private static ProductFile file(
      String path, Class<?> writer, List<? extends Manifest> manifests) {
    return new ProductFile(path, writer, List.copyOf(manifests));
  }
}
