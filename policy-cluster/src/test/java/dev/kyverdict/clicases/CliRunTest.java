package dev.kyverdict.clicases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.engine.KyvernoConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oddities of {@code kyverno test} that its rows show. */
class CliRunTest {

  @TempDir Path folder;

  @BeforeEach
  void write_policies_and_objects() throws IOException {
    write(
        "policies.yaml",
        """
        apiVersion: kyverno.io/v1
        kind: ClusterPolicy
        metadata: {name: limits}
        spec:
          rules:
          - name: small
            match: {any: [{resources: {kinds: [ConfigMap]}}]}
            context:
            - name: most
              apiCall: {urlPath: /api/v1/namespaces/default/configmaps/most}
            validate:
              message: too many
              deny:
                conditions:
                  any:
                  - {key: "{{ request.object.data.count }}", operator: GreaterThan, value: "{{ most }}"}
        ---
        apiVersion: kyverno.io/v1
        kind: ClusterPolicy
        metadata: {name: marks}
        spec:
          rules:
          - name: mark
            match: {any: [{resources: {kinds: [ConfigMap]}}]}
            mutate:
              targets: [{apiVersion: v1, kind: Secret, namespace: default, name: "*"}]
              patchStrategicMerge: {metadata: {labels: {marked: "{{ request.object.metadata.name }}"}}}
        """);
    write(
        "objects.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: few}
        data: {count: "1"}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: many}
        data: {count: "7"}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: other}
        """);
    write(
        "secret.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: s, labels: {a: ""}}
        """);
    write(
        "marked.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: s, labels: {a: "", marked: few}}
        data: {}
        """);
  }

  @Test
  void values_stand_in_for_calls_that_nobody_answers() throws IOException {
    assertThat(
            rows("{policy: limits, rule: small, kind: '', resources: [few, many], result: fail}"))
        .containsExactly(
            "limits | small | v1/ConfigMap/default/few | Fail | Want fail, got pass",
            "limits | small | v1/ConfigMap/default/many | Pass | Ok");
  }

  @Test
  void what_does_not_match_has_passed() throws IOException {
    assertThat(rows("{policy: limits, rule: small, kind: '', resources: [other], result: fail}"))
        .containsExactly("limits | small | v1/Namespace//other | Pass | Excluded");
  }

  @Test
  void a_misspelt_object_stands_for_all_objects() throws IOException {
    assertThat(rows("{policy: limits, rule: small, kind: '', resources: [fwe], result: pass}"))
        .containsExactly(
            "limits | mark | v1/Secret/default/s | Pass | Ok",
            "limits | mark | v1/Secret/default/s | Pass | Ok",
            "limits | small | v1/ConfigMap/default/few | Pass | Ok",
            "limits | small | v1/ConfigMap/default/many | Fail | Want pass, got fail",
            "limits | small | v1/Namespace//other | Pass | Excluded");
  }

  @Test
  void an_unknown_policy_is_not_found() throws IOException {
    assertThat(rows("{policy: limit, rule: small, kind: '', resources: [few], result: pass}"))
        .containsExactly("limit | small | v1/ConfigMap/default/few | Fail | Not found");
  }

  @Test
  void targets_are_patched_at_once_and_compared_without_what_is_empty() throws IOException {
    String expectation =
        "{policy: marks, rule: mark, kind: '', resources: [s], result: pass,"
            + " patchedResources: marked.yaml}";
    assertThat(rows(expectation))
        .containsExactly(
            "marks | mark | v1/Secret/default/s | Pass | Ok",
            "marks | mark | v1/Secret/default/s | Fail | Resource diff");
  }

  private Iterable<String> rows(String expectation) throws IOException {
    write(
        "kyverno-test.yaml",
        """
        apiVersion: cli.kyverno.io/v1alpha1
        kind: Test
        metadata: {name: test}
        policies: [policies.yaml]
        resources: [objects.yaml]
        targetResources: [secret.yaml]
        values:
          policies:
          - {name: limits, rules: [{name: small, values: {most: 3}}]}
        results:
        -\
        """
            + " "
            + expectation);
    return CliRun.of(folder.resolve("kyverno-test.yaml"), KyvernoConfig.DEFAULT).stream()
        .flatMap(run -> run.rows().stream())
        .map(Row::toString)
        .toList();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
