package dev.kyverdict.benchmarks;

import dev.kyverdict.jmespath.JmesPath;
import dev.kyverdict.jmespath.Surroundings;
import dev.kyverdict.values.GoNumbers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;

/** A query that the plan asks of a destination. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class JmesPathBenchmark {

  private static final String TEXT = "status.latestImage.name || ''";

  private final JsonNode data =
      GoNumbers.floats(Cases.named("plan-image").path("api").path("*").path("body"));
  private final JmesPath query = JmesPath.compile(TEXT);
  private final Surroundings surroundings = Surroundings.of(InstantSource.fixed(Instant.EPOCH), 0);

  /** Searches. */
  @Benchmark
  public JsonNode search() {
    return query.search(data, surroundings);
  }

  /** Compiles and searches. */
  @Benchmark
  public JsonNode compileAndSearch() {
    return JmesPath.compile(TEXT).search(data, surroundings);
  }
}
