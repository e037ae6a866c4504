package dev.kyverdict.chainsaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.chainsaw.TestResult.Outcome;
import dev.kyverdict.cluster.AuditEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests in chainsaw's format on a tiny cluster. */
class ChainsawRunTest {

  private static final String MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: a
      data:
        n: "1"
      """;

  @TempDir private Path folder = Path.of("");
  private final FakeCluster cluster = new FakeCluster();

  @Test
  void what_a_controller_does_later_is_waited_for_on_the_virtual_clock() throws IOException {
    write("map.yaml", MAP);
    write("map-assert.yaml", MAP.replace("name: a", "name: a\n  labels: {seen: 'yes'}"));

    TestResult result =
        run("apply: {file: map.yaml}", "assert: {file: map-assert.yaml}", "sleep: {duration: 1h}");

    assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.PASSED);
    assertThat(result.virtual()).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
    assertThat(result.wall()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void a_failed_assertion_names_the_closest_object_and_the_first_differing_fields()
      throws IOException {
    write("map.yaml", MAP + "---\n" + MAP.replace("name: a", "name: b").replace("\"1\"", "\"2\""));

    TestResult result =
        run(
            "apply: {file: map.yaml}",
            "assert: {resource: {apiVersion: v1, kind: ConfigMap, data: {n: '2', m: x},"
                + " (length(metadata.name)): 1}}");

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.where())
        .startsWith("step 'one', assert at ")
        .endsWith("/family/case/chainsaw-test.yaml:9");
    assertThat(result.reason())
        .contains("ConfigMap/", "/b (closest of 2)")
        .contains("* data.m: Required value: field not found in the input object")
        .doesNotContain("data.n");
  }

  @Test
  void an_expected_denial_is_one_and_any_other_end_is_a_failure() throws IOException {
    write("bad.yaml", MAP.replace("name: a", "name: forbidden"));

    assertThat(
            run("create: {file: bad.yaml, expect: [{check: {($error != null): true}}]}").outcome())
        .isEqualTo(Outcome.PASSED);
    assertThat(
            run("apply: {file: bad.yaml, expect: [{check: {($error): 'denied: else'}}]}").reason())
        .contains("Expected value", "the error was: denied the request: not this one");
    assertThat(run("create: {file: bad.yaml}").reason())
        .contains("denied the request: not this one");
    write("good.yaml", MAP);
    assertThat(
            run("create: {file: good.yaml, expect: [{check: {($error != null): true}}]}").outcome())
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void a_comparison_that_makes_no_sense_ends_the_waiting_at_once() throws IOException {
    write("map.yaml", MAP);

    TestResult result =
        run(
            "apply: {file: map.yaml}",
            "assert: {resource: {apiVersion: v1, kind: ConfigMap, metadata: {name: a},"
                + " data: {n: 1}}}");

    assertThat(result.reason()).contains("types are not comparable, int64 - string");
    assertThat(result.virtual()).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void what_must_not_be_there_is_an_error_when_it_is() throws IOException {
    write("map.yaml", MAP);

    assertThat(
            run(
                    "error: {file: map.yaml}",
                    "apply: {file: map.yaml}",
                    "delete: {file: map.yaml}",
                    "error: {file: map.yaml}")
                .outcome())
        .isEqualTo(Outcome.PASSED);
    assertThat(run("apply: {file: map.yaml}", "error: {file: map.yaml}").reason())
        .endsWith("/a - resource matches expectation");
  }

  @Test
  void bindings_templates_and_outputs_reach_where_they_are_called() throws IOException {
    write("map.yaml", MAP.replace("name: a", "name: (join('-', [$test.metadata.name, $what]))"));
    write(
        "template.yaml",
        """
        apiVersion: chainsaw.kyverno.io/v1alpha1
        kind: StepTemplate
        metadata: {name: t}
        spec:
          try:
          - apply:
              file: ($file)
              outputs: [{name: made, value: (metadata.name)}]
          - assert: {resource: {apiVersion: v1, kind: ConfigMap, metadata: {name: ($made)}}}
        """);

    TestResult result =
        runSteps(
            """
            - use:
                template: template.yaml
                with:
                  bindings:
                  - {name: what, value: x}
                  - {name: file, value: map.yaml}
            """);

    assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.PASSED);
    assertThat(cluster.audit()).anyMatch(it -> it.path().endsWith("/configmaps/test-x"));
  }

  @Test
  void what_was_made_is_deleted_again_the_last_first_and_the_namespace_at_the_end()
      throws IOException {
    write("map.yaml", MAP + "---\n" + MAP.replace("name: a", "name: b"));

    assertThat(run("apply: {file: map.yaml}").outcome()).isEqualTo(Outcome.PASSED);

    List<String> deleted =
        cluster.audit().stream()
            .filter(it -> it.verb().equals("DELETE"))
            .map(AuditEntry::path)
            .map(path -> path.replaceFirst("chainsaw-[0-9a-f]+", "own"))
            .toList();
    assertThat(deleted)
        .containsExactly(
            "/api/v1/namespaces/own/configmaps/b",
            "/api/v1/namespaces/own/configmaps/a",
            "/api/v1/namespaces/own");
  }

  @Test
  void kubectl_is_run_and_a_shell_is_not() throws IOException {
    write("map.yaml", MAP);

    TestResult plain =
        run(
            "script: {content: \"kubectl apply -f map.yaml 2>&1 | grep -q 'just so'\"}",
            "command: {entrypoint: kubectl, args: [label, cm, a, x=z]}",
            "assert: {resource: {apiVersion: v1, kind: ConfigMap, metadata: {name: a,"
                + " namespace: default, labels: {x: z}}}}");
    assertThat(plain.outcome()).as(plain.reason()).isEqualTo(Outcome.PASSED);
    TestResult shell = run("script: {content: 'kubectl get cm | awk 1'}");
    assertThat(shell.outcome()).isEqualTo(Outcome.NOT_RUN);
    assertThat(shell.where()).startsWith("step 'one', script at ");
    assertThat(shell.reason()).isEqualTo("a pipe into 'awk 1'");
  }

  @Test
  void what_other_controllers_do_is_not_run_by_name() throws IOException {
    write("exception.yaml", "{apiVersion: kyverno.io/v2, kind: PolicyException, metadata: {}}");

    TestResult result = run("apply: {file: exception.yaml}");

    assertThat(result.outcome()).isEqualTo(Outcome.NOT_RUN);
    assertThat(result.reason()).isEqualTo("exceptions (PolicyException)");
    assertThat(cluster.audit()).isEmpty();
  }

  @Test
  void a_misspelt_key_is_a_failure_with_its_place_and_repair() throws IOException {
    TestResult result = run("aply: {file: map.yaml}");

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason())
        .endsWith(
            "case/chainsaw-test.yaml:8:7: chainsaw knows no key 'aply' here; did you mean"
                + " 'apply'?");
  }

  @Test
  void a_time_without_a_unit_is_a_failure_with_its_place() throws IOException {
    assertThat(run("sleep: {duration: 5}").reason())
        .endsWith(":8:25: 'duration' must be a duration such as 30s or 1m30s");
  }

  private TestResult run(String... operations) throws IOException {
    StringBuilder steps = new StringBuilder("- name: one\n  try:\n");
    for (String operation : operations) {
      steps.append("  - ").append(operation).append('\n');
    }
    return runSteps(steps.toString());
  }

  private TestResult runSteps(String steps) throws IOException {
    Files.createDirectories(folder.resolve("family/case"));
    Files.writeString(
        folder.resolve("family/.chainsaw.yaml"),
        """
        apiVersion: chainsaw.kyverno.io/v1alpha2
        kind: Configuration
        metadata: {name: configuration}
        spec: {timeouts: {apply: 10s}, execution: {forceTerminationGracePeriod: 1s}}
        """);
    write(
        "chainsaw-test.yaml",
        "apiVersion: chainsaw.kyverno.io/v1alpha1\nkind: Test\nmetadata: {name: test}\nspec:\n"
            + "  steps:\n"
            + steps.indent(2));
    List<TestResult> results =
        new ChainsawRun(() -> cluster, ChainsawRun.Settings.CHAINSAW)
            .run(List.of(folder), result -> {});
    assertThat(results).hasSize(1);
    assertThat(results.getFirst().id()).isEqualTo("family/case");
    return results.getFirst();
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve("family/case"));
    Files.writeString(folder.resolve("family/case").resolve(name), text);
  }
}
