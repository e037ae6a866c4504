package dev.kyverdict.referee;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;

/** The programs that {@code tools/install} puts into {@code tools/bin}. */
public enum Tool {
  /** The Kyverno CLI. */
  KYVERNO("kyverno"),
  /** Kyverno's own packages behind JSON lines. */
  KYVERNO_JUDGE("kyverno-judge"),
  /** Kubernetes' schemas. */
  KUBECONFORM("kubeconform");

  private final Path path;

  Tool(String name) {
    path = Project.root().resolve("tools/bin").resolve(name);
  }

  /** Its path; without it the test is skipped and says so, in CI it fails. */
  public Path required() {
    String missing = "needs " + path.getFileName() + ", which tools/install makes";
    if (Project.inCi()) {
      Assertions.assertThat(path).as(missing).isExecutable();
    }
    assumeTrue(Files.isExecutable(path), missing);
    return path;
  }
}
