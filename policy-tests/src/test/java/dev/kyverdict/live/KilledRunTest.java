package dev.kyverdict.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.live.Installation;
import dev.kyverdict.cluster.live.LiveCluster;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test run that is killed leaves no process behind. */
final class KilledRunTest {

  private final Path folder;

  KilledRunTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** A process that starts a cluster. */
  static final class Run {

    private Run() {}

    public static void main(String[] arguments) {
      LiveCluster.start(Installation.of(Path.of(arguments[0])));
    }
  }

  @Test
  void nothing_is_left() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Run.class.getName()));
    command.add(Live.installation().programs().toString());
    File log = folder.resolve("run.log").toFile();
    Process run = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    List<ProcessHandle> children = new ArrayList<>();
    try {
      assertThat(eventually(() -> programs(run) >= 2)).as("etcd and the API server run").isTrue();
      run.descendants().forEach(children::add);
    } finally {
      run.destroyForcibly();
    }

    assertThat(eventually(() -> children.stream().noneMatch(ProcessHandle::isAlive)))
        .as("all of %s are gone", children)
        .isTrue();
  }

  private static long programs(Process run) {
    return run.descendants()
        .flatMap(process -> process.info().command().stream())
        .filter(command -> command.endsWith("/etcd") || command.endsWith("/kube-apiserver"))
        .count();
  }

  private static boolean eventually(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(25);
    }
    return true;
  }
}
