package dev.kyverdict.volsync;

import dev.kyverdict.model.Problem;
import dev.kyverdict.model.kube.ReplicationSource.Retain;
import dev.kyverdict.volsync.Settings.Backups;
import dev.kyverdict.volsync.Settings.Catalogue;
import dev.kyverdict.volsync.Settings.Credentials;
import dev.kyverdict.volsync.Settings.PreWarm;
import dev.kyverdict.volsync.Settings.Shape;
import dev.kyverdict.volsync.Settings.Storage;
import dev.kyverdict.volsync.Settings.Tier;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What settings cannot be; every problem at once. */
final class SettingsChecks {

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?");
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern QUANTITY =
      Pattern.compile("[1-9][0-9]*(\\.[0-9]+)?([KMGTPE]i|[kMGTPE])?");
  private static final Pattern IMAGE =
      Pattern.compile(
          "[a-z0-9][a-z0-9./_-]*(:[0-9]+/[a-z0-9./_-]+)?(:[\\w.-]+)?(@sha256:[0-9a-f]{64})?");
  private static final Pattern HOURS =
      Pattern.compile("\\*|\\*/\\d{1,2}|\\d{1,2}(-\\d{1,2})?(,\\d{1,2}(-\\d{1,2})?)*");
  private static final Set<String> ACCESS_MODES =
      Set.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod");

  private final List<Problem> problems = new ArrayList<>();

  private SettingsChecks() {}

  static List<Problem> of(
      Backups backups,
      Storage storage,
      List<String> excludedNamespaces,
      Credentials credentials,
      PreWarm preWarm,
      Catalogue catalogue,
      Map<String, Shape> sizes) {
    SettingsChecks checks = new SettingsChecks();
    checks.backups(backups);
    checks.storage(storage);
    checks.namespaces(excludedNamespaces, preWarm);
    checks.credentials(credentials);
    checks.preWarm(preWarm);
    checks.catalogue(catalogue, preWarm);
    sizes.forEach(checks::size);
    return List.copyOf(checks.problems);
  }

