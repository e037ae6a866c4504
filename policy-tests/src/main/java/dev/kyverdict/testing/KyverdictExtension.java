package dev.kyverdict.testing;

import dev.kyverdict.testing.mutants.MutationRun;
import dev.kyverdict.testing.mutants.Substitution;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Runs a test class once for each judge, and gives each test its scenario. */
final class KyverdictExtension implements ClassTemplateInvocationContextProvider {

  private static final Namespace SPACE = Namespace.create(KyverdictExtension.class);

  KyverdictExtension() {}

  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
      ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    KyverdictTest annotation = test.getAnnotation(KyverdictTest.class);
    Optional<Judge> chosen =
        Stages.chosen(
            context
                .getConfigurationParameter("kyverdict.judge")
                .or(() -> Optional.ofNullable(System.getProperty("kyverdict.judge"))));
    Optional<Substitution> substitution =
        context.getConfigurationParameter(MutationRun.PARAMETER).flatMap(MutationRun::running);
    return JudgeChoice.of(List.of(annotation.judges()), chosen).stream()
        .map(judge -> new Run(test, annotation, judge, substitution));
  }

  /**
   * A class under one judge.
   *
   * @param test the class
   * @param annotation what it says
   * @param judge the judge
   * @param substitution what is put in for policies
   */
  private record Run(
      Class<?> test, KyverdictTest annotation, Judge judge, Optional<Substitution> substitution)
      implements ClassTemplateInvocationContext {

    @Override
    public String getDisplayName(int invocationIndex) {
      return "judged by " + judge;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      ClassRecord record = new ClassRecord(test, annotation, judge);
      return List.of(new Gate(judge), new Plays(judge, record, substitution));
    }
  }

  /**
   * Lets in the tests that a judge can judge.
   *
   * @param judge the judge
   */
  private record Gate(Judge judge) implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Optional<JudgedBy> only =
          context.getTestMethod().map(method -> method.getAnnotation(JudgedBy.class));
      if (only.isPresent() && !JudgeChoice.sees(judge, only.get())) {
        return ConditionEvaluationResult.disabled(
            judge + " cannot judge it, " + List.of(only.get().value()) + " can");
      }
      Optional<String> missing = Stages.missing(judge);
      if (missing.isPresent() && "true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(judge + ": " + missing.get());
      }
      return missing
          .map(ConditionEvaluationResult::disabled)
          .orElseGet(() -> ConditionEvaluationResult.enabled(judge.toString()));
    }
  }

  /**
   * Gives tests their scenarios, and asks afterwards what they were worth.
   *
   * @param judge the judge
   * @param record what the tests of the class have shown
   * @param substitution what is put in for policies
   */
  private record Plays(Judge judge, ClassRecord record, Optional<Substitution> substitution)
      implements ParameterResolver,
          AfterTestExecutionCallback,
          BeforeClassTemplateInvocationCallback,
          AfterClassTemplateInvocationCallback {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Scenario.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getStore(SPACE)
          .computeIfAbsent(
              Opened.class,
              key -> {
                Stage stage = Stages.open(judge);
                Play play = new Play(stage, record.coverage(), substitution);
                return new Opened(stage, new Scenario(play));
              },
              Opened.class)
          .scenario();
    }

    @Override
    public void beforeClassTemplateInvocation(ExtensionContext context) {
      record.begin();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
      boolean green = context.getExecutionException().isEmpty();
      record.ran(context.getRequiredTestMethod().getName(), green);
      Opened opened = context.getStore(SPACE).get(Opened.class, Opened.class);
      if (green && opened != null && substitution.isEmpty()) {
        opened
            .scenario()
            .play()
            .accident()
            .ifPresent(
                accident -> {
                  record.ran(context.getRequiredTestMethod().getName(), false);
                  throw new AssertionError(accident);
                });
      }
    }

    @Override
    public void afterClassTemplateInvocation(ExtensionContext context) {
      if (substitution.isEmpty()) {
        record.report().ifPresent(it -> context.publishReportEntry("kyverdict.coverage", it));
        record.check();
      }
    }
  }

  /**
   * A scenario under way; it ends with its test.
   *
   * @param stage its cluster
   * @param scenario the scenario
   */
  private record Opened(Stage stage, Scenario scenario) implements AutoCloseable {
    @Override
    public void close() {
      stage.close();
    }
  }
}
