package dev.kyverdict.engine.match.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelOptionalLibrary;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.match.MatchConditions;
import dev.kyverdict.model.Spec.MatchCondition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Match conditions as Kubernetes evaluates them, with the variables {@code object}, {@code
 * oldObject}, {@code request} and {@code namespaceObject}. A condition that cannot be compiled errs
 * on every request. Immutable.
 */
public final class CelMatchConditions implements MatchConditions {

  private final List<Condition> conditions;

  private CelMatchConditions(List<Condition> conditions) {
    this.conditions = conditions;
  }

  /**
   * Makes conditions ready.
   *
   * @throws IllegalArgumentException when one uses a function of Kubernetes that is not known here,
   *     as nothing could be said of it
   */
  public static MatchConditions of(List<MatchCondition> conditions) {
    return conditions.isEmpty()
        ? NONE
        : new CelMatchConditions(conditions.stream().map(CelMatchConditions::compiled).toList());
  }

  /** Compiling takes long, and clusters that come and go have the same conditions. */
  private static Condition compiled(MatchCondition condition) {
    if (Environment.CONDITIONS.size() > Environment.MOST_CONDITIONS) {
      Environment.CONDITIONS.clear();
    }
    return Environment.CONDITIONS.computeIfAbsent(condition, CelMatchConditions::compile);
  }

  private static Condition compile(MatchCondition condition) {
    KubernetesFunctions.unknownIn(condition.expression())
        .ifPresent(
            function -> {
              throw new IllegalArgumentException(
                  "match condition " + condition.name() + ": " + function + " is not known here");
            });
    try {
      CelRuntime.Program program =
          Environment.RUNTIME.createProgram(
              Environment.COMPILER.compile(condition.expression()).getAst());
      return new Condition(condition.name(), Optional.of(program), "");
    } catch (CelValidationException | CelEvaluationException wrong) {
      return new Condition(condition.name(), Optional.empty(), text(wrong));
    }
  }

  private static String text(Exception wrong) {
    return String.valueOf(wrong.getMessage());
  }

  @Override
  public Outcome test(AdmissionRequest request, View view) {
    Map<String, Object> variables = RequestVariables.of(request, view);
    Outcome worst = new Outcome.Holds();
    for (Condition condition : conditions) {
      Outcome outcome = condition.test(variables);
      if (outcome instanceof Outcome.Fails) {
        return outcome;
      }
      worst = worst instanceof Outcome.Errs ? worst : outcome;
    }
    return worst;
  }

  private record Condition(String name, Optional<CelRuntime.Program> program, String error) {

    Outcome test(Map<String, Object> variables) {
      if (program.isEmpty()) {
        return new Outcome.Errs(name, error);
      }
      try {
        Object value = program.get().eval(variables);
        return Boolean.FALSE.equals(value) ? new Outcome.Fails(name) : new Outcome.Holds();
      } catch (CelEvaluationException wrong) {
        return new Outcome.Errs(name, text(wrong));
      }
    }
  }

  /** Costly to make, and made when there is a first condition. */
  private static final class Environment {

    private static final int MOST_ITERATIONS = 100_000;
    private static final int MOST_CONDITIONS = 1000;
    private static final Map<MatchCondition, Condition> CONDITIONS = new ConcurrentHashMap<>();
    private static final CelOptions OPTIONS =
        CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .build();
    private static final CelCompiler COMPILER =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(
                CelExtensions.strings(), CelExtensions.sets(OPTIONS), CelOptionalLibrary.INSTANCE)
            .addFunctionDeclarations(KubernetesFunctions.DECLARATIONS)
            .setTypeProvider(RequestTypes.PROVIDER)
            .addVar("object", SimpleType.DYN)
            .addVar("oldObject", SimpleType.DYN)
            .addVar("request", RequestTypes.REQUEST)
            .addVar("namespaceObject", SimpleType.DYN)
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(
                CelExtensions.strings(), CelExtensions.sets(OPTIONS), CelOptionalLibrary.INSTANCE)
            .addFunctionBindings(KubernetesFunctions.BINDINGS)
            .build();

    private Environment() {}
  }
}
