package dev.kyverdict.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Rules for Pods of which Kyverno derives rules for their controllers; the derived ones are checked
 * too, and lose targets and loops inside loops on the way ({@code pkg/autogen/v1}).
 */
final class AutogenChecks {

  private static final Set<String> CONTROLLERS =
      Set.of(
          "Pod",
          "DaemonSet",
          "Deployment",
          "Job",
          "StatefulSet",
          "ReplicaSet",
          "ReplicationController",
          "CronJob");

  private AutogenChecks() {}

  static void of(KyvernoPolicy policy, Consumer<Problem> report) {
    if (!derives(policy)) {
      return;
    }
    boolean scanned = policy.spec().background() || PolicyChecks.changesExistingOnUpdate(policy);
    List<Rule> rules = policy.spec().rules();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      Where where = Where.rule(rule, i);
      if (derives(rule)) {
        switch (rule.action()) {
          case Mutate mutate -> mutate(where.at("mutate"), rule, mutate, scanned, report);
          case Validate validate -> validate(where.at("validate"), validate, report);
          case Generate generate -> {}
          case Action.VerifyImages verify -> {}
        }
      }
    }
  }

  private static boolean derives(KyvernoPolicy policy) {
    String annotation = policy.metadata().annotations().getOrDefault(SpecChecks.AUTOGEN, "all");
    List<Rule> rules = policy.spec().rules();
    List<Match.Resources> resources =
        rules.stream().flatMap(AutogenChecks::filters).map(Match.Filter::resources).toList();
    return !annotation.isEmpty()
        && !annotation.equals("none")
        && rules.stream().map(Rule::action).allMatch(AutogenChecks::supports)
        && resources.stream().allMatch(AutogenChecks::supports)
        && resources.stream().flatMap(one -> one.kinds().stream()).anyMatch(CONTROLLERS::contains);
  }

  private static boolean supports(Action action) {
    return switch (action) {
      case Generate generate -> false;
      case Mutate mutate -> !mutate.patch().isJsonPatch();
      case Validate validate -> true;
      case Action.VerifyImages verify -> true;
    };
  }

  private static boolean supports(Match.Resources resources) {
    return resources.isWithoutNamesAndLabels()
        && !(resources.kinds().size() > 1 && namesPod(resources.kinds().stream()));
  }

  private static boolean derives(Rule rule) {
    List<String> excluded = kinds(rule.exclude()).toList();
    return !rule.name().startsWith("autogen-")
        && namesPod(kinds(rule.match()))
        && (excluded.isEmpty() || namesPod(excluded.stream()));
  }

  private static Stream<String> kinds(Match match) {
    return filters(match).flatMap(filter -> filter.resources().kinds().stream());
  }

  private static Stream<Match.Filter> filters(Rule rule) {
    return Stream.concat(filters(rule.match()), filters(rule.exclude()));
  }

  private static Stream<Match.Filter> filters(Match match) {
    return Stream.of(match.any(), match.all(), List.of(match.direct())).flatMap(List::stream);
  }

  private static boolean namesPod(Stream<String> kinds) {
    return kinds.anyMatch(kind -> Arrays.asList(kind.split("[/.]")).contains("Pod"));
  }

  private static void mutate(
      Where where, Rule rule, Mutate mutate, boolean scanned, Consumer<Problem> report) {
    if (mutate.patch() instanceof Mutate.StrategicMerge(var tree) && !tree.isNull()) {
      LabelTextChecks.ofPodTemplate(where.at("patchStrategicMerge"), tree, report);
      if (!mutate.targets().isEmpty()) {
        withoutTargets(where.at("patchStrategicMerge"), tree, rule, scanned, report);
      }
    } else if (mutate.patch() instanceof Mutate.ForEachPatch(var loops)
        && !loops.isEmpty()
        && loops.getFirst().patch() instanceof Mutate.StrategicMerge(var tree)) {
      LabelTextChecks.ofPodTemplate(
          where.at("foreach").at(0).at("patchStrategicMerge"), tree, report);
    }
  }

  private static void withoutTargets(
      Where where, JsonNode tree, Rule rule, boolean scanned, Consumer<Problem> report) {
    List<Problem> lost = new ArrayList<>();
    VariableChecks.allowed(where, tree, AllowedVariables.ofRuleContext(rule, scanned), lost::add);
    lost.stream()
        .filter(problem -> problem.id().equals("variable-not-allowed"))
        .map(
            problem ->
                Problem.error(
                    "variable-lost-in-autogen",
                    problem.pointer(),
                    problem.message()
                        + " in the rules derived for Pod controllers, which have no"
                        + " targets",
                    "set the annotation " + SpecChecks.AUTOGEN + " to none"))
        .forEach(report);
  }

  private static void validate(Where where, Validate validate, Consumer<Problem> report) {
    if (validate.check() instanceof Validate.Pattern(var tree)) {
      LabelTextChecks.ofPodTemplate(where.at("pattern"), tree, report);
    } else if (validate.check() instanceof Validate.AnyPattern(var tree)) {
      List<JsonNode> trees = TreeText.items(tree);
      if (tree.isArray() && tree.isEmpty()) {
        report.accept(
            where.at("anyPattern").error("any-pattern-empty", "is empty", "add a pattern"));
      }
      for (int i = 0; i < trees.size(); i++) {
        LabelTextChecks.ofPodTemplate(where.at("anyPattern").at(i), trees.get(i), report);
      }
    }
  }
}
