package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.conditions.CompiledConditions;
import dev.kyverdict.engine.conditions.Verdict;
import dev.kyverdict.engine.context.CompiledEntries;
import dev.kyverdict.engine.context.Elements;
import dev.kyverdict.engine.context.JsonContext;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.context.RuleHandler;
import dev.kyverdict.engine.substitution.Query;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Mutate.ForEach;
import dev.kyverdict.model.Mutate.Order;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A mutate rule that patches once for each element of a list ({@code handlers/mutation/common.go}).
 * A strategic merge walks the list backwards unless an order is given.
 */
public final class MutateForEach implements RuleHandler {

  /** A declaration, ready to be walked. */
  private record Loop(
      Query list,
      boolean backwards,
      CompiledEntries context,
      Optional<CompiledConditions> preconditions,
      Step step) {}

  /** What is done for an element. */
  private sealed interface Step {
    /** A patch. */
    record Patch(Template template, Patcher patcher) implements Step {}

    /** Loops in the loop. */
    record Nested(List<Loop> loops) implements Step {}
  }

  /** Kyverno's status of a part of the work, with the object that came of it. */
  private record Part(boolean changed, JsonNode resource) {}

  private final List<Loop> loops;
  private final String namespace;

  private MutateForEach(List<Loop> loops, String namespace) {
    this.loops = loops;
    this.namespace = namespace;
  }

  /**
   * Of the declarations of a rule.
   *
   * @param namespace the namespace of a Policy, empty of a ClusterPolicy
   */
  public static MutateForEach of(List<ForEach> declarations, String namespace) {
    return new MutateForEach(compiled(declarations), namespace);
  }

  private static List<Loop> compiled(List<ForEach> declarations) {
    return declarations.stream().map(MutateForEach::compiled).toList();
  }

  private static Loop compiled(ForEach loop) {
    boolean merges = loop.patch() instanceof Mutate.StrategicMerge;
    return new Loop(
        Query.of(loop.list()),
        loop.order().map(order -> order == Order.DESCENDING).orElse(merges),
        CompiledEntries.of(loop.context()),
        loop.preconditions().map(CompiledConditions::of),
        step(loop.patch()));
  }

  private static Step step(Mutate.Patch patch) {
    return switch (patch) {
      case Mutate.ForEachPatch(var nested) -> new Step.Nested(compiled(nested));
      case Mutate.StrategicMerge(var overlay) ->
          patch(JsonNodeFactory.instance.objectNode().set("patchStrategicMerge", overlay));
      case Mutate.JsonPatch(var text) ->
          patch(JsonNodeFactory.instance.objectNode().put("patchesJson6902", text));
      case Mutate.NoPatch() -> patch(JsonNodeFactory.instance.objectNode());
    };
  }

  private static Step patch(ObjectNode tree) {
    return new Step.Patch(Template.of(tree), new Patcher(tree));
  }

  @Override
  public Handled process(PolicyContext context, JsonNode resource) {
    try {
      Part part = walk(loops, context, resource, 0);
      return part.changed()
          ? new Handled(
              part.resource(), new RuleOutcome.Passed(MutateHandler.mutated(part.resource())))
          : new Handled(part.resource(), new RuleOutcome.Skipped("0 elements processed"));
    } catch (EvaluationException failed) {
      return MutateHandler.error(failed.text());
    }
  }

  private Part walk(List<Loop> declarations, PolicyContext context, JsonNode resource, int depth) {
    JsonNode current = resource;
    boolean changed = false;
    for (Loop loop : declarations) {
      List<JsonNode> elements = elements(loop, context);
      Part part;
      try {
        part = walk(loop, elements, context, current, depth);
      } catch (EvaluationException failed) {
        throw failed.within("failed to mutate elements");
      }
      if (part.changed()) {
        changed = true;
        current = part.resource();
        context.variables().addResource(current);
      }
    }
    return new Part(changed, current);
  }

  private static List<JsonNode> elements(Loop loop, PolicyContext context) {
    try {
      return Elements.of(context.variables(), loop.list());
    } catch (EvaluationException failed) {
      // Upstream writes the reason twice.
      throw failed.within("failed to evaluate list " + loop.list().text() + ": " + failed.text());
    }
  }

  private Part walk(
      Loop loop, List<JsonNode> elements, PolicyContext context, JsonNode resource, int depth) {
    JsonContext variables = context.variables();
    variables.checkpoint();
    try {
      JsonNode current = resource;
      for (int i = 0; i < elements.size(); i++) {
        int index = loop.backwards() ? elements.size() - 1 - i : i;
        JsonNode element = elements.get(index);
        if (!(element instanceof NullNode)) {
          variables.reset();
          variables.addElement(element, index, depth);
          if (applies(loop, context, index)) {
            current = apply(loop.step(), context, current, depth);
          }
        }
      }
      return new Part(!current.equals(resource), current);
    } finally {
      variables.restore();
    }
  }

  private boolean applies(Loop loop, PolicyContext context, int index) {
    try {
      context.variables().register(loop.context(), namespace);
    } catch (EvaluationException failed) {
      throw failed.within("failed to load to mutate.foreach[%d].context".formatted(index));
    }
    try {
      return loop.preconditions()
          .map(conditions -> context.evaluate(conditions, "foreach.preconditions"))
          .map(Verdict::holds)
          .orElse(true);
    } catch (EvaluationException failed) {
      throw failed.within("failed to evaluate mutate.foreach[%d].preconditions".formatted(index));
    }
  }

  private JsonNode apply(Step step, PolicyContext context, JsonNode resource, int depth) {
    return switch (step) {
      case Step.Nested(var nested) -> walk(nested, context, resource, depth + 1).resource();
      case Step.Patch(var template, var patcher) -> {
        JsonNode substituted;
        try {
          substituted = template.substitute(context.variables());
        } catch (EvaluationException failed) {
          throw failed.within("variable substitution failed");
        }
        yield patcher.patch(substituted, resource, context.variables().choices()).orElse(resource);
      }
    };
  }
}
