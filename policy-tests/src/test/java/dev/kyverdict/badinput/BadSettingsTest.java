package dev.kyverdict.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.model.InvalidPolicyException;
import dev.kyverdict.volsync.Settings;
import dev.kyverdict.volsync.Settings.Backups;
import dev.kyverdict.volsync.Settings.Catalogue;
import dev.kyverdict.volsync.Settings.PreWarm;
import dev.kyverdict.volsync.Settings.Shape;
import dev.kyverdict.volsync.Settings.Storage;
import dev.kyverdict.volsync.Settings.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings that cannot be. */
class BadSettingsTest {

  static Stream<Arguments> refused() {
    Backups b = Settings.PLAN.backups();
    PreWarm p = Settings.PLAN.preWarm();
    Storage s = Settings.PLAN.storage();
    return Stream.of(
        bad("/backups/bucket", x -> x.withBackups(backups("My_Bucket", b.endpoint(), b.tiers()))),
        bad(
            "/backups/endpoint",
            x -> x.withBackups(backups(b.bucket(), "192.168.1.1:9000", b.tiers()))),
        bad("/backups/endpoint", x -> x.withBackups(backups(b.bucket(), "http://s3/", b.tiers()))),
        bad(
            "/backups/endpoint",
            x -> x.withBackups(backups(b.bucket(), "s3:http://s3:9000", b.tiers()))),
        bad("/backups/tiers", x -> x.withBackups(backups(b.bucket(), b.endpoint(), List.of()))),
        bad(
            "/backups/tiers/1/label",
            x ->
                x.withBackups(
                    backups(
                        b.bucket(), b.endpoint(), List.of(b.tiers().get(0), b.tiers().get(0))))),
        bad(
            "/backups/tiers/0/label",
            x -> x.withBackups(tier(new Tier("Every Hour", "*", b.tiers().get(0).retain())))),
        bad(
            "/backups/tiers/0/hours",
            x -> x.withBackups(tier(new Tier("daily", "24", b.tiers().get(0).retain())))),
        bad(
            "/backups/tiers/0/hours",
            x -> x.withBackups(tier(new Tier("daily", "@daily", b.tiers().get(0).retain())))),
        bad(
            "/backups/tiers/0/retain",
            x -> x.withBackups(tier(new Tier("daily", "2", Settings.retain(0, 0, 0, 0))))),
        bad(
            "/storage/snapshotType",
            x ->
                x.withStorage(
                    new Storage(
                        s.cacheStorageClass(),
                        s.snapshotClass(),
                        s.snapshotDriver(),
                        "bak",
                        s.cacheCapacity()))),
        bad(
            "/storage/cacheCapacity",
            x ->
                x.withStorage(
                    new Storage(
                        s.cacheStorageClass(),
                        s.snapshotClass(),
                        s.snapshotDriver(),
                        "snap",
                        "0"))),
        bad("/excludedNamespaces", x -> x.withExcludedNamespaces(List.of("kyverno"))),
        bad(
            "/excludedNamespaces/2",
            x -> x.withExcludedNamespaces(List.of("kube-system", "volsync-system", "kube-*"))),
        bad(
            "/preWarm/schedule",
            x ->
                x.withPreWarm(
                    new PreWarm(
                        p.namespace(),
                        "*/5 * * *",
                        p.image(),
                        p.deadline(),
                        p.maxStale(),
                        p.secretWait()))),
        bad(
            "/preWarm/schedule",
            x ->
                x.withPreWarm(
                    new PreWarm(
                        p.namespace(),
                        "61 * * * *",
                        p.image(),
                        p.deadline(),
                        p.maxStale(),
                        p.secretWait()))),
        bad(
            "/preWarm/image",
            x ->
                x.withPreWarm(
                    new PreWarm(
                        p.namespace(),
                        p.schedule(),
                        "alpine/k8s:latest",
                        p.deadline(),
                        p.maxStale(),
                        p.secretWait()))),
        bad(
            "/preWarm/deadline",
            x ->
                x.withPreWarm(
                    new PreWarm(
                        p.namespace(),
                        p.schedule(),
                        p.image(),
                        Duration.ZERO,
                        p.maxStale(),
                        p.secretWait()))),
        bad(
            "/catalogue/digits",
            x -> x.withCatalogue(new Catalogue("c", Duration.ofMinutes(15), 3, 10))),
        bad(
            "/catalogue/limit",
            x -> x.withCatalogue(new Catalogue("c", Duration.ofMinutes(15), 0, 20_000))),
        bad(
            "/catalogue/maxAge",
            x -> x.withCatalogue(new Catalogue("c", Duration.ofMinutes(1), 0, 10))),
        bad(
            "/sizes/data",
            x ->
                x.withSizes(
                    Map.of("data", new Shape("5Gi", Optional.empty(), List.of("ReadWriteOnce"))))),
        bad(
            "/sizes/a~1data/accessModes",
            x ->
                x.withSizes(Map.of("a/data", new Shape("5Gi", Optional.empty(), List.of("RWO"))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String pointer, UnaryOperator<Settings> change) {
    assertThatThrownBy(() -> change.apply(Settings.PLAN))
        .isInstanceOfSatisfying(
            InvalidPolicyException.class,
            refusal ->
                assertThat(refusal.problems())
                    .anySatisfy(
                        problem -> {
                          assertThat(problem.pointer()).isEqualTo(pointer);
                          assertThat(problem.message()).isNotBlank();
                          assertThat(problem.repair()).isNotBlank();
                        }));
  }

  @Test
  void every_problem_is_told_at_once() {
    Backups b = Settings.PLAN.backups();

    assertThatThrownBy(
            () -> Settings.PLAN.withBackups(new Backups("B", "nowhere", " ", b.tiers(), 0)))
        .hasMessage(
            """
            settings: 4 problems
              bucket 'B': not allowed; name it as S3 allows: 3 to 63 of a-z, 0-9, - and . [bucket at /backups/bucket]
              endpoint 'nowhere': not the URL of an S3 server; write http://host:port or https://host:port, without path, user or slash at the end [endpoint at /backups/endpoint]
              region ' ': empty, padded, or with braces that Kyverno would substitute; give a plain value [region at /backups/region]
              pruneIntervalDays '0': a prune at every sync locks the repository; give 1 or more days [prune-interval at /backups/pruneIntervalDays]\
            """);
  }

  private static Arguments bad(String pointer, UnaryOperator<Settings> change) {
    return Arguments.of(pointer, change);
  }

  private static Backups tier(Tier tier) {
    Backups b = Settings.PLAN.backups();
    return backups(b.bucket(), b.endpoint(), List.of(tier));
  }

  private static Backups backups(String bucket, String endpoint, List<Tier> tiers) {
    Backups b = Settings.PLAN.backups();
    return new Backups(bucket, endpoint, b.region(), tiers, b.pruneIntervalDays());
  }
}
