package dev.kyverdict.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.world.Inventory;
import dev.kyverdict.world.World;
import dev.kyverdict.world.safety.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A rebuild during which Kyverno, VolSync or S3 is down for a while. */
class OutagesTest {

  private static final List<Duration> LENGTHS =
      List.of(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(20));

  /** After the end of an outage. */
  private static final Duration PROMISED = Duration.ofMinutes(25);

  /** Who may be down. */
  private enum Part {
    KYVERNO,
    VOLSYNC,
    S3;

    void fail(SimulatedCluster cluster) {
      switch (this) {
        case KYVERNO -> {
          cluster.stop(Cluster.ADMISSION_CONTROLLER);
          cluster.stop(Cluster.BACKGROUND_CONTROLLER);
        }
        case VOLSYNC -> cluster.stop("volsync");
        case S3 -> cluster.inject(UNREACHABLE);
      }
    }

    void recover(SimulatedCluster cluster) {
      switch (this) {
        case KYVERNO -> {
          cluster.start(Cluster.ADMISSION_CONTROLLER);
          cluster.start(Cluster.BACKGROUND_CONTROLLER);
        }
        case VOLSYNC -> cluster.start("volsync");
        case S3 -> cluster.heal(UNREACHABLE);
      }
    }
  }

  private static final Fault UNREACHABLE = Fault.timesOut("http://s3/*");

  private record Outage(Part part, Duration start, Duration length) {}

  private record Outcome(Outage outage, Duration after, boolean back, List<Violation> violated) {

    boolean isWell() {
      return back && violated.isEmpty();
    }
  }

  private static final Duration EACH = Duration.ofMinutes(1);

  /** One outage that ends after each of the lengths: up to then all of them are the same. */
  private static List<Outcome> run(World start, Part part, Duration begin) {
    World down = start.copy();
    part.fail(down.cluster());
    Watch watch = Watch.every(EACH);
    List<Outcome> outcomes = new ArrayList<>();
    Duration passed = Duration.ZERO;
    for (Duration length : LENGTHS) {
      watch.pass(down, length.minus(passed));
      passed = length;
      World world = down.copy();
      part.recover(world.cluster());
      Watch later = Watch.every(EACH);
      Duration after = Lost.untilWhole(world, PROMISED, later);
      later.look(world);
      List<Violation> violated = new ArrayList<>(watch.violated());
      violated.addAll(later.violated());
      Outage outage = new Outage(part, begin, length);
      outcomes.add(new Outcome(outage, after, Lost.isBack(world), violated));
    }
    return outcomes;
  }

  private static void grid(Inventory inventory, List<Duration> starts) {
    World lost = Lost.cluster("safe", inventory);
    Watch watch = Watch.every(EACH);
    List<Outcome> outcomes = new ArrayList<>();
    Duration passed = Duration.ZERO;
    for (Duration start : starts) {
      watch.pass(lost, start.minus(passed));
      passed = start;
      for (Part part : Part.values()) {
        outcomes.addAll(run(lost, part, start));
      }
    }
    assertThat(watch.violated()).isEmpty();
    long well = outcomes.stream().filter(Outcome::isWell).count();
    Duration latest =
        outcomes.stream().map(Outcome::after).max(Duration::compareTo).orElse(Duration.ZERO);
    System.out.printf(
        "rebuild of %d claims, an outage of Kyverno, VolSync or S3: %d of %d, at most %s after%n",
        inventory.labelled().size(), well, outcomes.size(), latest);
    outcomes.stream().filter(it -> !it.isWell()).limit(20).forEach(System.out::println);
    assertThat(outcomes)
        .allMatch(Outcome::isWell)
        .hasSize(Part.values().length * starts.size() * LENGTHS.size());
  }

  private static List<Duration> every(Duration step, Duration until) {
    List<Duration> starts = new ArrayList<>();
    for (Duration at = Duration.ZERO; at.compareTo(until) <= 0; at = at.plus(step)) {
      starts.add(at);
    }
    return starts;
  }

  @Test
  void whichever_is_down_for_30_s_5_or_20_min_the_3_claims_hold_their_data_within_25_min_after() {
    grid(Clusters.SMALL, every(Duration.ofMinutes(4), Duration.ofMinutes(8)));
  }

  @Test
  @EnabledIfSystemProperty(named = "kyverdict.rebuild.all", matches = "true")
  void whichever_is_down_from_any_20_s_on_the_3_claims_hold_their_data_within_25_min_after() {
    grid(Clusters.SMALL, every(Duration.ofSeconds(20), Duration.ofMinutes(10)));
  }

  @Test
  @EnabledIfSystemProperty(named = "kyverdict.rebuild.all", matches = "true")
  void
      whichever_is_down_from_any_third_minute_on_all_17_claims_hold_their_data_within_25_min_after() {
    grid(Clusters.WHOLE, every(Duration.ofMinutes(3), Duration.ofMinutes(9)));
  }
}
