package dev.kyverdict.rebuild;

import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.cluster.sim.SimulatedCluster;
import dev.kyverdict.world.World;
import dev.kyverdict.world.safety.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A rebuild, and the same rebuild with one of its calls failing. Up to that call both are the same,
 * so that a run is forked just before it.
 */
final class FailedCalls {

  /** How much longer than without a fault it may take. */
  static final Duration GRACE = Duration.ofMinutes(30);

  /** How often the guarantees are looked at. */
  private static final Duration EACH = Duration.ofSeconds(30);

  /** Who looks whether all is well, and is no part of it. */
  private static final String ONLOOKER = "admin";

  private final List<Call> calls = new ArrayList<>();
  private final Instant end;
  private final List<Violation> before;
  private World cursor;
  private int passed;

  /** A call of the rebuild to which nothing happens. */
  private record Call(Instant at, String what) {}

  /**
   * How a run ended.
   *
   * @param call which call failed
   * @param late how much later than without a fault all claims held their data and were backed up
   *     again
   * @param back whether they did and were
   * @param violations what was violated at any look from the fault on, or before it
   */
  record Outcome(String call, Duration late, boolean back, List<Violation> violations) {

    boolean isWell() {
      return back && violations.isEmpty();
    }
  }

  FailedCalls(World start) {
    World undisturbed = start.copy();
    SimulatedCluster cluster = undisturbed.cluster();
    cluster.overhear(
        it -> {
          if (!it.user().username().equals(ONLOOKER)) {
            calls.add(new Call(cluster.now(), what(it)));
          }
        });
    Watch watch = Watch.every(EACH);
    Lost.untilWhole(undisturbed, Duration.ofMinutes(30), watch);
    this.before = watch.violated();
    this.end = cluster.now();
    this.cursor = start.copy();
  }

  private static String what(Request request) {
    return request.user().username() + " " + request.method() + " " + request.path();
  }

  /** How many calls actors make until every claim holds its data. */
  int count() {
    return calls.size();
  }

  /** The rebuild with a call failing, counted from 0; later calls must be asked for later. */
  Outcome run(int number, Effect effect) {
    Call call = calls.get(number);
    forward(call.at());
    World world = cursor.copy();
    Fault fault = Fault.at("*", effect).onlyTheCall(number - passed + 1);
    world.cluster().inject(fault);
    List<String> struck = new ArrayList<>();
    int[] heard = {passed};
    world
        .cluster()
        .overhear(
            it -> {
              if (heard[0]++ == number) {
                struck.add(what(it));
              }
            });
    // An administrator's look is calls too, so nobody looks before the one that fails.
    while (struck.isEmpty() && world.cluster().now().isBefore(end)) {
      world.pass(Duration.ofMillis(1));
    }
    Watch watch = Watch.every(EACH);
    watch.pass(world, Duration.between(world.cluster().now(), end));
    world.cluster().heal(fault);
    world.cluster().overhear(it -> {});
    if (!struck.equals(List.of(call.what()))) {
      throw new IllegalStateException("not the call that was meant: " + struck + " " + call);
    }
    Duration late = Lost.untilWhole(world, GRACE, watch);
    watch.look(world);
    List<Violation> violated = new ArrayList<>(before);
    violated.addAll(watch.violated());
    return new Outcome(number + " " + call, late, Lost.isBack(world), violated);
  }

  /** Lets the undisturbed rebuild go on until just before a moment. */
  private void forward(Instant moment) {
    Duration left = Duration.between(cursor.cluster().now(), moment.minusNanos(1));
    if (left.isPositive()) {
      cursor.pass(left);
      while (passed < calls.size() && calls.get(passed).at().isBefore(moment)) {
        passed++;
      }
    }
  }
}
