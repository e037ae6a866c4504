package dev.kyverdict.benchmarks;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.engine.UserInfo;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A simulated cluster: its start, its copy, and an admission through it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class ClusterBenchmark {

  private static final UserInfo ADMIN = UserInfo.of("admin", "system:masters");

  /** How many other objects there are. */
  @Param({"0", "10000"})
  public int objects;

  /** How many policies there are. */
  @Param({"1", "100"})
  public int policies = 1;

  private SimulatedCluster cluster = SimulatedCluster.start();

  /** Fills the cluster. */
  @Setup(Level.Trial)
  public void fill() {
    cluster = SimulatedCluster.start();
    Client client = new Client(cluster, ADMIN);
    for (int i = 0; i < objects; i++) {
      cluster.load(configMap("object-" + i));
    }
    for (int i = 0; i < policies; i++) {
      Reply made = client.create(policy("policy-" + i));
      if (!made.ok()) {
        throw new IllegalStateException(made.message());
      }
    }
    cluster.pass(Duration.ofMinutes(1));
  }

  /** Starts a cluster of the default. */
  @Benchmark
  public SimulatedCluster start() {
    return SimulatedCluster.start();
  }

  /** Copies the filled cluster. */
  @Benchmark
  public SimulatedCluster copy() {
    return cluster.copy();
  }

  /** Asks for an object to be created, as a dry run: every policy has its say. */
  @Benchmark
  public Reply admit() {
    return new Client(cluster, ADMIN).create(configMap("asked"), "?dryRun=All");
  }

  private static ObjectNode configMap(String name) {
    ObjectNode map = object("v1", "ConfigMap", name);
    map.withObject("/metadata")
        .put("namespace", "default")
        .putObject("labels")
        .put("backup", "hourly");
    map.putObject("data").put("key", "value");
    return map;
  }

  private static ObjectNode policy(String name) {
    ObjectNode policy = object("kyverno.io/v1", "ClusterPolicy", name);
    ObjectNode rule = policy.putObject("spec").putArray("rules").addObject().put("name", "add");
    ObjectNode resources =
        rule.putObject("match").putArray("any").addObject().putObject("resources");
    resources.putArray("kinds").add("ConfigMap");
    resources.putObject("selector").putObject("matchLabels").put("backup", "hourly");
    rule.putObject("mutate")
        .putObject("patchStrategicMerge")
        .putObject("data")
        .put(name, "{{ request.object.metadata.name }}");
    return policy;
  }

  private static ObjectNode object(String apiVersion, String kind, String name) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", apiVersion).put("kind", kind).putObject("metadata").put("name", name);
    return object;
  }
}
