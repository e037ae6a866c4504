package dev.kyverdict.engine.match.cel;

import dev.cel.common.CelAbstractSyntaxTree;
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
import java.util.function.Supplier;

/**
 * Match conditions as Kubernetes evaluates them, with the variables {@code object}, {@code
 * oldObject}, {@code request} and {@code namespaceObject}. A condition that cannot be compiled errs
 * on every request. Immutable.
 */
public final class CelMatchConditions implements MatchConditions {

  /** Kubernetes wants to know beforehand that it is true or false. */
  private static final String NO_BOOLEAN = "must evaluate to bool but got dyn";

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
      CelAbstractSyntaxTree tree = Environment.COMPILER.compile(condition.expression()).getAst();
      if (tree.getResultType().equals(SimpleType.DYN)) {
        return new Condition(condition.name(), Optional.empty(), NO_BOOLEAN);
      }
      Optional<String> unreadable = PatternLiterals.problem(tree);
      if (unreadable.isPresent()) {
        return new Condition(condition.name(), Optional.empty(), unreadable.get());
      }
      CelRuntime.Program program = Environment.RUNTIME.createProgram(tree);
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
    Supplier<Map<String, Object>> variables = variables(request, view);
    Outcome worst = new Outcome.Holds();
    for (Condition condition : conditions) {
      Outcome outcome = condition.test(request, view, variables);
      if (outcome instanceof Outcome.Fails) {
        return outcome;
      }
      worst = worst instanceof Outcome.Errs ? worst : outcome;
    }
    return worst;
  }

  /** Made when the first condition asks for them. */
  private static Supplier<Map<String, Object>> variables(AdmissionRequest request, View view) {
    return new Supplier<>() {
      private Map<String, Object> made = Map.of();

      @Override
      public Map<String, Object> get() {
        if (made.isEmpty()) {
          made = RequestVariables.of(request, view);
        }
        return made;
      }
    };
  }

  /** A condition; the webhooks of several policies ask the same about the same request. */
  private static final class Condition {

    private final String name;
    private final Optional<CelRuntime.Program> program;
    private final String error;
    private volatile Optional<Answer> last = Optional.empty();

    Condition(String name, Optional<CelRuntime.Program> program, String error) {
      this.name = name;
      this.program = program;
      this.error = error;
    }

    private record Answer(AdmissionRequest request, View view, Outcome outcome) {

      /** A request never changes. */
      @SuppressWarnings("ReferenceEquality")
      boolean isAbout(AdmissionRequest other, View same) {
        return request == other && view == same;
      }
    }

    Outcome test(AdmissionRequest request, View view, Supplier<Map<String, Object>> variables) {
      Optional<Answer> known = last;
      if (known.isPresent() && known.get().isAbout(request, view)) {
        return known.get().outcome();
      }
      Outcome outcome = evaluated(variables);
      last = Optional.of(new Answer(request, view, outcome));
      return outcome;
    }

    private Outcome evaluated(Supplier<Map<String, Object>> variables) {
      if (program.isEmpty()) {
        return new Outcome.Errs(name, error);
      }
      try {
        Object value = program.get().eval(variables.get());
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
