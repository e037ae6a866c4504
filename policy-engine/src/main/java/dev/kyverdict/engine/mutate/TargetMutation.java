package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.ObjectReader;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.conditions.CompiledConditions;
import dev.kyverdict.engine.conditions.Verdict;
import dev.kyverdict.engine.context.CompiledEntries;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.context.RuleHandler;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Mutate.ForEachPatch;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Selector;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A mutate rule with {@code targets}: what it makes of existing objects ({@code
 * handlers/mutation/mutate_existing.go}, {@code load_targets.go}). Variables in selectors of labels
 * are not substituted.
 */
public final class TargetMutation {

  /**
   * What became of one target.
   *
   * @param patched the patched object; empty when there is none
   * @param outcome what the rule says about it
   */
  public record Mutated(Optional<JsonNode> patched, RuleOutcome outcome) {}

  private record Target(
      Template place,
      Optional<Selector> selector,
      CompiledEntries context,
      Optional<CompiledConditions> preconditions) {}

  private final List<Target> targets;
  private final RuleHandler patch;
  private final String namespace;

  private TargetMutation(List<Target> targets, RuleHandler patch, String namespace) {
    this.targets = targets;
    this.patch = patch;
    this.namespace = namespace;
  }

  /**
   * Of a rule.
   *
   * @param namespace the namespace of a Policy, empty of a ClusterPolicy
   */
  public static TargetMutation of(Rule rule, Mutate mutate, String namespace) {
    RuleHandler patch =
        mutate.patch() instanceof ForEachPatch(var loops)
            ? MutateForEach.of(loops, namespace)
            : MutateHandler.of(rule);
    List<Target> targets = mutate.targets().stream().map(TargetMutation::target).toList();
    return new TargetMutation(targets, patch, namespace);
  }

  private static Target target(Mutate.Target target) {
    ObjectNode place = JsonNodeFactory.instance.objectNode();
    place.put("apiVersion", target.apiVersion().orElse(""));
    place.put("kind", target.kind().orElse(""));
    place.put("namespace", target.namespace().orElse(""));
    place.put("name", target.name().orElse(""));
    return new Target(
        Template.of(place),
        target.selector(),
        CompiledEntries.of(target.context()),
        target.preconditions().map(CompiledConditions::of));
  }

  /** Patches the targets, one after another. */
  public List<Mutated> process(PolicyContext context, ObjectReader objects) {
    List<Mutated> results = new ArrayList<>();
    for (Target target : targets) {
      try {
        for (JsonNode object : found(target, context, objects)) {
          results.add(patched(target, object, context));
        }
      } catch (EvaluationException failed) {
        results.addFirst(error(failed));
      }
    }
    return results;
  }

  private List<JsonNode> found(Target target, PolicyContext context, ObjectReader objects) {
    JsonNode place = target.place().substitute(context.variables());
    String within = namespace.isEmpty() ? place.path("namespace").asString("") : namespace;
    String name = place.path("name").asString("");
    List<JsonNode> found =
        objects
            .objects(
                place.path("apiVersion").asString(""),
                place.path("kind").asString(""),
                "",
                target.selector())
            .stream()
            .filter(object -> isMeant(within, object.path("metadata").path("namespace")))
            .filter(object -> isMeant(name, object.path("metadata").path("name")))
            .toList();
    if (found.isEmpty() && isOne(within) && isOne(name)) {
      throw new EvaluationException("\"" + name + "\" not found");
    }
    return found;
  }

  private static boolean isMeant(String pattern, JsonNode text) {
    return pattern.isEmpty() || Wildcard.matches(pattern, text.asString(""));
  }

  private static boolean isOne(String pattern) {
    return !pattern.isEmpty() && pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
  }

  private Mutated patched(Target target, JsonNode object, PolicyContext context) {
    context.variables().setTarget(object);
    try {
      context.variables().register(target.context(), namespace);
    } catch (EvaluationException failed) {
      return error(failed.within("failed to load context"));
    }
    if (target.preconditions().isPresent()) {
      try {
        Verdict verdict = context.evaluate(target.preconditions().get(), "target preconditions");
        if (!verdict.holds()) {
          return new Mutated(Optional.empty(), new RuleOutcome.Skipped(Verdict.notMet(verdict)));
        }
      } catch (EvaluationException failed) {
        return error(failed.within("failed to evaluate preconditions"));
      }
    }
    RuleHandler.Handled handled = patch.process(context, object);
    boolean passed =
        handled.outcome() instanceof RuleOutcome.Passed
            && !(handled.resource() instanceof NullNode);
    return new Mutated(
        passed ? Optional.of(handled.resource()) : Optional.empty(), handled.outcome());
  }

  private static Mutated error(EvaluationException failed) {
    return new Mutated(Optional.empty(), new RuleOutcome.Errored(failed.text()));
  }
}
