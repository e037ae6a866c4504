package dev.kyverdict.volsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The programs that the pre-warm tests need; without one they are skipped, but never in CI. */
final class PrewarmTools {

  private PrewarmTools() {}

  static void require(String... programs) {
    List<String> missing = Arrays.stream(programs).filter(program -> !installed(program)).toList();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(missing).as("programs that .ci/run has to install").isEmpty();
    }
    if (!missing.isEmpty()) {
      System.out.println("skipped: needs " + String.join(", ", missing));
    }
    assumeTrue(missing.isEmpty(), () -> "not installed: " + String.join(", ", missing));
  }

  static String path() {
    return String.valueOf(System.getenv("PATH"));
  }

  private static boolean installed(String program) {
    return Stream.of(path().split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
