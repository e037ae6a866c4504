package dev.kyverdict.engine.generate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.ObjectReader;
import dev.kyverdict.engine.conditions.CompiledConditions;
import dev.kyverdict.engine.conditions.Verdict;
import dev.kyverdict.engine.context.CompiledEntries;
import dev.kyverdict.engine.context.Elements;
import dev.kyverdict.engine.context.JsonContext;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.generate.RefusedException.Reason;
import dev.kyverdict.engine.substitution.Query;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.engine.substitution.TypedTexts;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.RuleTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A generate rule whose trigger matched: what the background controller makes of it when it comes
 * to it ({@code pkg/background/generate/generator.go}).
 */
public final class GenerateAction {

  /** One pattern with what stands before it. */
  private record Pattern(
      CompiledEntries context, Optional<CompiledConditions> preconditions, Template template) {}

  /** A declaration of a foreach. */
  private record Loop(Query list, Pattern pattern) {}

  private final Rule rule;
  private final boolean synchronize;
  private final CompiledEntries entries;
  private final List<Loop> loops;
  private final Pattern pattern;
  private final String namespace;
  private final String policy;

  private GenerateAction(Rule rule, Generate generate, String policy, String namespace) {
    this.rule = rule;
    this.policy = policy;
    this.namespace = namespace;
    this.synchronize = generate.synchronize().orElse(false);
    this.entries = CompiledEntries.of(rule.context());
    this.loops =
        generate.source() instanceof Generate.ForEachSource(var declared)
            ? declared.stream().map(GenerateAction::loop).toList()
            : List.of();
    this.pattern =
        new Pattern(
            entries,
            rule.preconditions().map(CompiledConditions::of),
            Template.of(RuleTree.generated(generate.target(), generate.source())));
  }

  private static Loop loop(Generate.ForEach loop) {
    return new Loop(
        Query.of(loop.list()),
        new Pattern(
            CompiledEntries.of(loop.context()),
            loop.preconditions().map(CompiledConditions::of),
            Template.of(RuleTree.generated(loop.target(), loop.source()))));
  }

  /**
   * Of a generate rule.
   *
   * @param policy the name of the policy
   * @param namespace the namespace of a Policy, empty of a ClusterPolicy
   */
  public static GenerateAction of(Rule rule, Generate generate, String policy, String namespace) {
    return new GenerateAction(rule, generate, policy, namespace);
  }

  /**
   * What it makes of the trigger that the context is about, without making it.
   *
   * @param before what the rules before it created
   */
  public Made make(PolicyContext context, ObjectReader objects, List<JsonNode> before) {
    Plan plan = new Plan(objects, before);
    return carryOut(context, plan)
        .problem()
        .map(problem -> new Made(List.of(), List.of(), Optional.of(problem.text())))
        .orElseGet(() -> new Made(plan.created(), plan.updated(), Optional.empty()));
  }

  /** Makes it, step by step. */
  public Delivered carryOut(PolicyContext context, Yard yard) {
    Origin origin = new Origin(policy, namespace, rule.name(), context.newResource());
    Workshop workshop = new Workshop(yard, origin, synchronize);
    try {
      load(context.variables(), entries, "failed to load rule level context");
      if (loops.isEmpty()) {
        make(pattern, context, workshop);
      } else {
        Optional<String> errors = walk(context, workshop);
        if (errors.isPresent()) {
          return Delivered.failed(errors.get(), false);
        }
      }
    } catch (EvaluationException failed) {
      return Delivered.failed(failed.text(), false);
    } catch (RefusedException refused) {
      return Delivered.failed(refused.text(), refused.reason() == Reason.NOT_FOUND);
    }
    return new Delivered(workshop.created(), Optional.empty());
  }

  private void load(JsonContext variables, CompiledEntries some, String problem) {
    try {
      variables.register(some, namespace);
    } catch (EvaluationException failed) {
      throw failed.within(problem);
    }
  }

  private void make(Pattern some, PolicyContext context, Workshop workshop) {
    JsonContext variables = context.variables();
    load(variables, some.context(), "failed to load context");
    if (some.preconditions().isPresent()) {
      try {
        Verdict verdict = context.evaluate(some.preconditions().get(), "preconditions");
        if (!verdict.holds()) {
          return;
        }
      } catch (EvaluationException failed) {
        throw failed.within("failed to evaluate preconditions");
      }
    }
    JsonNode substituted = some.template().substitute(variables);
    TypedTexts.check(some.template().source(), substituted);
    workshop.make(substituted);
  }

  /** Errors of elements are collected; the other elements are made all the same. */
  private Optional<String> walk(PolicyContext context, Workshop workshop) {
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      List<JsonNode> elements;
      try {
        elements = Elements.of(context.variables(), loops.get(i).list());
      } catch (EvaluationException failed) {
        errors.add("failed to evaluate %d foreach list: %s".formatted(i, failed.text()));
        continue;
      }
      Optional<String> problem = walk(loops.get(i), elements, context, workshop);
      if (problem.isPresent()) {
        errors.add(
            "failed to process %d foreach in rule %s: %s".formatted(i, rule.name(), problem.get()));
      }
    }
    return errors.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", errors));
  }

  private Optional<String> walk(
      Loop loop, List<JsonNode> elements, PolicyContext context, Workshop workshop) {
    List<String> errors = new ArrayList<>();
    JsonContext variables = context.variables();
    variables.checkpoint();
    try {
      for (int i = 0; i < elements.size(); i++) {
        if (!(elements.get(i) instanceof NullNode)) {
          variables.reset();
          variables.addElement(elements.get(i), i, 0);
          try {
            make(loop.pattern(), context, workshop);
          } catch (EvaluationException failed) {
            errors.add("failed to process %d element: %s".formatted(i, failed.text()));
          } catch (RefusedException refused) {
            errors.add("failed to process %d element: %s".formatted(i, refused.text()));
          }
        }
      }
    } finally {
      variables.restore();
    }
    return errors.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", errors));
  }
}
