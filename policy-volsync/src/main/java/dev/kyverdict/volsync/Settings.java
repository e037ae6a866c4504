package dev.kyverdict.volsync;

import dev.kyverdict.model.InvalidPolicyException;
import dev.kyverdict.model.Problem;
import dev.kyverdict.model.kube.ReplicationSource.Retain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything about the product that may differ from one cluster to the next. {@link #PLAN} holds
 * the plan's values.
 *
 * @param profile what an unanswered look-up means
 * @param backups where backups go, how often, and how long they are kept
 * @param storage how claims are snapshotted
 * @param excludedNamespaces namespaces whose claims are never looked at: what a cluster needs
 *     before it can restore anything
 * @param credentials where the keys of the bucket and the password of the repositories come from
 * @param preWarm the CronJob that makes a destination of every backup
 * @param catalogue the list of backups that the <em>safe</em> profile asks
 * @param sizes shape of a claim by {@code namespace/name}, for destinations whose claim is gone
 */
public record Settings(
    Profile profile,
    Backups backups,
    Storage storage,
    List<String> excludedNamespaces,
    Credentials credentials,
    PreWarm preWarm,
    Catalogue catalogue,
    SortedMap<String, Shape> sizes) {

  /** The plan's values; no sizes. */
  public static final Settings PLAN =
      new Settings(
          Profile.AS_PLANNED,
          new Backups(
              "volsync-backups",
              "http://192.168.10.133:30292",
              "us-east-1",
              List.of(
                  new Tier("hourly", "*", retain(24, 7, 4, 2)),
                  new Tier("daily", "2", retain(0, 7, 4, 2))),
              7),
          new Storage("longhorn", "longhorn-snapclass", "driver.longhorn.io", "snap", "1Gi"),
          List.of(
              "kube-system",
              "kyverno",
              "argocd",
              "volsync-system",
              "longhorn-system",
              "external-secrets"),
          new Credentials(
              "volsync-rustfs-base",
              "ClusterSecretStore",
              "1password",
              "rustfs",
              "access-key-id",
              "secret-access-key",
              "restic-password"),
          new PreWarm(
              "volsync-system",
              "2-59/5 * * * *",
              "alpine/k8s:1.33.0",
              Duration.ofSeconds(240),
              Duration.ofHours(24),
              Duration.ofSeconds(10)),
          new Catalogue("volsync-catalogue", Duration.ofMinutes(15), 0, 10_000),
          new TreeMap<>());

  /**
   * Checks everything at once.
   *
   * @throws InvalidPolicyException with every problem
   */
  public Settings {
    excludedNamespaces = List.copyOf(excludedNamespaces);
    sizes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
    List<Problem> problems =
        SettingsChecks.of(
            backups, storage, excludedNamespaces, credentials, preWarm, catalogue, sizes);
    if (!problems.isEmpty()) {
      throw new InvalidPolicyException("settings", problems);
    }
  }

  /** The Secret without which the pre-warm leaves a namespace alone. */
  Optional<String> demandedSecret() {
    return switch (profile) {
      case AS_PLANNED -> Optional.of(credentials.baseSecret());
      // each claim's own ExternalSecret brings all that a restore needs
      case SAFE -> Optional.empty();
    };
  }

  /**
   * Where backups go.
   *
   * @param bucket S3 bucket; a claim's repository is {@code <bucket>/<namespace>/<claim>}
   * @param endpoint URL of the S3 server, with scheme and port
   * @param region S3 region
   * @param tiers how often, by the value of the label {@code backup}
   * @param pruneIntervalDays days between two prunes of a repository
   */
  public record Backups(
      String bucket, String endpoint, String region, List<Tier> tiers, int pruneIntervalDays) {

    /** Copies the list. */
    public Backups {
      tiers = List.copyOf(tiers);
    }

    /** The URL below which the repositories lie, without a slash at its end. */
    public String repositoryBase() {
      return "s3:" + endpoint + "/" + bucket;
    }

    /** The values of the label {@code backup}, in order. */
    public List<String> labels() {
      return tiers.stream().map(Tier::label).toList();
    }
  }

  /**
   * How often the claims of one label value are backed up. The minute is spread by the claim's
   * name.
   *
   * @param label the value of the label {@code backup}
   * @param hours the hour field of a cron schedule in the controller's time zone, such as {@code *}
   *     or {@code 2}
   * @param retain how many snapshots are kept
   */
  public record Tier(String label, String hours, Retain retain) {}

  /**
   * How claims are snapshotted.
   *
   * @param cacheStorageClass storage class of the movers' caches
   * @param snapshotClass name of the VolumeSnapshotClass
   * @param snapshotDriver CSI driver of that class
   * @param snapshotType Longhorn's parameter {@code type}: {@code snap} lives in the volume,
   *     anything else needs a backup target
   * @param cacheCapacity size of the movers' caches, a quantity
   */
  public record Storage(
      String cacheStorageClass,
      String snapshotClass,
      String snapshotDriver,
      String snapshotType,
      String cacheCapacity) {}

  /**
   * Where keys and passwords come from.
   *
   * @param baseSecret name of the Secret that stands in every namespace with backups
   * @param storeKind SecretStore or ClusterSecretStore
   * @param store name of the store
   * @param remoteKey entry of the store
   * @param accessKeyId property with the access key id
   * @param secretAccessKey property with the secret access key
   * @param resticPassword property with the repositories' password
   */
  public record Credentials(
      String baseSecret,
      String storeKind,
      String store,
      String remoteKey,
      String accessKeyId,
      String secretAccessKey,
      String resticPassword) {}

  /**
   * The pre-warm CronJob.
   *
   * @param namespace its namespace
   * @param schedule its schedule, UTC; off the full hour, when hourly backups start
   * @param image an image with bash, kubectl, aws and jq
   * @param deadline how long a run may take; shorter than the interval
   * @param maxStale how old the image of a claim that lives may grow before it is synced again
   * @param secretWait how long a run waits for a new Secret
   */
  public record PreWarm(
      String namespace,
      String schedule,
      String image,
      Duration deadline,
      Duration maxStale,
      Duration secretWait) {}

  /**
   * The catalogue of backups.
   *
   * @param name name of the ConfigMap, and the beginning of the shards' names
   * @param maxAge how old it may be to be believed
   * @param digits by how many hex digits of the namespace's sha256 it is sharded: 0, 1 or 2
   * @param limit how many claims a ConfigMap may list
   */
  public record Catalogue(String name, Duration maxAge, int digits, int limit) {

    /** The names of all shards. */
    public List<String> shards() {
      return switch (digits) {
        case 0 -> List.of(name);
        case 1 ->
            java.util.stream.IntStream.range(0, 16)
                .mapToObj(i -> "%s-%x".formatted(name, i))
                .toList();
        default ->
            java.util.stream.IntStream.range(0, 256)
                .mapToObj(i -> "%s-%02x".formatted(name, i))
                .toList();
      };
    }
  }

  /**
   * The shape of a claim, which a destination must have too.
   *
   * @param capacity size, a quantity
   * @param storageClassName storage class; the cluster's default when absent
   * @param accessModes access modes
   */
  public record Shape(
      String capacity, Optional<String> storageClassName, List<String> accessModes) {

    /** Copies the list. */
    public Shape {
      accessModes = List.copyOf(accessModes);
    }
  }

  /** Snapshots to keep; 0 says nothing. */
  public static Retain retain(int hourly, int daily, int weekly, int monthly) {
    return new Retain(
        some(hourly),
        some(daily),
        some(weekly),
        some(monthly),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Integer> some(int count) {
    return count == 0 ? Optional.empty() : Optional.of(count);
  }

  /** The same in another profile. */
  public Settings withProfile(Profile value) {
    return new Settings(
        value, backups, storage, excludedNamespaces, credentials, preWarm, catalogue, sizes);
  }

  /** The same with other backups. */
  public Settings withBackups(Backups value) {
    return new Settings(
        profile, value, storage, excludedNamespaces, credentials, preWarm, catalogue, sizes);
  }

  /** The same with other storage. */
  public Settings withStorage(Storage value) {
    return new Settings(
        profile, backups, value, excludedNamespaces, credentials, preWarm, catalogue, sizes);
  }

  /** The same with other excluded namespaces. */
  public Settings withExcludedNamespaces(List<String> value) {
    return new Settings(profile, backups, storage, value, credentials, preWarm, catalogue, sizes);
  }

  /** The same with other credentials. */
  public Settings withCredentials(Credentials value) {
    return new Settings(
        profile, backups, storage, excludedNamespaces, value, preWarm, catalogue, sizes);
  }

  /** The same with another pre-warm CronJob. */
  public Settings withPreWarm(PreWarm value) {
    return new Settings(
        profile, backups, storage, excludedNamespaces, credentials, value, catalogue, sizes);
  }

  /** The same with another catalogue. */
  public Settings withCatalogue(Catalogue value) {
    return new Settings(
        profile, backups, storage, excludedNamespaces, credentials, preWarm, value, sizes);
  }

  /** The same with other sizes. */
  public Settings withSizes(Map<String, Shape> value) {
    return new Settings(
        profile,
        backups,
        storage,
        excludedNamespaces,
        credentials,
        preWarm,
        catalogue,
        new TreeMap<>(value));
  }
}
