package dev.kyverdict.chainsaw.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.chainsaw.FakeCluster;
import dev.kyverdict.chainsaw.tree.OutOfReachException;
import dev.kyverdict.engine.UserInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts of plain commands. */
class ScriptTest {

  private final FakeCluster cluster = new FakeCluster();
  @TempDir private Path folder = Path.of("");

  @Test
  void a_choice_takes_the_branch_of_the_exit_code() {
    String script =
        """
        # which way
        if kubectl create cm forbidden
        then
          echo "Tested failed."
          exit 1
        else
          echo "Test succeeded."; exit 0
        fi
        echo never
        """;

    assertThat(run(script))
        .isEqualTo(
            new Ran(
                0,
                "Test succeeded.\n",
                "Error from server (Forbidden): denied the request: not this one\n"));
    assertThat(run(script.replace("forbidden", "allowed")).exit()).isEqualTo(1);
  }

  @Test
  void what_is_applied_twice_is_changed_and_loses_what_was_taken_away() throws IOException {
    String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: '1', y: '2'}}";
    Files.writeString(folder.resolve("map.yaml"), map);
    assertThat(run("kubectl apply -f map.yaml"))
        .isEqualTo(new Ran(0, "configmap/a created\n", "Warning: created, just so\n"));
    assertThat(run("kubectl apply -f ./map.yaml").out()).isEqualTo("configmap/a unchanged\n");

    Files.writeString(folder.resolve("map.yaml"), map.replace("x: '1', ", ""));
    assertThat(run("kubectl apply -f map.yaml -n default").out())
        .isEqualTo("configmap/a configured\n");

    assertThat(run("kubectl get cm a --as nancy").exit()).isZero();
    assertThat(cluster.audit().getLast().user()).isEqualTo("nancy");
    assertThat(run("kubectl annotate configmap/a k=v l-; kubectl delete cm a").out())
        .isEqualTo("configmap/a annotated\nconfigmap \"a\" deleted\n");
    assertThat(run("kubectl delete cm a").exit()).isEqualTo(1);
    assertThat(run("kubectl delete cm a --ignore-not-found=true --wait").exit()).isZero();
  }

  @Test
  void the_error_of_a_file_names_it_as_kubectl_does() throws IOException {
    Files.writeString(
        folder.resolve("bad.yaml"),
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: forbidden}}");

    assertThat(run("kubectl apply -f bad.yaml").err())
        .isEqualTo(
            "Error from server (Forbidden): error when creating \"bad.yaml\": denied the request:"
                + " not this one\n");
    assertThat(run("kubectl apply -f bad.yaml 2>&1 | grep -q 'not.this'").exit()).isZero();
    assertThat(run("kubectl apply -f bad.yaml | grep -q 'not.this'").exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kubectl get cm -o json | jq .",
        "kubectl get cm > file",
        "kubectl get cm && true",
        "kubectl get cm || true",
        "NAME=x kubectl get cm",
        "kubectl get cm $NAME",
        "echo \"$(date)\"",
        "cat <<EOF\nEOF",
        "./run.sh",
        "set -e",
        "kubectl exec pod -- ls",
        "kubectl get cm --watch",
        "if true\nthen echo",
        "kubectl apply -f map.yaml 2>&1",
      })
  void what_needs_more_of_a_shell_is_out_of_reach(String script) {
    assertThatThrownBy(() -> Script.parse(script)).isInstanceOf(OutOfReachException.class);
  }

  private Ran run(String script) {
    Kubectl kubectl = new Kubectl(cluster, UserInfo.of("admin"), folder);
    return Script.parse(script).run(kubectl, "own");
  }
}
