package dev.kyverdict.benchmarks;

import dev.kyverdict.explore.Bound;
import dev.kyverdict.explore.Exploration;
import dev.kyverdict.explore.Explorer;
import dev.kyverdict.explore.Policies;
import dev.kyverdict.explore.SmallWorld;
import dev.kyverdict.world.Inventory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/** Explorations of the rendered policies: states a second, within the bound that the name says. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(1)
public class ExplorerBenchmark {

  /** Which manifests. */
  @Param({"safe", "as-planned"})
  public String profile = "safe";

  /** How many steps from the beginning. */
  @Param({"20"})
  public int depth = 20;

  private Policies policies = Policies.none();
  private SmallWorld world = SmallWorld.of(Inventory.parse(CLAIM), "some/data");

  private static final String CLAIM =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {namespace: some, name: data, labels: {backup: hourly}}
      """;

  /** How many states there were. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counted {

    /** States. */
    public long states;

    /** Steps between them. */
    public long steps;
  }

  /** Reads the manifests. */
  @Setup
  public void read() {
    Path root = root();
    policies = Policies.read(root.resolve("generated").resolve(profile));
    world =
        SmallWorld.of(
            Inventory.read(root.resolve("examples/cluster.yaml")),
            "karakeep/data-pvc",
            "karakeep/meilisearch-pvc",
            "khoj/config");
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("generated"))) {
      folder = java.util.Objects.requireNonNull(folder.getParent(), "no generated/ above");
    }
    return folder;
  }

  /** Three claims in two namespaces, a fault, a deletion, four fair rounds from each state. */
  @Benchmark
  public Exploration explore(Counted counted) {
    Exploration found = Explorer.explore(policies).over(world).within(Bound.USUAL.depth(depth));
    counted.states += found.figures().states();
    counted.steps += found.figures().transitions();
    return found;
  }
}
