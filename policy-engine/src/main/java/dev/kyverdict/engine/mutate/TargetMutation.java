package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.ObjectReader;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.conditions.CompiledConditions;
import dev.kyverdict.engine.conditions.Verdict;
import dev.kyverdict.engine.context.CompiledEntries;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.context.RuleHandler;
import dev.kyverdict.engine.mutate.TargetFinder.Found;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.engine.substitution.TypedTexts;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Mutate.ForEachPatch;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.RuleTree;
import dev.kyverdict.model.Selector;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A mutate rule with {@code targets}: what it makes of existing objects ({@code
 * handlers/mutation/mutate_existing.go}, {@code load_targets.go}). Kyverno's command does not
 * substitute variables in selectors of labels, its background controller does.
 */
public final class TargetMutation {

  /**
   * What became of one target.
   *
   * @param patched the patched object; empty when there is none
   * @param outcome what the rule says about it
   */
  public record Mutated(Optional<JsonNode> patched, RuleOutcome outcome) {}

  /**
   * What became of one target in a cluster.
   *
   * @param target the target; empty when some could not be found
   * @param mutated what became of it
   */
  public record Changed(Optional<Found> target, Mutated mutated) {}

  private record Hit(Found found, Target target) {}

  private record Target(
      Template place,
      Template spec,
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
    JsonNode trees = RuleTree.of(rule).path("mutate").path("targets");
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < mutate.targets().size(); i++) {
      targets.add(target(mutate.targets().get(i), trees.path(i)));
    }
    return new TargetMutation(targets, patch, namespace);
  }

  private static Target target(Mutate.Target target, JsonNode tree) {
    ObjectNode place = JsonNodeFactory.instance.objectNode();
    place.put("apiVersion", target.apiVersion().orElse(""));
    place.put("kind", target.kind().orElse(""));
    place.put("namespace", target.namespace().orElse(""));
    place.put("name", target.name().orElse(""));
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    for (String field : List.of("apiVersion", "kind", "namespace", "name", "uid", "selector")) {
      if (tree.has(field)) {
        spec.set(field, tree.get(field));
      }
    }
    return new Target(
        Template.of(place),
        Template.of(spec),
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

  /** Patches the targets, one after another, once all of them are found. */
  public List<Changed> carryOut(PolicyContext context, TargetFinder finder) {
    List<String> errors = new ArrayList<>();
    List<Hit> all = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      try {
        finder.find(place(i, target, context)).forEach(found -> all.add(new Hit(found, target)));
      } catch (EvaluationException failed) {
        errors.add(failed.text());
      }
    }
    List<Changed> results = new ArrayList<>();
    if (!errors.isEmpty()) {
      Mutated error = error(new EvaluationException(String.join("; ", errors)));
      results.add(new Changed(Optional.empty(), error));
    }
    all.forEach(
        hit ->
            results.add(
                new Changed(
                    Optional.of(hit.found()),
                    patched(hit.target(), hit.found().object(), context))));
    return results;
  }

  private TargetFinder.Place place(int index, Target target, PolicyContext context) {
    JsonNode spec;
    try {
      spec = target.spec().substitute(context.variables());
      TypedTexts.check(target.spec().source(), spec);
    } catch (EvaluationException failed) {
      throw failed.within("failed to substitute variables in target[" + index + "]");
    }
    return new TargetFinder.Place(
        spec.path("apiVersion").asString(""),
        spec.path("kind").asString(""),
        namespace.isEmpty() ? spec.path("namespace").asString("") : namespace,
        spec.path("name").asString(""),
        selector(spec.path("selector")));
  }

  private static Optional<Selector> selector(JsonNode selector) {
    Map<String, String> labels = new LinkedHashMap<>();
    selector
        .path("matchLabels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
    List<Selector.Requirement> requirements =
        selector.path("matchExpressions").valueStream().map(TargetMutation::requirement).toList();
    return selector.isObject() ? Optional.of(new Selector(labels, requirements)) : Optional.empty();
  }

  private static Selector.Requirement requirement(JsonNode expression) {
    return new Selector.Requirement(
        expression.path("key").asString(""),
        expression.path("operator").asString(""),
        expression.path("values").valueStream().map(value -> value.asString("")).toList());
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