  private void backups(Backups backups) {
    matches(
        "bucket",
        "/backups/bucket",
        backups.bucket(),
        BUCKET,
        "name it as S3 allows: 3 to 63 of a-z, 0-9, - and .");
    endpoint(backups.endpoint());
    notBlank("region", "/backups/region", backups.region());
    if (backups.tiers().isEmpty()) {
      add("no-tier", "/backups/tiers", "settings: no tier", "give at least one, such as hourly");
    }
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < backups.tiers().size(); i++) {
      tier(backups.tiers().get(i), "/backups/tiers/" + i, labels);
    }
    if (backups.pruneIntervalDays() < 1) {
      add(
          "prune-interval",
          "/backups/pruneIntervalDays",
          "pruneIntervalDays '"
              + backups.pruneIntervalDays()
              + "': a prune at every sync locks the repository",
          "give 1 or more days");
    }
  }

  private void endpoint(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      boolean good =
          ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
              && uri.getHost() != null
              && (uri.getPath() == null || uri.getPath().isEmpty())
              && uri.getQuery() == null
              && uri.getUserInfo() == null;
      if (good) {
        return;
      }
    } catch (URISyntaxException malformed) {
      // falls through to the one message for every malformed endpoint
    }
    add(
        "endpoint",
        "/backups/endpoint",
        "endpoint '" + endpoint + "': not the URL of an S3 server",
        "write http://host:port or https://host:port, without path, user or slash at the end");
  }

  private void tier(Tier tier, String pointer, Set<String> labels) {
    matches(
        "tier label",
        pointer + "/label",
        tier.label(),
        LABEL,
        "use 1 to 63 of a-z, 0-9 and -: a policy is named after it");
    if (!labels.add(tier.label())) {
      add(
          "tier-twice",
          pointer + "/label",
          "tier '" + tier.label() + "': stands twice",
          "keep one");
    }
    if (!HOURS.matcher(tier.hours()).matches() || !hoursInRange(tier.hours())) {
      add(
          "tier-hours",
          pointer + "/hours",
          "tier '"
              + tier.label()
              + "', hours '"
              + tier.hours()
              + "': not an hour field that both the CRD and the controller accept",
          "write *, */6, 2 or 2,14");
    }
    Retain retain = tier.retain();
    boolean nothing =
        List.of(retain.hourly(), retain.daily(), retain.weekly(), retain.monthly(), retain.yearly())
                .stream()
                .allMatch(count -> count.isEmpty() || count.get() <= 0)
            && retain.last().isEmpty()
            && retain.within().isEmpty();
    if (nothing) {
      add(
          "tier-retain",
          pointer + "/retain",
          "tier '" + tier.label() + "', retain: keeps nothing but the last snapshot",
          "say how many hourly, daily, weekly or monthly snapshots to keep");
    }
  }

  private static boolean hoursInRange(String hours) {
    for (String number : hours.split("[^0-9]+")) {
      if (!number.isEmpty() && Integer.parseInt(number) > 23) {
        return false;
      }
    }
    return !hours.equals("*/0");
  }

  private void storage(Storage storage) {
    matches(
        "cacheStorageClass",
        "/storage/cacheStorageClass",
        storage.cacheStorageClass(),
        SUBDOMAIN,
        "give the name of a StorageClass");
    matches(
        "snapshotClass",
        "/storage/snapshotClass",
        storage.snapshotClass(),
        SUBDOMAIN,
        "give the name of a VolumeSnapshotClass");
    notBlank("snapshotDriver", "/storage/snapshotDriver", storage.snapshotDriver());
    quantity("cacheCapacity", "/storage/cacheCapacity", storage.cacheCapacity());
    if (storage.snapshotDriver().equals("driver.longhorn.io")
        && !storage.snapshotType().equals("snap")) {
      add(
          "snapshot-type",
          "/storage/snapshotType",
          "snapshotType '"
              + storage.snapshotType()
              + "': Longhorn then makes a backup, which needs a backup target and is never ready without one",
          "use snap");
    }
  }

  private void namespaces(List<String> excluded, PreWarm preWarm) {
    for (int i = 0; i < excluded.size(); i++) {
      matches(
          "excluded namespace",
          "/excludedNamespaces/" + i,
          excluded.get(i),
          LABEL,
          "give the name of a namespace, no wildcard");
    }
    if (!excluded.contains("kube-system") || !excluded.contains(preWarm.namespace())) {
      add(
          "deadlock",
          "/excludedNamespaces",
          "excludedNamespaces: kube-system and '"
              + preWarm.namespace()
              + "' must be among them, or a policy that fails closed can keep the cluster from healing itself",
          "add both");
    }
  }

  private void credentials(Credentials credentials) {
    matches(
        "baseSecret",
        "/credentials/baseSecret",
        credentials.baseSecret(),
        SUBDOMAIN,
        "give the name of a Secret");
    matches(
        "store", "/credentials/store", credentials.store(), SUBDOMAIN, "give the name of a store");
    if (!Set.of("SecretStore", "ClusterSecretStore").contains(credentials.storeKind())) {
      add(
          "store-kind",
          "/credentials/storeKind",
          "storeKind '" + credentials.storeKind() + "': External Secrets has no such store",
          "use ClusterSecretStore or SecretStore");
    }
    notBlank("remoteKey", "/credentials/remoteKey", credentials.remoteKey());
    notBlank("accessKeyId", "/credentials/accessKeyId", credentials.accessKeyId());
    notBlank("secretAccessKey", "/credentials/secretAccessKey", credentials.secretAccessKey());
    notBlank("resticPassword", "/credentials/resticPassword", credentials.resticPassword());
  }

  private void preWarm(PreWarm preWarm) {
    matches(
        "preWarm namespace",
        "/preWarm/namespace",
        preWarm.namespace(),
        LABEL,
        "give the name of a namespace");
    matches(
        "preWarm image",
        "/preWarm/image",
        preWarm.image(),
        IMAGE,
        "write repository:tag, or better repository:tag@sha256:…");
    if (preWarm.image().endsWith(":latest") || !preWarm.image().matches(".*[:@][^/]*")) {
      add(
          "image-floats",
          "/preWarm/image",
          "preWarm image '" + preWarm.image() + "': the tools may change from one run to the next",
          "name a version");
    }
    if (!CronSchedule.accepted(preWarm.schedule())) {
      add(
          "preWarm-schedule",
          "/preWarm/schedule",
          "preWarm schedule '" + preWarm.schedule() + "': not five cron fields in range",
          "write five fields separated by one space, such as 2-59/5 * * * *");
    }
    if (preWarm.deadline().isNegative() || preWarm.deadline().isZero()) {
      add(
          "deadline",
          "/preWarm/deadline",
          "preWarm deadline '" + preWarm.deadline() + "': a run would end before it begins",
          "give a positive time, shorter than the interval");
    }
    if (preWarm.maxStale().isNegative() || preWarm.secretWait().isNegative()) {
      add(
          "negative-time",
          "/preWarm",
          "preWarm maxStale and secretWait: negative",
          "give 0 or more");
    }
  }

  private void catalogue(Catalogue catalogue, PreWarm preWarm) {
    matches(
        "catalogue name",
        "/catalogue/name",
        catalogue.name(),
        SUBDOMAIN,
        "give the name of a ConfigMap");
    if (catalogue.digits() < 0 || catalogue.digits() > 2) {
      add(
          "catalogue-digits",
          "/catalogue/digits",
          "catalogue digits '" + catalogue.digits() + "': there are 1, 16 or 256 shards",
          "use 0, 1 or 2");
    }
    if (catalogue.limit() < 1 || catalogue.limit() > 10_000) {
      add(
          "catalogue-limit",
          "/catalogue/limit",
          "catalogue limit '"
              + catalogue.limit()
              + "': a ConfigMap holds 1 MiB, about 10,000 claims",
          "use 1 to 10000");
    }
    if (catalogue.maxAge().compareTo(preWarm.deadline()) <= 0) {
      add(
          "catalogue-age",
          "/catalogue/maxAge",
          "catalogue maxAge '"
              + catalogue.maxAge()
              + "': not longer than a pre-warm run may take, so that every claim would be denied",
          "use at least two intervals of the CronJob");
    }
  }

  private void size(String claim, Shape shape) {
    String pointer = "/sizes/" + claim.replace("~", "~0").replace("/", "~1");
    String[] parts = claim.split("/", -1);
    if (parts.length != 2
        || !LABEL.matcher(parts[0]).matches()
        || !SUBDOMAIN.matcher(parts[1]).matches()) {
      add("size-key", pointer, "size of '" + claim + "': not a claim", "write namespace/name");
    }
    quantity("size of '" + claim + "'", pointer + "/capacity", shape.capacity());
    if (shape.accessModes().isEmpty() || !ACCESS_MODES.containsAll(shape.accessModes())) {
      add(
          "size-modes",
          pointer + "/accessModes",
          "size of '" + claim + "', accessModes " + shape.accessModes() + ": not access modes",
          "use ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod");
    }
  }

  private void quantity(String what, String pointer, String value) {
    matches(what, pointer, value, QUANTITY, "write a size such as 10Gi");
  }

  private void notBlank(String what, String pointer, String value) {
    if (value.isBlank() || value.contains("{{") || !value.equals(value.strip())) {
      add(
          what,
          pointer,
          what + " '" + value + "': empty, padded, or with braces that Kyverno would substitute",
          "give a plain value");
    }
  }

  private void matches(String what, String pointer, String value, Pattern pattern, String repair) {
    if (!pattern.matcher(value).matches()) {
      add(what.replace(' ', '-'), pointer, what + " '" + value + "': not allowed", repair);
    }
  }

  private void add(String id, String pointer, String message, String repair) {
    problems.add(Problem.error(id, pointer, message, repair));
  }
}
