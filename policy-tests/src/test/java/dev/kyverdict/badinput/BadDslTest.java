package dev.kyverdict.badinput;

import static dev.kyverdict.dsl.Policies.all;
import static dev.kyverdict.dsl.Policies.any;
import static dev.kyverdict.dsl.Policies.clusterPolicy;
import static dev.kyverdict.dsl.Policies.condition;
import static dev.kyverdict.dsl.Policies.data;
import static dev.kyverdict.dsl.Policies.expr;
import static dev.kyverdict.dsl.Policies.field;
import static dev.kyverdict.dsl.Policies.isNot;
import static dev.kyverdict.dsl.Policies.jsonPatch;
import static dev.kyverdict.dsl.Policies.namespaces;
import static dev.kyverdict.dsl.Policies.policy;
import static dev.kyverdict.dsl.Policies.remove;
import static dev.kyverdict.dsl.Policies.replace;
import static dev.kyverdict.dsl.Policies.request;
import static dev.kyverdict.dsl.Policies.requestObject;
import static dev.kyverdict.dsl.Policies.resources;
import static dev.kyverdict.dsl.Policies.rule;
import static dev.kyverdict.dsl.Policies.strategicMerge;
import static dev.kyverdict.dsl.Policies.text;
import static dev.kyverdict.dsl.Policies.variable;
import static dev.kyverdict.dsl.ResourceType.CONFIG_MAP;
import static dev.kyverdict.dsl.ResourceType.PERSISTENT_VOLUME_CLAIM;
import static dev.kyverdict.dsl.ResourceType.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.dsl.RuleWords.Matched;
import dev.kyverdict.model.InvalidPolicyException;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Selector;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** Policies that the DSL does not let anybody make. */
class BadDslTest {

  private static final Mutate.Patch PATCH =
      strategicMerge(field("metadata", field("labels", field("a", "b"))));

  static Stream<Arguments> refused() {
    Matched claims = rule("r").match(any(resources(PERSISTENT_VOLUME_CLAIM)));
    return Stream.of(
        bad("a name over 63 characters", () -> clusterPolicy("p".repeat(64), claims.mutate(PATCH))),
        bad(
            "a rule's name over 63 characters",
            () ->
                clusterPolicy(
                    "p", rule("r".repeat(64)).match(any(resources(SECRET))).mutate(PATCH))),
        bad(
            "two rules of one name",
            () -> clusterPolicy("p", claims.mutate(PATCH), claims.mutate(PATCH))),
        bad("no match", () -> clusterPolicy("p", rule("r").match(Match.NONE).mutate(PATCH))),
        bad(
            "a filter without kinds",
            () ->
                clusterPolicy(
                    "p",
                    rule("r")
                        .match(any(namespaces(List.of("a"))))
                        .mutate(strategicMerge(field("spec", field("a", "b")))))),
        bad(
            "an empty selector",
            () ->
                clusterPolicy(
                    "p",
                    rule("r")
                        .match(any(resources(SECRET).selector(new Selector(Map.of(), List.of()))))
                        .mutate(PATCH))),
        bad(
            "a variable that is not loaded",
            () ->
                clusterPolicy(
                    "p", claims.preconditions(all(isNot(expr("image"), ""))).mutate(PATCH))),
        bad(
            "a variable that is loaded later",
            () ->
                clusterPolicy(
                    "p",
                    claims
                        .context(
                            variable("a", expr("b.c || ''")), variable("b", requestObject("spec")))
                        .preconditions(all(isNot(expr("a"), "")))
                        .mutate(PATCH))),
        bad(
            "a reserved name",
            () ->
                clusterPolicy(
                    "p", claims.context(variable("request", requestObject("spec"))).mutate(PATCH))),
        bad(
            "an element outside of a loop",
            () ->
                clusterPolicy(
                    "p",
                    claims.mutate(
                        strategicMerge(
                            field(
                                "metadata", field("labels", field("a", expr("element.name")))))))),
        bad(
            "user data in the background",
            () ->
                clusterPolicy(
                    "p",
                    claims
                        .preconditions(all(isNot(request("userInfo.username"), "")))
                        .mutate(PATCH))),
        bad(
            "an unknown operator",
            () ->
                clusterPolicy(
                    "p",
                    claims
                        .preconditions(
                            all(
                                condition(
                                    request("operation"),
                                    "Is",
                                    JsonNodeFactory.instance.stringNode("CREATE"))))
                        .mutate(PATCH))),
        bad(
            "an unknown operation",
            () ->
                clusterPolicy(
                    "p",
                    claims.preconditions(all(isNot(request("operation"), "MAKE"))).mutate(PATCH))),
        bad(
            "a pointer without its slash",
            () -> clusterPolicy("p", claims.mutate(jsonPatch(remove("spec/a"))))),
        bad(
            "a variable in a pointer",
            () ->
                clusterPolicy(
                    "p",
                    claims.mutate(
                        jsonPatch(
                            replace(
                                "/{{ request.operation }}",
                                JsonNodeFactory.instance.stringNode("a")))))),
        bad(
            "match and exclude alike",
            () ->
                clusterPolicy(
                    "p",
                    rule("r")
                        .match(any(resources(SECRET)))
                        .exclude(any(resources(SECRET)))
                        .mutate(PATCH))),
        bad(
            "namespaces in a namespaced policy",
            () ->
                policy(
                    "a",
                    "p",
                    rule("r")
                        .match(any(resources(SECRET).namespaces(List.of("b"))))
                        .mutate(PATCH))),
        bad(
            "an anchor in generated data",
            () ->
                clusterPolicy(
                    "p",
                    claims.generate(
                        data(
                            CONFIG_MAP,
                            request("namespace"),
                            text("c"),
                            field("+(data)", field("a", "b")))))),
        bad(
            "a field twice",
            () ->
                clusterPolicy(
                    "p", claims.mutate(strategicMerge(field("a", "b"), field("a", "c"))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String what, Runnable making) {
    assertThatThrownBy(making::run)
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(
            refusal -> {
              assertThat(refusal.getMessage()).contains("; ");
              if (refusal instanceof InvalidPolicyException invalid) {
                assertThat(invalid.problems()).isNotEmpty();
                assertThat(invalid.problems())
                    .allSatisfy(
                        problem -> {
                          assertThat(problem.pointer()).startsWith("/");
                          assertThat(problem.repair()).isNotBlank();
                        });
              }
            });
  }

  private static Arguments bad(String what, Runnable making) {
    return Arguments.of(what, making);
  }
}
