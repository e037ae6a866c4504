package dev.kyverdict.cluster.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One of Kyverno's controllers: it runs as its own service account, with the chart's flags. */
final class KyvernoController implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path program;
  private final Path log;
  private final List<String> flags;
  private final Map<String, String> environment;
  private Optional<Child> child = Optional.empty();

  /**
   * Prepares it.
   *
   * @param name of the program and of its Deployment in the chart
   * @param folder where its log and files go
   * @param different flags in place of the chart's
   */
  KyvernoController(
      String name,
      Installation installation,
      KyvernoChart chart,
      Path folder,
      Map<String, String> different) {
    this.program = installation.program(name);
    this.log = folder.resolve(name + ".log");
    Map<String, String> all = new LinkedHashMap<>(chart.flags(name));
    all.putAll(different);
    this.flags = all.entrySet().stream().map(flag -> "--" + flag.toString()).toList();
    Map<String, String> variables = new LinkedHashMap<>(chart.environment(name));
    // without it there would be a folder in the home of whoever runs the tests
    variables.put("TUF_ROOT", folder.resolve("sigstore").toString());
    this.environment = variables;
  }

  boolean runs() {
    return child.filter(Child::runs).isPresent();
  }

  /** Starts it, and does not wait. */
  void start() {
    child = Optional.of(Child.start(program, log, flags, environment));
  }

  /** Waits until it does its work. */
  void await(BooleanSupplier works) {
    Child started = child.orElseThrow();
    Children.await(PATIENCE, program.getFileName() + " works", started::mustRun, works);
  }

  /** Ends it as a node does. */
  void stop() {
    child.ifPresent(Child::stop);
    child = Optional.empty();
  }

  @Override
  public void close() {
    child.ifPresent(Child::close);
    child = Optional.empty();
  }
}
