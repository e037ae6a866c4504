package dev.kyverdict.product;

import static dev.kyverdict.volsync.Settings.retain;

import dev.kyverdict.volsync.Profile;
import dev.kyverdict.volsync.Settings;
import dev.kyverdict.volsync.Settings.Backups;
import dev.kyverdict.volsync.Settings.Catalogue;
import dev.kyverdict.volsync.Settings.Credentials;
import dev.kyverdict.volsync.Settings.PreWarm;
import dev.kyverdict.volsync.Settings.Shape;
import dev.kyverdict.volsync.Settings.Storage;
import dev.kyverdict.volsync.Settings.Tier;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For each setting, settings that differ from a base in it alone. */
final class ChangedSettings {

  private final Settings base;
  private final Map<String, Settings> changed = new LinkedHashMap<>();

  private ChangedSettings(Settings base) {
    this.base = base;
  }

  /**
   * The settings that are changed: the plan's, with a claim, and a namespace left out for later.
   */
  static Settings base(Profile profile) {
    return Settings.PLAN
        .withProfile(profile)
        .withExcludedNamespaces(List.of("kube-system", "volsync-system", "backup-system"))
        .withSizes(
            Map.of("media/data", new Shape("5Gi", Optional.empty(), List.of("ReadWriteOnce"))));
  }

  /** Setting, as {@code component} or {@code component.component}, to the changed settings. */
  static Map<String, Settings> of(Settings base) {
    ChangedSettings settings = new ChangedSettings(base);
    settings.backups();
    settings.storage();
    settings.credentials();
    settings.preWarm();
    settings.catalogue();
    Profile other = base.profile() == Profile.SAFE ? Profile.AS_PLANNED : Profile.SAFE;
    settings.changed.put("profile", base.withProfile(other));
    settings.changed.put(
        "excludedNamespaces",
        base.withExcludedNamespaces(List.of("kube-system", "volsync-system", "rook-ceph")));
    settings.changed.put(
        "sizes",
        base.withSizes(
            Map.of("media/data", new Shape("7Gi", Optional.of("fast"), List.of("ReadWriteOnce")))));
    return settings.changed;
  }

  private void backups() {
    Backups b = base.backups();
    put(
        "bucket",
        new Backups("other-bucket", b.endpoint(), b.region(), b.tiers(), b.pruneIntervalDays()));
    put(
        "endpoint",
        new Backups(
            b.bucket(), "https://s3.example.org", b.region(), b.tiers(), b.pruneIntervalDays()));
    put(
        "region",
        new Backups(b.bucket(), b.endpoint(), "eu-central-1", b.tiers(), b.pruneIntervalDays()));
    put("pruneIntervalDays", new Backups(b.bucket(), b.endpoint(), b.region(), b.tiers(), 14));
    put("tiers", tiers(List.of(b.tiers().get(0))));
    Tier daily = b.tiers().get(1);
    put(
        "tiers.label",
        tiers(List.of(b.tiers().get(0), new Tier("weekly", daily.hours(), daily.retain()))));
    put("tiers.hours", tiers(List.of(b.tiers().get(0), new Tier("daily", "4", daily.retain()))));
    put(
        "tiers.retain",
        tiers(List.of(b.tiers().get(0), new Tier("daily", "2", retain(0, 14, 4, 2)))));
  }

  private Backups tiers(List<Tier> tiers) {
    Backups b = base.backups();
    return new Backups(b.bucket(), b.endpoint(), b.region(), tiers, b.pruneIntervalDays());
  }

  private void put(String component, Backups value) {
    changed.put("backups." + component, base.withBackups(value));
  }

  private void storage() {
    Storage s = base.storage();
    put(
        "cacheStorageClass",
        new Storage(
            "fast", s.snapshotClass(), s.snapshotDriver(), s.snapshotType(), s.cacheCapacity()));
    put(
        "snapshotClass",
        new Storage(
            s.cacheStorageClass(),
            "other",
            s.snapshotDriver(),
            s.snapshotType(),
            s.cacheCapacity()));
    put(
        "snapshotDriver",
        new Storage(
            s.cacheStorageClass(),
            s.snapshotClass(),
            "csi.example.org",
            s.snapshotType(),
            s.cacheCapacity()));
    // Longhorn takes no other type: changed together with the driver
    put(
        "snapshotType",
        new Storage(
            s.cacheStorageClass(), s.snapshotClass(), "csi.example.org", "bak", s.cacheCapacity()));
    put(
        "cacheCapacity",
        new Storage(
            s.cacheStorageClass(), s.snapshotClass(), s.snapshotDriver(), s.snapshotType(), "2Gi"));
  }

