package dev.kyverdict.lint;

import static dev.kyverdict.lint.MutateLint.ANCHOR_NOT_READ_BY_MUTATE;
import static dev.kyverdict.lint.MutateLint.EXISTING_ON_POLICY_UPDATE;
import static dev.kyverdict.lint.MutateLint.GENERATE_NAME;
import static dev.kyverdict.lint.MutateLint.JSON_PATCH_BOOLEAN_KEY;
import static dev.kyverdict.lint.MutateLint.UPDATE_WRITES_IMMUTABLE;

import dev.kyverdict.jmespath.Expression.Field;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Mutate.JsonPatch;
import dev.kyverdict.model.Mutate.Patch;
import dev.kyverdict.model.Mutate.StrategicMerge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Mutate rules. */
final class Mutations {

  private static final List<String> REQUEST_NAME = List.of("request", "name");

  private static final List<String> OBJECT_NAME = List.of("request", "object", "metadata", "name");

  private Mutations() {}

  static void check(RuleView rule, Problems problems) {
    if (!(rule.action() instanceof Mutate mutate)) {
      return;
    }
    for (Placed<Patch> patch : rule.parts().patches()) {
      immutable(rule, mutate, patch, problems);
      text(rule, patch, problems);
    }
    if (rule.mutatesAdmitted() && Operations.mayActOn(rule, Operation.CREATE)) {
      generateName(rule, problems);
    }
    List<String> touched = new ArrayList<>(kinds(rule));
    touched.addAll(targets(mutate));
    if (touched.stream().noneMatch(Webhooks.DATA::contains)) {
      return;
    }
    if (mutate.mutateExistingOnPolicyUpdate().orElse(false)) {
      existing(rule.name(), rule.pointer() + "/mutate/mutateExistingOnPolicyUpdate", problems);
    } else if (rule.policy().spec().mutateExistingOnPolicyUpdate().orElse(false)) {
      existing(
          rule.policy().kind() + " '" + rule.policy().metadata().name() + "', spec",
          "/spec/mutateExistingOnPolicyUpdate",
          problems);
    }
  }

  private static void immutable(
      RuleView rule, Mutate mutate, Placed<Patch> patch, Problems problems) {
    boolean existing = !mutate.targets().isEmpty();
    if (!existing && !Operations.mayActOn(rule, Operation.UPDATE)) {
      return;
    }
    List<String> kinds = existing ? targets(mutate) : kinds(rule);
    for (Write write : Write.of(patch)) {
      Optional<String> kind = Immutable.kindThatFixes(kinds, write.path());
      if (kind.isPresent()) {
        problems.add(
            UPDATE_WRITES_IMMUTABLE,
            write.pointer(),
            rule.at(write.pointer()),
            write.readable()
                + " of a "
                + kind.get()
                + " cannot be changed, and the rule "
                + (existing ? "changes objects that are there" : "also acts on UPDATE"),
            existing ? "patch other fields" : "add operations: [CREATE] to match");
        return;
      }
    }
  }

  private static List<String> targets(Mutate mutate) {
    return mutate.targets().stream().flatMap(target -> target.kind().stream()).toList();
  }

  static List<String> kinds(RuleView rule) {
    return rule.rule().match().filters().stream()
        .flatMap(filter -> filter.resources().kinds().stream())
        .filter(kind -> !kind.matches(".*[a-z]/[a-z*]+"))
        .map(Kinds::name)
        .distinct()
        .toList();
  }

  private static void text(RuleView rule, Placed<Patch> patch, Problems problems) {
    if (patch.value() instanceof JsonPatch operations) {
      JsonPatchText.truth(operations.text())
          .ifPresent(
              word ->
                  problems.add(
                      JSON_PATCH_BOOLEAN_KEY,
                      patch.pointer(),
                      rule.at(patch.pointer()),
                      "Kyverno reads the plain word " + word + " as true or false",
                      "write \"" + word + "\" in quotes"));
    } else if (patch.value() instanceof StrategicMerge merge) {
      anchors(rule, merge.tree(), patch.pointer(), problems);
    }
  }

  private static void anchors(RuleView rule, JsonNode tree, String pointer, Problems problems) {
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      String place = Pointers.member(pointer, member.getKey());
      if (member.getKey().matches("[=X^]\\(.+\\)")) {
        problems.add(
            ANCHOR_NOT_READ_BY_MUTATE,
            place,
            rule.at(pointer),
            "mutate does not read the anchor of "
                + member.getKey()
                + " and writes the key as it"
                + " stands",
            "use ( ), +( ) or <( )");
      } else if (!member.getKey().startsWith("(")) {
        anchors(rule, member.getValue(), place, problems);
      }
    }
    for (int i = 0; tree.isArray() && i < tree.size(); i++) {
      anchors(rule, tree.path(i), Pointers.element(pointer, i), problems);
    }
  }

  private static void generateName(RuleView rule, Problems problems) {
    if (rule.queries().stream().anyMatch(Mutations::asksForName)) {
      return;
    }
    rule.queries().stream()
        .filter(query -> MissingKeys.matters(rule, query) && query.readsContext())
        .filter(query -> places(query, true).stream().anyMatch(Mutations::isName))
        .findFirst()
        .ifPresent(
            query ->
                problems.add(
                    GENERATE_NAME,
                    query.pointer(),
                    rule.at(query.pointer()),
                    query.written()
                        + " is an error for an object with generateName, which has no"
                        + " name yet",
                    "add a precondition that {{ request.object.metadata.name || '' }} is not empty,"
                        + " or say so in the policy's description and accept it"));
  }

  /** Whether a precondition copes with an object that has no name. */
  private static boolean asksForName(Query query) {
    return query.use() == Use.PRECONDITION
        && (places(query, false).stream().anyMatch(Mutations::isName)
            || query.text().contains("generateName"));
  }

  private static boolean isName(List<String> path) {
    return path.equals(REQUEST_NAME) || path.equals(OBJECT_NAME);
  }

  /** What an expression reads, with or without an error where it is missing. */
  private static List<List<String>> places(Query query, boolean withError) {
    Set<Field> misses = Set.copyOf(query.misses());
    return query.expression().map(Paths::of).orElse(Map.of()).entrySet().stream()
        .filter(place -> misses.contains(place.getKey()) == withError)
        .map(Map.Entry::getValue)
        .toList();
  }

  private static void existing(String what, String pointer, Problems problems) {
    problems.add(
        EXISTING_ON_POLICY_UPDATE,
        pointer,
        what,
        "every change of the policy goes over every object that it matches",
        "leave mutateExistingOnPolicyUpdate off");
  }
}
