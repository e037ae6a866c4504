package dev.kyverdict.world.batch;

import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.world.apps.Container;
import dev.kyverdict.world.apps.Program;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pre-warm of the rendered manifests, {@code prewarm.sh}, played by hand: same questions in the
 * same order, same lines, same exit status. Its settings are those of the pod. It plays the one
 * script it was compared with; another one ends with status 126.
 */
public final class PreWarm implements Program {

  /** The sha256 of the script that is played. */
  static final String SCRIPT = "4a3c300d5e6c351d350529a3b0c5aa0a5949d3b4090704890093ec90d4743206";

  /** By choice: each of the script's parts takes a second, in which others can act. */
  private static final Duration PART = Duration.ofSeconds(1);

  private static final int RESTORABLE = 63;
  private static final int UNKNOWN_SCRIPT = 126;
  private static final int NOTHING_TOUCHED = 2;

  /** The parts of the script. */
  private enum Part {
    NAMESPACES,
    REPOSITORIES,
    BACKUPS,
    CATALOGUE,
    WARM
  }

  /**
   * Where a run stands.
   *
   * @param part what comes next
   * @param started when the script began
   * @param errors how many it has told
   * @param stock what it has found
   * @param pending what it has still to warm
   * @param deadline until when it waits for Secrets; empty before the first look
   */
  private record Run(
      Part part,
      Instant started,
      int errors,
      Stock stock,
      List<Backup> pending,
      Optional<Instant> deadline)
      implements State {

    Run warming(Stock found, int told) {
      List<Backup> usable =
          found.backups().stream()
              .filter(it -> found.usable().contains(it.namespace()))
              .filter(it -> it.claim().length() <= RESTORABLE)
              .toList();
      return new Run(Part.WARM, started, told, found, usable, Optional.empty());
    }

    Run next(Part then, Stock found, int told) {
      return new Run(then, started, told, found, pending, deadline);
    }
  }

  /** The script as it was read last. */
  private static volatile String played = "";

  /** The script. */
  public PreWarm() {}

  @Override
  public boolean fits(Container container) {
    return !container.command().isEmpty() && container.command().getLast().endsWith("/prewarm.sh");
  }

  /** Whether a container runs the script that is played. */
  static boolean isPlayed(Container container) {
    String script = container.files().getOrDefault(container.command().getLast(), "");
    // the digest of a text that is at hand again and again need not be taken again
    String known = played;
    if (script.equals(known)) {
      return true;
    }
    boolean is = SCRIPT.equals(digest(script));
    if (is) {
      played = script;
    }
    return is;
  }

  @Override
  public Progress begin(Host host, Container container) {
    if (!isPlayed(container)) {
      return new Progress.Ends(List.of("not the script that is played here"), UNKNOWN_SCRIPT);
    }
    Inputs inputs = new Inputs(container, host.now());
    if (!inputs.wrong().isEmpty()) {
      Told told = new Told(0);
      inputs.wrong().forEach(it -> told.fail("input", "", "", it));
      return new Progress.Ends(told.take(), NOTHING_TOUCHED);
    }
    Run run = new Run(Part.NAMESPACES, host.now(), 0, Stock.NOTHING, List.of(), Optional.empty());
    return resume(host, container, run);
  }

  @Override
  public Progress resume(Host host, Container container, State state) {
    Run run = (Run) state;
    Map<String, String> known = Map.of("PREWARM_NOW", "" + run.started().getEpochSecond());
    Inputs inputs = new Inputs(with(container, known), run.started());
    Told told = new Told(run.errors());
    Search search = new Search(host, container, inputs, told, run.stock().incomplete());
    return switch (run.part()) {
      case NAMESPACES -> namespaces(search, run, told);
      case REPOSITORIES -> {
        Stock found = search.repositories(run.stock());
        yield goOn(run.next(Part.BACKUPS, found, told.errors()), told);
      }
      case BACKUPS -> {
        Stock found = search.backups(run.stock());
        yield goOn(run.next(Part.CATALOGUE, found, told.errors()), told);
      }
      case CATALOGUE -> {
        Stock stock = run.stock();
        if (!inputs.text("CATALOGUE").isEmpty()) {
          stock = new Catalogue(new Kubectl(host, container.account()), inputs, told).write(stock);
        }
        yield goOn(run.warming(stock, told.errors()), told);
      }
      case WARM -> warm(host, container, inputs, run, told);
    };
  }

  private static Progress namespaces(Search search, Run run, Told told) {
    try {
      Stock found = search.namespaces(run.stock());
      return goOn(run.next(Part.REPOSITORIES, found, told.errors()), told);
    } catch (Search.GivenUpException givenUp) {
      return new Progress.Ends(told.take(), NOTHING_TOUCHED);
    }
  }

  /** The clock is read once, unless the environment has set it. */
  private static Container with(Container container, Map<String, String> variables) {
    Map<String, String> environment = new java.util.TreeMap<>(container.environment());
    variables.forEach(environment::putIfAbsent);
    return new Container(
        container.account(),
        container.namespace(),
        container.command(),
        environment,
        container.files(),
        container.volumes());
  }

  private static Progress goOn(Run run, Told told) {
    return new Progress.Goes(told.take(), PART, run);
  }

  private static Progress warm(Host host, Container container, Inputs inputs, Run run, Told told) {
    boolean last =
        run.deadline()
            .map(it -> !host.now().isBefore(it))
            .orElse(inputs.number("SECRET_WAIT_SECONDS") == 0);
    List<Backup> pending =
        run.pending().isEmpty()
            ? List.of()
            : new Warming(new Kubectl(host, container.account()), inputs, told, last)
                .once(run.pending());
    if (pending.isEmpty()) {
      new Sources(new Kubectl(host, container.account()), inputs, told).watch();
      int errors = told.errors();
      told.say("done", "", "", "errors=" + errors);
      return new Progress.Ends(told.take(), errors == 0 ? 0 : 1);
    }
    Instant deadline =
        run.deadline().orElse(host.now().plusSeconds(inputs.number("SECRET_WAIT_SECONDS")));
    return goOn(
        new Run(
            Part.WARM, run.started(), told.errors(), run.stock(), pending, Optional.of(deadline)),
        told);
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
