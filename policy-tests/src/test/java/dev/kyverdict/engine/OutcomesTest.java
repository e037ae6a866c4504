package dev.kyverdict.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.engine.admission.Outcomes;
import dev.kyverdict.engine.admission.RuleResult;
import dev.kyverdict.engine.chance.Choice;
import dev.kyverdict.judge.RequestReader;
import dev.kyverdict.judge.ScriptedCluster;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.render.ManifestReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where Kyverno decides by chance: each set is that of its answers when it was asked 60 times. */
class OutcomesTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Engine ENGINE = engine(0);

  private static final AdmissionRequest REQUEST =
      RequestReader.read(
          JSON.readTree(
              """
              {"object": {"apiVersion": "v1", "kind": "PersistentVolumeClaim",
                "metadata": {"name": "data", "namespace": "app",
                  "labels": {"app": "web", "tier": "fe"}}}}
              """));

  private static final ObjectNode CALLS =
      (ObjectNode)
          JSON.readTree(
              """
              {"api": {"GET /1": {"body": {"n": "1"}}, "GET /2": {"body": {"n": "2"}},
                       "GET /3": {"body": {"n": "3"}}}}
              """);

  private static Engine engine(long seed) {
    KyvernoConfig usual = KyvernoConfig.DEFAULT;
    return Engine.of(
        KyvernoVersion.V1_19_1,
        new KyvernoConfig(usual.data(), usual.clock(), seed, usual.maxApiCallResponse()));
  }

  private static String policy(String name, String context, String action) {
    return """
        apiVersion: kyverno.io/v1
        kind: ClusterPolicy
        metadata: {name: %s}
        spec:
          validationFailureAction: Enforce
          rules:
            - name: r
              match: {any: [{resources: {kinds: [PersistentVolumeClaim]}}]}
              context: [%s]
              %s
        """
        .formatted(name, context, action);
  }

  private static String mutation(String name, String context, String annotations) {
    String patch = "{metadata: {annotations: {%s}}}".formatted(annotations);
    return policy(name, context, "mutate: {patchStrategicMerge: %s}".formatted(patch));
  }

  private static String pattern(String metadata) {
    return policy("p", "", "validate: {message: m, pattern: {metadata: {%s}}}".formatted(metadata));
  }

  private static List<CompiledPolicy> compiled(String... policies) {
    return Stream.of(policies)
        .map(text -> ManifestReader.read("policy.yaml", text).manifests().getFirst())
        .map(policy -> ENGINE.compile((KyvernoPolicy) policy))
        .toList();
  }

  private static Outcomes outcomes(String... policies) {
    return ENGINE.outcomes(compiled(policies), REQUEST, () -> new ScriptedCluster(CALLS));
  }

  private static Set<String> of(Outcomes outcomes, Function<Decision, String> what) {
    assertThat(outcomes.complete()).isTrue();
    return outcomes.decisions().stream().map(what).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String status(Decision decision) {
    return decision.rules().stream()
        .map(RuleResult::outcome)
        .map(outcome -> outcome.status().orElse("-"))
        .collect(Collectors.joining(" "));
  }

  private static String annotations(Decision decision) {
    return decision.object().path("metadata").path("annotations").toString();
  }

  private static String calls(Decision decision) {
    return decision.calls().stream().map(record -> record.call().url()).toList().toString();
  }

  private static String variable(Decision decision) {
    return decision
        .rules()
        .getFirst()
        .outcome()
        .message()
        .replaceAll(".*failed to resolve (\\S+) at path /.*", "$1");
  }

  private static String entry(String name, String field, String value) {
    return "{name: %s, variable: {%s: '%s'}}".formatted(name, field, value);
  }

  @Test
  void an_entry_that_reads_a_later_one_works_by_chance_in_a_mutate_rule() {
    String later = entry("b", "value", "v");
    String byValue = mutation("p", entry("a", "value", "{{ b }}") + ", " + later, "x: '{{ a }}'");
    String byPath = mutation("p", entry("a", "jmesPath", "b") + ", " + later, "x: '{{ a }}'");
    String earlier = mutation("p", later + ", " + entry("a", "value", "{{ b }}"), "x: '{{ a }}'");

    assertThat(of(outcomes(byValue), OutcomesTest::status)).containsExactly("error", "pass");
    assertThat(of(outcomes(byPath), OutcomesTest::status)).containsExactly("error");
    assertThat(of(outcomes(earlier), OutcomesTest::status)).containsExactly("pass");
  }

  @Test
  void any_of_several_variables_that_fail_may_be_named() {
    String failing = mutation("p", "", "x: '{{ request.aa }}', y: '{{ request.bb }}', z: v");

    assertThat(of(outcomes(failing), OutcomesTest::variable))
        .containsExactly("request.aa", "request.bb");
  }

  @Test
  void members_are_visited_from_any_one_on_and_around() {
    String calls =
        Stream.of("1", "2", "3")
            .map("{name: c%1$s, apiCall: {urlPath: /%1$s}}"::formatted)
            .collect(Collectors.joining(", "));
    String failing =
        mutation(
            "p", calls, "a: '{{ request.no }}', b: '{{ c3.n }}', c: '{{ c2.n }}', d: '{{ c1.n }}'");

    assertThat(of(outcomes(failing), OutcomesTest::calls))
        .containsExactly("[/1]", "[/2, /1]", "[/3, /2, /1]", "[]");
  }

  @Test
  void a_wildcard_for_a_label_means_any_that_fits() {
    assertThat(of(outcomes(pattern("labels: {'*': web}")), OutcomesTest::status))
        .containsExactly("fail", "pass");
    assertThat(of(outcomes(pattern("labels: {'ap*': web, 'a*': 'no'}")), OutcomesTest::status))
        .containsExactly("fail", "pass");
    assertThat(of(outcomes(pattern("labels: {'a*': web}")), OutcomesTest::status))
        .containsExactly("pass");
  }

  @Test
  void mutate_policies_come_in_any_order() {
    String first = mutation("p1", "", "who: a");
    String reads =
        mutation("p2", "", "seen: \"{{ request.object.metadata.annotations.who || '-' }}\"");
    String last = mutation("p3", "", "who: c");

    assertThat(of(outcomes(first, reads, last), OutcomesTest::annotations)).hasSize(6);
    assertThat(of(outcomes(first, last), OutcomesTest::annotations))
        .containsExactly("{\"who\":\"a\"}", "{\"who\":\"c\"}");
  }

  @Test
  void an_order_that_changes_nothing_is_no_other_outcome() {
    Outcomes apart = outcomes(mutation("p1", "", "a: v"), mutation("p2", "", "b: v"));

    assertThat(apart.decisions()).hasSize(1);
    assertThat(apart.complete()).isTrue();
    assertThat(apart.decisions().getFirst().random()).isTrue();
  }

  @Test
  void more_ways_than_are_gone_are_said_to_be_incomplete() {
    String[] five =
        Stream.of("1", "2", "3", "4", "5")
            .map(n -> mutation("p" + n, "", "who: '" + n + "'"))
            .toArray(String[]::new);

    Outcomes outcomes = outcomes(five);

    assertThat(outcomes.complete()).isFalse();
    assertThat(outcomes.decisions()).hasSize(5);
  }

  @Test
  void a_seed_picks_one_of_them_always_the_same() {
    List<CompiledPolicy> policies = compiled(pattern("labels: {'*': web}"));
    Function<Long, String> decided =
        seed -> status(engine(seed).admit(policies, REQUEST, ClusterReader.EMPTY));

    List<String> once = LongStream.range(0, 20).boxed().map(decided).toList();

    assertThat(once).contains("fail", "pass");
    assertThat(LongStream.range(0, 20).boxed().map(decided)).isEqualTo(once);
    assertThat(once).startsWith("pass");
  }

  @Test
  void a_decision_names_what_is_left_to_chance() {
    Decision chance =
        ENGINE.admit(compiled(pattern("labels: {'*': web}")), REQUEST, ClusterReader.EMPTY);
    Decision sure = ENGINE.admit(compiled(pattern("name: data")), REQUEST, ClusterReader.EMPTY);

    assertThat(chance.choices()).containsExactly(new Choice("which name is taken for *", 2, 0));
    assertThat(chance.random()).isTrue();
    assertThat(sure.random()).isFalse();
  }
}
