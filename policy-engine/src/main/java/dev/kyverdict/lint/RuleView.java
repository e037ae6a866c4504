package dev.kyverdict.lint;

import dev.kyverdict.model.Action;
import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Conditions.Condition;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rule, unrolled: everything in it that lint looks at, each with its place.
 *
 * @param policy the policy of the rule
 * @param rule the rule
 * @param pointer where the rule stands
 * @param parts its parts
 * @param queries every expression in it
 */
record RuleView(KyvernoPolicy policy, Rule rule, String pointer, Parts parts, List<Query> queries) {

  /**
   * The parts of a rule, in the order in which they are written.
   *
   * @param entries context entries
   * @param blocks {@code preconditions} and {@code deny.conditions} as a whole
   * @param conditions each condition of the blocks
   * @param texts texts in which variables are substituted
   * @param expressions texts that are expressions without braces
   * @param patches patches, those inside of loops each by itself
   * @param generated objects that are generated
   */
  record Parts(
      List<Placed<ContextEntry>> entries,
      List<Placed<Conditions>> blocks,
      List<Placed<Condition>> conditions,
      List<Placed<String>> texts,
      List<Placed<String>> expressions,
      List<Placed<Mutate.Patch>> patches,
      List<Placed<Generated>> generated) {}

  /**
   * An object that a rule generates.
   *
   * @param target which
   * @param source of what
   * @param each whether there is one for every element of a loop
   */
  record Generated(Generate.Target target, Generate.Source source, boolean each) {}

  static RuleView of(KyvernoPolicy policy, int index) {
    String pointer = "/spec/rules/" + index;
    Rule rule = policy.spec().rules().get(index);
    Parts parts = RuleWalk.of(rule, pointer);
    return new RuleView(policy, rule, pointer, parts, Queries.of(parts));
  }

  /** How a message names a place in this rule. */
  String at(String place) {
    String rest = place.startsWith(pointer) ? place.substring(pointer.length()) : place;
    return name() + (rest.isEmpty() ? "" : ", " + Pointers.readable(rest));
  }

  String name() {
    return "rule '" + rule.name() + "'";
  }

  Action action() {
    return rule.action();
  }

  /** The context entry in which a place lies. */
  Optional<Placed<ContextEntry>> entryAt(String place) {
    return parts.entries().stream()
        .filter(entry -> place.startsWith(entry.pointer() + "/"))
        .findFirst();
  }

  /** Whether the rule changes the object that is admitted. */
  boolean mutatesAdmitted() {
    return rule.action() instanceof Mutate mutate && mutate.targets().isEmpty();
  }

  /** The preconditions of the rule itself. */
  Stream<Placed<Condition>> preconditions() {
    String own = pointer + "/preconditions";
    return parts.conditions().stream().filter(placed -> placed.pointer().startsWith(own));
  }
}
