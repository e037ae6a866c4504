package dev.kyverdict.referee;

import java.nio.file.Files;
import java.nio.file.Path;

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
    Project.requireFromTools(Files.isExecutable(path), path.getFileName().toString());
    return path;
  }
}