  private void put(String component, Storage value) {
    changed.put("storage." + component, base.withStorage(value));
  }

  private void credentials() {
    Credentials c = base.credentials();
    put(
        "baseSecret",
        new Credentials(
            "other-base",
            c.storeKind(),
            c.store(),
            c.remoteKey(),
            c.accessKeyId(),
            c.secretAccessKey(),
            c.resticPassword()));
    put(
        "storeKind",
        new Credentials(
            c.baseSecret(),
            "SecretStore",
            c.store(),
            c.remoteKey(),
            c.accessKeyId(),
            c.secretAccessKey(),
            c.resticPassword()));
    put(
        "store",
        new Credentials(
            c.baseSecret(),
            c.storeKind(),
            "vault",
            c.remoteKey(),
            c.accessKeyId(),
            c.secretAccessKey(),
            c.resticPassword()));
    put(
        "remoteKey",
        new Credentials(
            c.baseSecret(),
            c.storeKind(),
            c.store(),
            "s3",
            c.accessKeyId(),
            c.secretAccessKey(),
            c.resticPassword()));
    put(
        "accessKeyId",
        new Credentials(
            c.baseSecret(),
            c.storeKind(),
            c.store(),
            c.remoteKey(),
            "id",
            c.secretAccessKey(),
            c.resticPassword()));
    put(
        "secretAccessKey",
        new Credentials(
            c.baseSecret(),
            c.storeKind(),
            c.store(),
            c.remoteKey(),
            c.accessKeyId(),
            "secret",
            c.resticPassword()));
    put(
        "resticPassword",
        new Credentials(
            c.baseSecret(),
            c.storeKind(),
            c.store(),
            c.remoteKey(),
            c.accessKeyId(),
            c.secretAccessKey(),
            "password"));
  }

  private void put(String component, Credentials value) {
    changed.put("credentials." + component, base.withCredentials(value));
  }

  private void preWarm() {
    PreWarm p = base.preWarm();
    put(
        "namespace",
        new PreWarm(
            "backup-system", p.schedule(), p.image(), p.deadline(), p.maxStale(), p.secretWait()));
    put(
        "schedule",
        new PreWarm(
            p.namespace(),
            "3-59/10 * * * *",
            p.image(),
            p.deadline(),
            p.maxStale(),
            p.secretWait()));
    put(
        "image",
        new PreWarm(
            p.namespace(),
            p.schedule(),
            "example.org/tools:1",
            p.deadline(),
            p.maxStale(),
            p.secretWait()));
    put(
        "deadline",
        new PreWarm(
            p.namespace(),
            p.schedule(),
            p.image(),
            Duration.ofSeconds(100),
            p.maxStale(),
            p.secretWait()));
    put(
        "maxStale",
        new PreWarm(
            p.namespace(),
            p.schedule(),
            p.image(),
            p.deadline(),
            Duration.ofHours(1),
            p.secretWait()));
    put(
        "secretWait",
        new PreWarm(
            p.namespace(),
            p.schedule(),
            p.image(),
            p.deadline(),
            p.maxStale(),
            Duration.ofSeconds(3)));
  }

  private void put(String component, PreWarm value) {
    changed.put("preWarm." + component, base.withPreWarm(value));
  }

  private void catalogue() {
    Catalogue c = base.catalogue();
    put("name", new Catalogue("backups", c.maxAge(), c.digits(), c.limit()));
    put("maxAge", new Catalogue(c.name(), Duration.ofMinutes(30), c.digits(), c.limit()));
    put("digits", new Catalogue(c.name(), c.maxAge(), 1, c.limit()));
    put("limit", new Catalogue(c.name(), c.maxAge(), c.digits(), 5_000));
  }

  private void put(String component, Catalogue value) {
    changed.put("catalogue." + component, base.withCatalogue(value));
  }
}
