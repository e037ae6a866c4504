package dev.kyverdict.engine.autogen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.model.Action;
import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Conditions.AnyAll;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Resources;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Spec;
import dev.kyverdict.model.Validate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Derived rules; what they say is what Kyverno 1.19.1 makes of the same policies. */
class AutogenTest {

  private static final Action PATTERN =
      validate(new Validate.Pattern(json("{\"spec\": {\"hostNetwork\": false}}")));
  private static final Action DENY = validate(new Validate.Deny(Optional.empty()));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Pod; ; r autogen-r autogen-cronjob-r",
        "Pod; Deployment; r autogen-r",
        "Pod; CronJob; r autogen-cronjob-r",
        "Pod; ConfigMap; r",
        "Pod; Pod; r",
        "v1/Pod; ; r",
        "Pod/exec,Deployment; ; r",
        "Pod,Deployment; ; r",
        "Deployment; ; r",
        "PersistentVolumeClaim; ; r",
      })
  void names(String kinds, String kind, String names) {
    ClusterPolicy policy = policy(rule("r", kinds, DENY));

    assertThat(names(Autogen.rules(policy, kind == null ? "" : kind))).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "none; r; ",
        "Deployment; r autogen-r; apps/v1/Deployment",
        "CronJob; r autogen-cronjob-r; batch/v1/CronJob",
        "StatefulSet,Job; r autogen-r; batch/v1/Job apps/v1/StatefulSet",
        "Foo; r autogen-r; Foo",
        "Foo,Job; r autogen-r; batch/v1/Job",
      })
  void the_annotation(String annotation, String names, String kinds) {
    ClusterPolicy policy =
        policy(rule("r", "Pod", DENY)).annotation(Autogen.ANNOTATION, annotation);
    List<Rule> rules = Autogen.rules(policy);

    assertThat(names(rules)).isEqualTo(names);
    if (kinds != null) {
      assertThat(rules.getLast().match().any().getFirst().resources().kinds())
          .containsExactly(kinds.split(" ", -1));
    }
  }

  @Test
  void one_rule_that_cannot_be_rewritten_keeps_all_from_it() {
    Rule pod = rule("r", "Pod", DENY);
    Rule patch = rule("s", "Secret", Mutate.of(new Mutate.JsonPatch("- op: remove")));

    assertThat(names(Autogen.rules(policy(pod, patch)))).isEqualTo("r s");
    assertThat(names(Autogen.rules(policy(pod, rule("s", "Secret", DENY)))))
        .isEqualTo("r s autogen-r autogen-cronjob-r");
  }

  @Test
  void a_written_rule_of_such_a_name_is_dropped_when_any_is_derived() {
    Rule named = rule("autogen-r", "Pod", DENY);

    assertThat(names(Autogen.rules(policy(named)))).isEqualTo("autogen-r");
    assertThat(names(Autogen.rules(policy(named, rule("s", "Pod", DENY)))))
        .isEqualTo("s autogen-s autogen-cronjob-s");
  }

  @Test
  void a_name_is_cut_to_what_a_rule_may_have() {
    assertThat(Autogen.rules(policy(rule("r".repeat(60), "Pod", DENY))).get(1).name())
        .isEqualTo("autogen-" + "r".repeat(55));
  }

  @Test
  void patterns_are_wrapped_and_texts_replaced_wherever_they_stand() {
    Rule rule =
        new Rule(
            "r",
            match("Pod"),
            Match.NONE,
            Optional.empty(),
            List.of(
                new ContextEntry.Variable(
                    "x",
                    Optional.of(json("{\"request.object.spec\": \"request.oldObject.metadata\"}")),
                    Optional.empty(),
                    Optional.empty())),
            Optional.empty(),
            List.of(),
            PATTERN,
            true,
            Map.of());
    List<Rule> rules = Autogen.rules(policy(rule));

    assertThat(check(rules.get(1)))
        .isEqualTo(
            new Validate.Pattern(
                json("{\"spec\": {\"template\": {\"spec\": {\"hostNetwork\": false}}}}")));
    assertThat(check(rules.get(2)))
        .isEqualTo(
            new Validate.Pattern(
                json(
                    """
                    {"spec": {"jobTemplate": {"spec": {"template":
                      {"spec": {"hostNetwork": false}}}}}}
                    """)));
    assertThat(((ContextEntry.Variable) rules.get(1).context().getFirst()).value())
        .contains(
            json(
                """
                {"request.object.spec.template.spec":
                  "request.oldObject.spec.template.metadata"}
                """));
  }

  @Test
  void a_reference_in_a_message_is_pointed_to_the_new_place() {
    assertThat(MessageReferences.shift("a $(./../pattern/spec/x) b", "spec/template", "pattern"))
        .isEqualTo("a $(./../pattern/spec/template/spec/x) b");
    assertThat(
            MessageReferences.shift("$(./../anyPattern/1/spec/x)", "spec/template", "anyPattern"))
        .isEqualTo("$(./../anyPattern/1/spec/template/spec/x)");
  }

  @Test
  void targets_and_the_order_of_loops_are_lost() {
    Mutate.Target target =
        new Mutate.Target(
            Optional.of("v1"),
            Optional.of("Secret"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    Mutate.ForEach loop =
        new Mutate.ForEach(
            "request.object.spec.containers",
            Optional.of(Mutate.Order.ASCENDING),
            List.of(),
            Optional.of(new AnyAll(Optional.of(List.of()), Optional.empty())),
            new Mutate.ForEachPatch(List.of()));
    Mutate existing =
        new Mutate(new Mutate.StrategicMerge(json("{}")), List.of(target), Optional.of(true));
    List<Rule> rules =
        Autogen.rules(
            policy(
                rule("r", "Pod", existing),
                rule("s", "Pod", Mutate.of(new Mutate.ForEachPatch(List.of(loop))))));

    assertThat(rules.get(2).action())
        .isEqualTo(Mutate.of(new Mutate.StrategicMerge(json("{\"spec\": {\"template\": {}}}"))));
    assertThat(rules.get(4).action())
        .isEqualTo(
            Mutate.of(
                new Mutate.ForEachPatch(
                    List.of(
                        new Mutate.ForEach(
                            "request.object.spec.template.spec.containers",
                            Optional.empty(),
                            List.of(),
                            loop.preconditions(),
                            new Mutate.StrategicMerge(
                                json("{\"spec\": {\"template\": null}}")))))));
  }

  /** So that a rule that never applies to a Pod applies to every Deployment. */
  @Test
  void an_empty_list_of_preconditions_is_lost() {
    AnyAll never = new AnyAll(Optional.of(List.of()), Optional.empty());
    Rule rule = rule("r", "Pod", DENY);
    Rule conditioned =
        new Rule(
            rule.name(),
            rule.match(),
            rule.exclude(),
            rule.imageExtractors(),
            rule.context(),
            Optional.of((Conditions) never),
            rule.celPreconditions(),
            rule.action(),
            true,
            Map.of());

    assertThat(Autogen.rules(policy(conditioned)).get(1).preconditions()).contains(AnyAll.NONE);
  }

  @Test
  void filters_for_cron_jobs_name_them_whatever_they_named_before() {
    Match match =
        Match.anyOf(List.of(Filter.of(resources("Pod")), Filter.of(resources("ConfigMap"))));
    Rule rule = rule("r", "Pod", DENY);
    List<Rule> rules =
        Autogen.rules(
            policy(
                new Rule(
                    "r",
                    match,
                    Match.NONE,
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    rule.action(),
                    true,
                    Map.of())));

    assertThat(kinds(rules.get(1)).getLast()).containsExactly("ConfigMap");
    assertThat(kinds(rules.get(2)))
        .containsExactly(List.of("batch/v1/CronJob"), List.of("batch/v1/CronJob"));
  }

  private static List<List<String>> kinds(Rule rule) {
    return rule.match().any().stream().map(filter -> filter.resources().kinds()).toList();
  }

  private static Validate.Check check(Rule rule) {
    return ((Validate) rule.action()).check();
  }

  private static String names(List<Rule> rules) {
    return String.join(" ", rules.stream().map(Rule::name).toList());
  }

  private static ClusterPolicy policy(Rule... rules) {
    return new ClusterPolicy(Metadata.named("p"), Spec.of(new ArrayList<>(Arrays.asList(rules))));
  }

  private static Rule rule(String name, String kinds, Action action) {
    return new Rule(
        name,
        match(kinds),
        Match.NONE,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        action,
        true,
        Map.of());
  }

  private static Match match(String kinds) {
    return Match.anyOf(List.of(Filter.of(resources(kinds.split(",", -1)))));
  }

  private static Resources resources(String... kinds) {
    return Resources.ofKinds(List.of(kinds));
  }

  private static Action validate(Validate.Check check) {
    return new Validate(Optional.empty(), List.of(), true, Optional.empty(), check);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
