package dev.kyverdict.cluster.sim;

import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.kyverno.KyvernoEvent.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * How a simulated cluster begins.
 *
 * @param start what time it is then
 * @param seed of everything that goes by chance
 * @param actors makes its processes
 * @param objects what it holds from the start, without anybody having been asked
 * @param settling how long its processes have worked when it is handed over
 */
public record Setup(
    Instant start,
    long seed,
    Supplier<List<Actor>> actors,
    List<JsonNode> objects,
    Duration settling) {

  /** How long a process takes to see a change: watches are fast, and never at once. */
  static final Duration LAG = Duration.ofMillis(1);

  /** Copies the list. */
  public Setup {
    objects = List.copyOf(objects);
  }

  /** Kyverno as its chart installs it, at the beginning of 2026. */
  public static final Setup DEFAULT =
      new Setup(
          Instant.parse("2026-01-01T00:00:00Z"),
          0,
          Processes::ofKyverno,
          Installation.OBJECTS,
          Duration.ofSeconds(10));

  /** The same with another seed. */
  public Setup withSeed(long value) {
    return new Setup(start, value, actors, objects, settling);
  }

  /** The same at another time. */
  public Setup at(Instant value) {
    return new Setup(value, seed, actors, objects, settling);
  }

  /**
   * The same with Kyverno leaving out other events than its chart has it leave out.
   *
   * @param reasons those behind {@code --omitEvents}; the chart names successes and exceptions
   */
  public Setup omitting(Set<Reason> reasons) {
    Set<Reason> omitted = Set.copyOf(reasons);
    return new Setup(start, seed, () -> Processes.ofKyverno(omitted), objects, settling);
  }

  /** The same with more objects. */
  public Setup with(List<? extends JsonNode> more) {
    return new Setup(
        start,
        seed,
        actors,
        Stream.concat(objects.stream(), more.stream()).map(JsonNode.class::cast).toList(),
        settling);
  }
}
