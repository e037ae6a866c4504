package dev.kyverdict.cluster.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs end with whoever started them. */
final class ChildTest {

  private static final Path SHELL = Path.of("/bin/sh");

  private final Path folder;

  ChildTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** A process that starts a child and waits to be killed. */
  static final class Parent {

    private Parent() {}

    public static void main(String[] arguments) throws IOException {
      Path log = Path.of(arguments[0]);
      Child child = start(log, "exec sleep 600");
      System.out.write(child.runs() ? 1 : 0);
      System.out.flush();
      System.in.read();
    }
  }

  @Test
  void a_child_ends_when_its_parent_is_killed() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(Parent.class, Child.class),
                Parent.class.getName(),
                log().toString())
            .start();
    try (InputStream out = parent.getInputStream()) {
      assertThat(out.read()).isEqualTo(1);
      boolean all = Polling.until(Duration.ofSeconds(5), () -> parent.descendants().count() >= 3);
      assertThat(all).as("shell, its watch, and sleep").isTrue();
      List<ProcessHandle> children = parent.descendants().toList();

      parent.destroyForcibly();

      boolean gone =
          Polling.until(
              Duration.ofSeconds(5), () -> children.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(gone).as("all of %s are gone", children).isTrue();
    }
  }

  @Test
  void a_child_may_end_in_its_own_way() throws Exception {
    Child child =
        start(log(), "trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.05; done");
    Polling.until(Duration.ofSeconds(5), () -> logged("up"));

    child.stop();

    assertThat(child.runs()).isFalse();
    assertThat(Files.readString(log())).isEqualTo("up\nbye\n");
  }

  @Test
  void a_child_that_ended_by_itself_says_why() {
    Child child = start(log(), "echo no such flag; exit 2");
    Polling.until(Duration.ofSeconds(5), () -> !child.runs());

    assertThatThrownBy(child::mustRun)
        .isInstanceOf(LiveClusterException.class)
        .hasMessage("sh ended with code 2: no such flag");
  }

  private static String classPath(Class<?>... classes) {
    return Stream.of(classes)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path log() {
    return folder.resolve("log");
  }

  private boolean logged(String text) {
    try {
      return Files.readString(log()).contains(text);
    } catch (IOException notYet) {
      return false;
    }
  }

  private static Child start(Path log, String script) {
    return Child.start(SHELL, log, List.of("-c", script), Map.of());
  }
}
