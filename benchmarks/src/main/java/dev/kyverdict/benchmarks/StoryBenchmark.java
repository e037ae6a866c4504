package dev.kyverdict.benchmarks;

import dev.kyverdict.world.Inventory;
import dev.kyverdict.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Milliseconds for a story of each sort, in the cluster of the example. Each begins in a copy of
 * where stories of its sort begin, as the tests do; {@link #beginning} is what is saved by that.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StoryBenchmark {

  private static final String APP = "home-assistant";
  private static final String CLAIM = "home-assistant/config";
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TICK = Duration.ofMinutes(6);
  private static final Duration PATIENCE = Duration.ofHours(2);

  /** Which manifests. */
  @Param({"safe", "as-planned"})
  public String profile = "safe";

  private final Path root = root();
  private final Inventory inventory = Inventory.read(root.resolve("examples/cluster.yaml"));
  private World settled = beginning();
  private World backedUp = settled;
  private World lost = settled;

  /** Where stories begin. */
  @Setup
  public void begin() {
    settled = beginning();
    backedUp = freshStart();
    backedUp.write(CLAIM, Map.of("db", "mine")).pass(Duration.ofHours(1));
    lost = settled.copy().deployAll().pass(TICK);
    inventory.labelled().forEach(it -> lost.write(it, Map.of("db", it)));
    lost.pass(Duration.ofHours(3)).rebuildCluster().pass(TICK);
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("generated"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no generated/ above");
    }
    return folder;
  }

  /** A cluster to which Argo CD brings the rendered manifests, until the pre-warm has run once. */
  @Benchmark
  public World beginning() {
    return World.of(root.resolve("generated").resolve(profile), inventory).pass(TICK);
  }

  /** Scenario 1, test 1: a new app, until its first backup. */
  @Benchmark
  public World freshStart() {
    World world = settled.copy().deploy(APP);
    return until(world, () -> !world.backups(CLAIM).isEmpty());
  }

  /** Scenario 2: the cluster is built anew, and the app finds its data. */
  @Benchmark
  public World restored() {
    World world = backedUp.copy().rebuildCluster();
    world.admin().create(inventory.manifests(APP).getFirst());
    world.pass(Duration.ofMinutes(10)).deploy(APP);
    return until(world, () -> "mine".equals(world.data(CLAIM).get("db")));
  }

  /** Scenario 4, test 2: the app is deleted, and comes again with its namespace. */
  @Benchmark
  public World deletedAndBack() {
    return backedUp.copy().deleteApp(APP).pass(TICK).deploy(APP).pass(Duration.ofMinutes(15));
  }

  /** A day with one app: 288 runs of the pre-warm, 24 backups. */
  @Benchmark
  public World day() {
    return backedUp.copy().pass(Duration.ofDays(1));
  }

  /** All apps come back in one go, and the claims that Kyverno sees wait for their data. */
  @Benchmark
  public World rebuild() {
    World world = lost.copy().deployAgain();
    List<String> claims =
        inventory.labelled().stream().filter(it -> !it.startsWith("kube-system/")).toList();
    return profile.equals("safe")
        ? until(world, () -> claims.stream().allMatch(it -> it.equals(world.data(it).get("db"))))
        : world.pass(MINUTE.multipliedBy(10));
  }

  private static World until(World world, BooleanSupplier condition) {
    for (Duration left = PATIENCE; left.isPositive(); left = left.minus(LOOK)) {
      if (condition.getAsBoolean()) {
        return world;
      }
      world.pass(LOOK);
    }
    throw new IllegalStateException("not within " + PATIENCE);
  }
}
