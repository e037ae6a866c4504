package dev.kyverdict.engine.conditions;

import dev.kyverdict.engine.substitution.Scope;
import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Conditions.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Conditions, ready to be evaluated again and again. Basis: {@code
 * pkg/engine/variables/evaluate.go}.
 */
public final class CompiledConditions {

  private final Optional<List<CompiledCondition>> any;
  private final List<CompiledCondition> all;
  private final boolean listed;

  private CompiledConditions(
      Optional<List<CompiledCondition>> any, List<CompiledCondition> all, boolean listed) {
    this.any = any;
    this.all = all;
    this.listed = listed;
  }

  /** Compiles. */
  public static CompiledConditions of(Conditions conditions) {
    return switch (conditions) {
      case Conditions.AnyAll(var any, var all) ->
          new CompiledConditions(
              any.map(list -> compiled("any", list)),
              compiled("all", all.orElse(List.of())),
              false);
      case Conditions.Listed(var list) ->
          new CompiledConditions(Optional.empty(), compiled("", list), true);
    };
  }

  /**
   * Evaluates. Conditions of {@code any} are looked at up to the first that holds, then those of
   * {@code all} up to the first that does not, even if {@code any} is already false.
   *
   * @throws dev.kyverdict.engine.EvaluationException with Kyverno's text
   */
  public Verdict evaluate(Scope scope) {
    return evaluate(scope, compared -> {});
  }

  /** The same, and tells each condition that was looked at, also before an error. */
  public Verdict evaluate(Scope scope, Consumer<Compared> listener) {
    Walk walk = new Walk(scope, listener);
    boolean anyHolds = any.isEmpty() || walk.until(true, any.get());
    boolean allHold = !walk.until(false, all);
    boolean holds = anyHolds && allHold;
    String separator = listed ? ";" : "; ";
    return new Verdict(
        holds, String.join(separator, holds ? walk.trueMessages : walk.falseMessages), walk.looked);
  }

  private static List<CompiledCondition> compiled(String name, List<Condition> conditions) {
    List<CompiledCondition> compiled = new ArrayList<>(conditions.size());
    for (int i = 0; i < conditions.size(); i++) {
      compiled.add(new CompiledCondition(name, i, conditions.get(i)));
    }
    return List.copyOf(compiled);
  }

  private static final class Walk {

    private final Scope scope;
    private final Consumer<Compared> listener;
    private final List<Compared> looked = new ArrayList<>();
    private final List<String> trueMessages = new ArrayList<>();
    private final List<String> falseMessages = new ArrayList<>();

    Walk(Scope scope, Consumer<Compared> listener) {
      this.scope = scope;
      this.listener = listener;
    }

    /** Whether one with that result was found; those behind it are not looked at. */
    boolean until(boolean result, List<CompiledCondition> conditions) {
      for (int i = 0; i < conditions.size(); i++) {
        CompiledCondition condition = conditions.get(i);
        Compared compared = condition.evaluate(scope);
        looked.add(compared);
        listener.accept(compared);
        if (!condition.message().isEmpty()) {
          (compared.holds() ? trueMessages : falseMessages).add(condition.message());
        }
        if (compared.holds() == result) {
          return true;
        }
      }
      return false;
    }
  }
}
