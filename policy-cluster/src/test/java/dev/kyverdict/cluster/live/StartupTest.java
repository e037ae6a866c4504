package dev.kyverdict.cluster.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that does not come up says why, and leaves its logs and nothing else. */
final class StartupTest {

  private final Path programs;

  StartupTest(@TempDir Path programs) throws IOException {
    this.programs = programs;
    Path manifests = programs.resolve("kyverno.module/config/install-latest-testing.yaml");
    Files.createDirectories(manifests.getParent());
    Files.writeString(manifests, "");
    for (String name :
        List.of(
            "kube-apiserver",
            "kube-controller-manager",
            "kyverno-admission-controller",
            "kyverno-background-controller")) {
      program(name, "exec sleep 60");
    }
  }

  @Test
  void without_a_program_it_is_not_even_tried() {
    assertThatThrownBy(() -> LiveCluster.start(Installation.of(programs)))
        .hasMessage("a real cluster needs etcd in " + programs + "; tools/install brings it");
  }

  @Test
  void the_reason_is_in_the_message() throws IOException {
    program("etcd", "echo no space left; exit 3");

    Throwable failed = catchThrowable(() -> LiveCluster.start(Installation.of(programs)));

    String message = String.valueOf(failed.getMessage());
    String start = "etcd ended with code 3: no space left; the logs are in ";
    assertThat(message).startsWith(start);
    Path folder = Path.of(message.substring(start.length()));
    assertThat(folder.resolve("etcd.log")).hasContent("no space left");
    WorkFolder.remove(folder);
    assertThat(ProcessHandle.current().descendants().filter(this::isOurs)).isEmpty();
  }

  private boolean isOurs(ProcessHandle process) {
    return process
        .info()
        .commandLine()
        .filter(line -> line.contains(programs.toString()))
        .isPresent();
  }

  private void program(String name, String script) throws IOException {
    Path file = programs.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
