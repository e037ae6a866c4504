package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.TestResult.Outcome;
import dev.kyverdict.chainsaw.tree.Bindings;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.engine.UserInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs all tests below folders, each in a cluster of its own. */
public final class ChainsawRun {

  /** Who acts: the administrator of a cluster of kind, in a group that every API server trusts. */
  public static final UserInfo ADMINISTRATOR =
      UserInfo.of("kubernetes-admin", "system:masters", "system:authenticated");

  private final Supplier<? extends Cluster> clusters;
  private final Settings settings;

  /**
   * What is asked for.
   *
   * @param configuration instead of the {@code .chainsaw.yaml} above each test
   * @param testFile the name of the files that hold tests
   * @param threads how many tests run at once
   * @param include a pattern that the id of a test must contain
   */
  public record Settings(
      Optional<Path> configuration, String testFile, int threads, String include) {

    /** As chainsaw has it. */
    public static final Settings CHAINSAW =
        new Settings(Optional.empty(), "chainsaw-test.yaml", 2, "");
  }

  /**
   * Ready to run.
   *
   * @param clusters makes the cluster of a test
   */
  public ChainsawRun(Supplier<? extends Cluster> clusters, Settings settings) {
    this.clusters = clusters;
    this.settings = settings;
  }

  /**
   * Runs them and tells of each as soon as it and all before it are done. A file that says what
   * chainsaw does not understand is a test that failed.
   *
   * @throws IOException when a folder cannot be read
   */
  public List<TestResult> run(List<Path> folders, Consumer<TestResult> listener)
      throws IOException {
    List<Callable<TestResult>> tests = new ArrayList<>();
    for (Path file : files(folders)) {
      String id = id(file.resolveSibling(""));
      if (id.matches("(?s).*(?:" + settings.include() + ").*")) {
        tests.addAll(tests(file, id));
      }
    }
    return runAll(tests, listener);
  }

  private List<Callable<TestResult>> tests(Path file, String id) {
    List<Callable<TestResult>> runs = new ArrayList<>();
    try {
      Configuration configuration =
          settings
              .configuration()
              .map(Configuration::read)
              .orElseGet(() -> Configuration.above(file.resolveSibling("")));
      for (ChainsawTest test : TestReader.read(file, configuration)) {
        runs.add(() -> run(test));
      }
    } catch (UnreadableTestException unreadable) {
      TestRun.Verdict verdict =
          new TestRun.Verdict(Outcome.FAILED, "cannot be read", unreadable.text());
      runs.add(() -> result(id, id, Optional.of(verdict), Duration.ZERO, Duration.ZERO));
    }
    return runs;
  }

  private List<TestResult> runAll(List<Callable<TestResult>> tests, Consumer<TestResult> listener) {
    List<TestResult> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(settings.threads())) {
      List<Future<TestResult>> running = new ArrayList<>();
      tests.forEach(test -> running.add(threads.submit(test)));
      for (Future<TestResult> result : running) {
        TestResult done = result.get();
        results.add(done);
        listener.accept(done);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException broken) {
      throw new IllegalStateException(broken.getCause());
    }
    return results;
  }

  private List<Path> files(List<Path> folders) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new IOException(folder + ": no such folder; name one with chainsaw tests");
      }
      try (Stream<Path> found = Files.walk(folder)) {
        found
            .filter(file -> String.valueOf(file.getFileName()).equals(settings.testFile()))
            .sorted()
            .forEach(files::add);
      }
    }
    if (files.isEmpty()) {
      throw new IOException(folders + ": hold no " + settings.testFile());
    }
    return files;
  }

  private TestResult run(ChainsawTest test) {
    long start = System.nanoTime();
    Optional<TestRun.Verdict> verdict = beforehand(test);
    Duration virtual = Duration.ZERO;
    if (verdict.isEmpty()) {
      try (Cluster cluster = clusters.get()) {
        Instant before = cluster.now();
        verdict = verdict(test, cluster);
        virtual = Duration.between(before, cluster.now());
      }
    }
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    return result(id(test.folder()), test.name(), verdict, wall, virtual);
  }

  private static TestResult result(
      String id, String name, Optional<TestRun.Verdict> verdict, Duration wall, Duration virtual) {
    return new TestResult(
        id,
        id.replaceFirst("/.*", ""),
        name,
        verdict.map(TestRun.Verdict::outcome).orElse(Outcome.PASSED),
        verdict.map(TestRun.Verdict::where).orElse(""),
        verdict.map(TestRun.Verdict::reason).orElse(""),
        wall,
        virtual);
  }

  private static Optional<TestRun.Verdict> beforehand(ChainsawTest test) {
    if (test.isSkipped()) {
      return Optional.of(new TestRun.Verdict(Outcome.NOT_RUN, "", "it says skip: true"));
    }
    return Reach.gap(test, scope(test, new NoCluster()))
        .map(gap -> new TestRun.Verdict(Outcome.NOT_RUN, gap.where(), gap.what()));
  }

  /** A defect of the cluster is a failure of the test, and must not hide the other tests. */
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private static Optional<TestRun.Verdict> verdict(ChainsawTest test, Cluster cluster) {
    try {
      return new TestRun(test).run(scope(test, cluster));
    } catch (RuntimeException defect) {
      StackTraceElement[] trace = defect.getStackTrace();
      String place = trace.length == 0 ? "" : " at " + trace[0];
      return Optional.of(
          new TestRun.Verdict(Outcome.FAILED, "", "the cluster is broken: " + defect + place));
    }
  }

  private static Scope scope(ChainsawTest test, Cluster cluster) {
    String namespace = test.spec().path("namespace").asString(test.configuration().namespace());
    return new Scope(
        new Api(cluster, ADMINISTRATOR),
        test.folder(),
        namespace.isEmpty() ? ownNamespace(test) : namespace,
        test.defaults(),
        Bindings.NONE,
        new Cleaner());
  }

  /** Chainsaw rolls a name for it; here it depends on the test alone. */
  private static String ownNamespace(ChainsawTest test) {
    return "chainsaw-" + Integer.toHexString(id(test.folder()).hashCode());
  }

  /** The folder of a test from that of its family on. */
  private static String id(Path place) {
    Path folder = place.toAbsolutePath().normalize();
    Path family = folder;
    for (Optional<Path> up = Optional.of(folder);
        up.isPresent();
        up = Optional.ofNullable(up.get().getParent())) {
      if (Files.isRegularFile(up.get().resolve(Configuration.FILE))) {
        family = up.get();
        break;
      }
    }
    Path root = Optional.ofNullable(family.getParent()).orElse(family);
    return root.relativize(folder).toString();
  }
}
