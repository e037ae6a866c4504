package dev.kyverdict.fuzz;

import dev.kyverdict.fuzz.Differential.Outcome;
import dev.kyverdict.fuzz.Differential.Relation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import tools.jackson.databind.node.ObjectNode;

/** One run of the fuzzer: cases from a seed, both judges, and what came of it. */
public final class FuzzRun {

  private static final int BATCH = 256;

  /** How many differences of one look are shrunk; the others are counted only. */
  private static final int SHRUNK_ALIKE = 2;

  private static final int SHRINK_BUDGET = 2000;

  /**
   * How long a run goes on; it ends with whichever limit comes first.
   *
   * @param seed of the cases
   * @param cases how many at most
   * @param time how long at most
   */
  public record Settings(long seed, long cases, Duration time) {}

  /**
   * A difference, as small as it was made.
   *
   * @param outcome the smallest case with both answers
   * @param reason why it is so, if that is known
   */
  public record Found(Outcome outcome, Optional<String> reason) {

    /** One line of JSON, ready for the list of known differences once it has a reason. */
    public String line() {
      ObjectNode line = Json.object();
      line.put("family", outcome.about().family());
      line.put("number", outcome.about().number());
      line.set("question", outcome.about().question());
      line.set("engine", outcome.engine());
      line.set("packages", outcome.packages());
      line.put("places", String.join(" ", outcome.places()));
      line.put("reason", reason.orElse(""));
      return line.toString();
    }
  }

  /**
   * What a run found.
   *
   * @param settings of the run
   * @param cases how many were asked
   * @param took how long they took
   * @param relations how often the answers related how
   * @param found differences, shrunk
   * @param stale entries of the known differences that agree by now
   * @param coverage what was hit
   */
  public record Result(
      Settings settings,
      long cases,
      Duration took,
      Map<Relation, Long> relations,
      List<Found> found,
      List<ObjectNode> stale,
      Coverage coverage) {

    /** The differences without a reason. */
    public List<Found> unexplained() {
      return found.stream().filter(one -> one.reason().isEmpty()).toList();
    }

    /** Whether there is no unexplained difference, no stale entry, and no gap in the coverage. */
    public boolean passed() {
      return unexplained().isEmpty() && stale.isEmpty() && coverage.complete();
    }

    /** The whole result as text; only the time in it differs between equal runs. */
    public String summary() {
      StringBuilder text = new StringBuilder(coverage.report());
      unexplained().forEach(one -> text.append("different: ").append(one.line()).append('\n'));
      stale.forEach(
          entry ->
              text.append("agrees by now, remove it from the list: ").append(entry).append('\n'));
      coverage.missing().forEach(gap -> text.append("not covered: ").append(gap).append('\n'));
      double seconds = Math.max(took.toMillis(), 1) / 1000.0;
      return text.append(
              "seed %d: %d cases, %s, %d differences unexplained, %d explained; %.0f cases a second%n"
                  .formatted(
                      settings.seed(),
                      cases,
                      relations,
                      unexplained().size(),
                      found.size() - unexplained().size(),
                      cases / seconds))
          .toString();
    }
  }

  private final Differential differential;
  private final Corpus corpus;
  private final KnownDifferences known;
  private final Consumer<Found> listener;

  private final Coverage coverage = new Coverage();
  private final Map<Relation, Long> relations = new TreeMap<>();
  private final Map<String, List<Outcome>> different = new LinkedHashMap<>();

  /**
   * A run.
   *
   * @param listener hears of each difference as soon as it is shrunk
   */
  public FuzzRun(
      Differential differential, Corpus corpus, KnownDifferences known, Consumer<Found> listener) {
    this.differential = differential;
    this.corpus = corpus;
    this.known = known;
    this.listener = listener;
  }

  /** Runs it. */
  public Result run(Settings settings) {
    List<ObjectNode> stale = known.agreeing(differential);
    long start = System.nanoTime();
    long done = ask(settings, start);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    List<Found> found = new ArrayList<>();
    different.values().forEach(alike -> found.addAll(shrink(alike)));
    return new Result(settings, done, took, Map.copyOf(relations), found, stale, coverage);
  }

  private long ask(Settings settings, long start) {
    Generator generator = new Generator(settings.seed(), corpus);
    long done = 0;
    while (done < settings.cases() && System.nanoTime() - start < settings.time().toNanos()) {
      long end = Math.min(done + BATCH, settings.cases());
      List<Case> cases = LongStream.range(done, end).mapToObj(generator::at).toList();
      differential.ask(cases).forEach(this::count);
      done = end;
    }
    return done;
  }

  private void count(Outcome outcome) {
    coverage.add(outcome);
    relations.merge(outcome.relation(), 1L, Long::sum);
    if (outcome.relation() == Relation.DIFFERENT) {
      String look = outcome.about().family() + outcome.signature();
      different.computeIfAbsent(look, any -> new ArrayList<>()).add(outcome);
    }
  }

  private List<Found> shrink(List<Outcome> alike) {
    Map<String, Found> smallest = new LinkedHashMap<>();
    for (Outcome outcome : alike.subList(0, Math.min(SHRUNK_ALIKE, alike.size()))) {
      Outcome small = new Shrinker(differential, SHRINK_BUDGET).shrink(outcome);
      Found found = new Found(small, known.reason(small));
      if (smallest.putIfAbsent(small.about().question().toString(), found) == null) {
        listener.accept(found);
      }
    }
    return List.copyOf(smallest.values());
  }
}
