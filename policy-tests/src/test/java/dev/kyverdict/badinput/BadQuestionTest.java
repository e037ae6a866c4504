package dev.kyverdict.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cli.Kyverdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that ask the engine: what they say and how they end. */
class BadQuestionTest {

  private static final String POLICY =
      """
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      metadata: {name: p}
      spec:
        rules:
          - name: r
            match: {any: [{resources: {kinds: [ConfigMap]}}]}
            context:
              - name: x
                apiCall: {urlPath: /api/v1/a, jmesPath: a.b}
            validate:
              failureAction: Enforce
              message: "{{ x }}"
              deny: {conditions: {all: [{key: "{{ x }}", operator: Equals, value: bad}]}}
      """;

  private static final String OBJECT =
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: b}}";

  @TempDir private Path folder = Path.of("");

  private record Ended(int code, String out, String err) {}

  private static Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new Kyverdict())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ended(code, out.toString(), err.toString());
  }

  private String file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private Ended admit(String answers) {
    return run(
        "admit",
        file("policy.yaml", POLICY),
        "--object",
        file("object.yaml", OBJECT),
        "--answers",
        file("answers.yaml", answers));
  }

  @Test
  void admit_tells_the_outcome_by_its_code() {
    Ended denied = admit("api: {'GET /api/v1/a': {body: {a: {b: bad}}}}");
    Ended allowed = admit("api: {'*': {body: {a: {b: good}}}}");

    assertThat(denied.code()).isEqualTo(1);
    assertThat(denied.out()).contains("CREATE ConfigMap b/a by alice: denied");
    assertThat(allowed.code()).isZero();
    assertThat(allowed.out()).contains("allowed, unchanged");
  }

  @Test
  void admit_prints_what_a_program_can_read() {
    Ended json =
        run(
            "admit",
            file("policy.yaml", POLICY),
            "--object",
            file("object.yaml", OBJECT),
            "-o",
            "json");

    assertThat(json.out()).contains("\"allowed\" : false", "\"status\" : \"error\"");
  }

  @Test
  void a_wrong_answers_file_is_told_with_its_line_and_the_repair() {
    assertThat(admit("api:\n  GET/api: {status: 404}\n").err())
        .contains("answers.yaml:2:")
        .contains("'GET/api' is no call; write GET or POST");
    assertThat(admit("calls: {}\n").err()).contains("unknown field 'calls'; use one of api");
    assertThat(admit("api: {'*': {code: 404}}\n").err()).contains("unknown field");
    assertThat(admit("api: {'*': {code: 404}}\n").code()).isEqualTo(2);
  }

  @Test
  void a_policy_that_kyverno_refuses_is_not_asked() {
    Ended refused =
        run(
            "admit",
            file("bad.yaml", POLICY.replace("operator: Equals", "operator: Nearly")),
            "--object",
            file("object.yaml", OBJECT));

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("bad.yaml:").contains("Nearly");
  }

  @Test
  void a_missing_file_is_named() {
    assertThat(run("admit", "nowhere.yaml", "--object", "none.yaml").err())
        .contains("nowhere.yaml: no such file");
    assertThat(run("lint", "nowhere.yaml").err()).contains("nowhere.yaml: no such file");
    assertThat(run("conformance", "nowhere").err()).contains("nowhere: no such file or folder");
    assertThat(run("jp", "a", "--input", "nowhere").err()).contains("nowhere: no such file");
  }

  @Test
  void an_update_needs_the_object_before() {
    Ended ended =
        run(
            "admit",
            file("policy.yaml", POLICY),
            "--object",
            file("object.yaml", OBJECT),
            "--operation",
            "UPDATE");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("give --old-object FILE");
  }

  @Test
  void jp_answers_as_kyverno() {
    assertThat(run("jp", "add('1h', '30m')").err()).contains("Types mismatch");
    assertThat(run("jp", "a.b", "--input", file("a.yaml", "a: {}")).err())
        .contains("Unknown key \"b\" in path");
    assertThat(run("jp", "a[", "--input", file("a.yaml", "a: {}")).code()).isEqualTo(1);
    assertThat(run("jp", "a.b || 'x'", "--input", file("a.yaml", "a: {}")).out()).contains("\"x\"");
  }

  @Test
  void lint_weighs_what_it_finds() {
    Ended warned = run("lint", file("policy.yaml", POLICY));
    Ended refused =
        run("lint", file("bad.yaml", POLICY.replace("kinds: [ConfigMap]", "kinds: []")));

    assertThat(warned.out()).contains("policy.yaml:").contains("[");
    assertThat(warned.code()).isEqualTo(1);
    assertThat(refused.code()).isEqualTo(2);
  }

  @Test
  void a_recording_that_is_none_is_told_with_its_line() {
    assertThat(run("conformance", file("a.jsonl", "{}\nnonsense\n")).err())
        .contains("a.jsonl:2: is no JSON");
    assertThat(
            run(
                    "conformance",
                    "--exceptions",
                    file("e.tsv", "no-reason\n"),
                    file("b.jsonl", "{\"expr\":\"a\",\"input\":{\"a\":1},\"result\":1}\n"))
                .err())
        .contains("line 1: has no reason");
  }

  @Test
  void conformance_prints_how_many_agree() {
    Ended ended =
        run(
            "conformance",
            file(
                "c.jsonl",
                "{\"id\":\"1\",\"expr\":\"a\",\"input\":{\"a\":1},\"result\":1}\n"
                    + "{\"id\":\"2\",\"expr\":\"b\",\"input\":{\"a\":1},\"result\":2}\n"));

    assertThat(ended.out()).contains("c 1 of 2", "2 differs at", "total 1 of 2, 0 explained");
    assertThat(ended.code()).isEqualTo(1);
  }
}
