package dev.kyverdict.benchmarks;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.judge.RequestReader;
import dev.kyverdict.judge.ScriptedCluster;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.values.GoNumbers;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import tools.jackson.databind.node.ObjectNode;

/** Whole admissions with compiled policies, and the compiling of a policy. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class AdmissionBenchmark {

  private static final Engine ENGINE = Engine.of(KyvernoVersion.V1_19_1, KyvernoConfig.DEFAULT);

  /** The name of a case. */
  @Param({"merge", "merge-with-call", "json-patch", "pattern", "plan-image", "plan-absent"})
  public String id = "merge";

  private Prepared prepared = Prepared.of("merge");

  /** A case, ready to be asked many times. */
  private record Prepared(
      ObjectNode question,
      KyvernoPolicy policy,
      List<CompiledPolicy> policies,
      AdmissionRequest request) {

    static Prepared of(String id) {
      ObjectNode question = Cases.named(id);
      KyvernoPolicy policy =
          (KyvernoPolicy)
              ManifestReader.read("policy", question.path("policy").toString())
                  .manifests()
                  .getFirst();
      return new Prepared(
          question,
          policy,
          List.of(ENGINE.compile(policy)),
          RequestReader.read(GoNumbers.floats(question.path("request"))));
    }
  }

  /** Makes the case ready. */
  @Setup
  public void prepare() {
    prepared = Prepared.of(id);
  }

  /** Decides. */
  @Benchmark
  public Decision admit() {
    return ENGINE.admit(
        prepared.policies(), prepared.request(), new ScriptedCluster(prepared.question()));
  }

  /** Compiles the policy. */
  @Benchmark
  public CompiledPolicy compile() {
    return ENGINE.compile(prepared.policy());
  }
}
