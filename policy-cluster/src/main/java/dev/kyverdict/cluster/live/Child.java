package dev.kyverdict.cluster.live;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that does not outlive this process: a shell stands between the two and kills the
 * program as soon as its input ends, which it does however this process ends.
 */
final class Child implements AutoCloseable {

  /** The names of signals come in as lines; the end of the input stands for KILL. */
  private static final String GUARD =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      child=$!
      {
        while read -r signal <&3; do kill -s "$signal" "$child"; done
        kill -s KILL "$child"
      } 2>/dev/null &
      guard=$!
      exec 3<&-
      wait "$child"
      code=$?
      kill "$guard" 2>/dev/null
      exit "$code"
      """;

  private static final Duration GRACE = Duration.ofSeconds(5);

  private final String name;
  private final Path log;
  private final Process guard;

  private Child(String name, Path log, Process guard) {
    this.name = name;
    this.log = log;
    this.guard = guard;
  }

  /**
   * Starts a program.
   *
   * @param log the file to whose end its output goes
   * @param flags its arguments
   * @param environment variables beside those of this process
   */
  static Child start(Path program, Path log, List<String> flags, Map<String, String> environment) {
    String name = program.getFileName().toString();
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, name));
    command.add(program.toString());
    command.addAll(flags);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return new Child(name, log, builder.start());
    } catch (IOException failed) {
      throw new LiveClusterException("cannot start " + name, failed);
    }
  }

  boolean runs() {
    return guard.isAlive();
  }

  /**
   * Nothing when it runs.
   *
   * @throws LiveClusterException with the end of its log when it does not
   */
  void mustRun() {
    if (!runs()) {
      throw new LiveClusterException(
          name + " ended with code " + guard.exitValue() + ": " + lastLines());
    }
  }

  /** Asks it to end, and ends it when it takes its time. */
  void stop() {
    signal("TERM");
    if (!ends(GRACE)) {
      close();
    }
  }

  /** Ends it at once. */
  @Override
  public void close() {
    kill();
    if (!ends(GRACE)) {
      guard.destroyForcibly();
    }
  }

  /** Ends it at once, without a look whether it did. */
  void kill() {
    try {
      guard.getOutputStream().close();
    } catch (IOException gone) {
      // the program ended before
    }
  }

  private void signal(String signal) {
    try {
      OutputStream in = guard.getOutputStream();
      in.write((signal + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
    } catch (IOException gone) {
      // the program ended before
    }
  }

  private boolean ends(Duration within) {
    try {
      return guard.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
