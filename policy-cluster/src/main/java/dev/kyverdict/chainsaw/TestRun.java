package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.TestResult.Outcome;
import dev.kyverdict.chainsaw.tree.Bindings;
import dev.kyverdict.chainsaw.tree.OutOfReachException;
import dev.kyverdict.chainsaw.tree.Template;
import dev.kyverdict.chainsaw.tree.TreeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One test in its cluster ({@code pkg/runner/processors} of chainsaw). */
final class TestRun {

  private final ChainsawTest test;
  private final Deque<Runnable> cleanups = new ArrayDeque<>();
  private Optional<Verdict> verdict = Optional.empty();

  /**
   * What was found.
   *
   * @param outcome failed or not run
   */
  record Verdict(Outcome outcome, String where, String reason) {}

  TestRun(ChainsawTest test) {
    this.test = test;
  }

  /** What is wrong, if anything is. */
  Optional<Verdict> run(Scope start) {
    guarded("@chainsaw", () -> runSteps(prepared(start)));
    cleanups.forEach(Runnable::run);
    return verdict;
  }

  private Scope prepared(Scope start) {
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    info.put("id", 1).put("scenarioId", 1).set("metadata", test.metadata());
    Scope named = start.with("test", info);
    ObjectNode namespace = JsonNodeFactory.instance.objectNode();
    namespace.put("apiVersion", "v1").put("kind", "Namespace");
    namespace.putObject("metadata").put("name", start.namespace());
    JsonNode template =
        test.spec().has("namespaceTemplate")
            ? test.spec().path("namespaceTemplate")
            : test.configuration().namespaceTemplate();
    Scope scope = named.with("namespace", namespace.at("/metadata/name"));
    JsonNode wanted = template.isObject() ? filled(namespace, template, scope) : namespace;
    if (Reads.candidates(scope.api(), wanted).isEmpty()) {
      scope.api().create(wanted, false);
      if (!test.defaults().skipDelete()) {
        scope.cleaner().add(wanted);
        cleanups.push(() -> clean("@chainsaw", scope));
      }
    }
    return scope.with(test.bindings());
  }

  private static JsonNode filled(ObjectNode namespace, JsonNode template, Scope scope) {
    JsonNode more = Template.filled(template, namespace, scope.bindings());
    for (Map.Entry<String, JsonNode> field : more.path("metadata").properties()) {
      namespace.withObject("/metadata").set(field.getKey(), field.getValue());
    }
    return namespace;
  }

  private void runSteps(Scope scope) {
    int number = 1;
    for (Step step : test.steps()) {
      ObjectNode info = JsonNodeFactory.instance.objectNode().put("id", number++);
      Scope inside =
          new Scope(
              scope.api(),
              scope.folder(),
              scope.namespace(),
              test.defaults().with(step.spec()),
              scope.bindings().with("step", info),
              new Cleaner());
      runStep(step, inside);
      if (verdict.isPresent() && !isFailureToGoOnWith) {
        return;
      }
    }
  }

  private boolean isFailureToGoOnWith;

  private void runStep(Step step, Scope scope) {
    Scope bound = scope.with(step.bindings());
    cleanups.push(() -> cleanStep(step, bound));
    Scope known = bound;
    for (Operation operation : step.trying()) {
      Bindings more = tried(step, operation, known);
      known =
          new Scope(
              known.api(),
              known.folder(),
              known.namespace(),
              known.defaults(),
              more,
              known.cleaner());
      if (verdict.isPresent() && !isFailureToGoOnWith) {
        break;
      }
    }
    if (verdict.isPresent()) {
      for (List<Operation> catching :
          List.of(test.configuration().catching(), test.catching(), step.catching())) {
        catching.forEach(operation -> ended(step, operation, bound));
      }
    }
    step.ending().forEach(operation -> ended(step, operation, bound));
  }

  private Bindings tried(Step step, Operation operation, Scope scope) {
    Bindings[] result = {scope.bindings()};
    guarded(
        Reach.where(step, operation),
        () -> {
          Map<String, JsonNode> outputs = execute(scope, operation);
          for (Map.Entry<String, JsonNode> output : outputs.entrySet()) {
            result[0] = result[0].with(output.getKey(), output.getValue());
          }
        });
    isFailureToGoOnWith =
        verdict.filter(it -> it.outcome == Outcome.FAILED).isPresent()
            && (isFailureToGoOnWith || operation.continueOnError());
    return result[0];
  }

  private void ended(Step step, Operation operation, Scope scope) {
    if (!Reach.isForShow(operation)) {
      guarded(Reach.where(step, operation), () -> execute(scope, operation));
    }
  }

  private static Map<String, JsonNode> execute(Scope around, Operation operation) {
    Scope scope = around.with(operation.body().path("bindings"));
    switch (operation.kind()) {
      case "assert" -> Reads.assertThere(scope, operation.body());
      case "error" -> Reads.assertAbsent(scope, operation.body());
      case "delete" -> Deletes.run(scope, operation.body());
      case "wait" -> Waits.run(scope, operation.body());
      case "sleep" ->
          scope
              .api()
              .cluster()
              .pass(Defaults.duration(operation.body().path("duration")).orElse(Duration.ZERO));
      case "apply", "create", "update", "patch" -> {
        return Writes.run(scope, operation);
      }
      case "command", "script" -> {
        return Commands.run(scope, operation);
      }
      default -> throw new OutOfReachException("the operation " + operation.kind());
    }
    return Map.of();
  }

  private void cleanStep(Step step, Scope scope) {
    if (!scope.cleaner().isEmpty()) {
      scope.api().cluster().pass(scope.defaults().delayBeforeCleanup());
      clean("cleanup of step '" + step.name() + "'", scope);
    }
    step.cleaning().forEach(operation -> ended(step, operation, scope));
  }

  private void clean(String where, Scope scope) {
    guarded(
        where,
        () -> {
          List<String> problems = scope.cleaner().run(scope);
          if (!problems.isEmpty()) {
            throw new OperationFailedException("cleanup: " + String.join("\n", problems));
          }
        });
  }

  /** Does something, and keeps the first thing that is wrong; out of reach outweighs a failure. */
  private void guarded(String where, Runnable something) {
    try {
      something.run();
    } catch (OutOfReachException out) {
      verdict = Optional.of(new Verdict(Outcome.NOT_RUN, where, out.what()));
    } catch (OperationFailedException failed) {
      fail(where, failed.text());
    } catch (ApiException refused) {
      fail(where, refused.text());
    } catch (TreeException senseless) {
      fail(where, senseless.text());
    } catch (UnreadableTestException unreadable) {
      fail(where, unreadable.text());
    }
  }

  private void fail(String where, String reason) {
    verdict = verdict.or(() -> Optional.of(new Verdict(Outcome.FAILED, where, reason)));
  }
}
