package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.engine.admission.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A bench on which the controllers of Kubernetes work as well, and time passes. */
final class Town implements Host {

  private record Due(Instant at, long number, Runnable what) {}

  final Bench bench = new Bench();
  final ControllerManager controllers = new ControllerManager();
  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
  private long number;
  private int seen;

  Town() {
    controllers.started(this);
    pass(Duration.ofSeconds(1));
  }

  void pass(Duration time) {
    Instant until = bench.now.plus(time);
    watch();
    while (!agenda.isEmpty() && !agenda.peek().at().isAfter(until)) {
      Due due = agenda.remove();
      bench.now = due.at();
      due.what().run();
      watch();
    }
    bench.now = until;
  }

  private void watch() {
    while (seen < bench.changes.size()) {
      Change change = bench.changes.get(seen++);
      controllers.changed(this, change);
    }
  }

  @Override
  public Instant now() {
    return bench.now;
  }

  @Override
  public Reply call(Request request) {
    return bench.server.handle(request);
  }

  @Override
  public void after(Duration delay, Work work) {
    agenda.add(new Due(bench.now.plus(delay), number++, () -> controllers.run(this, work)));
  }

  @Override
  public Reply fetch(Request request) {
    return new Reply.NoAnswer(Reply.Why.REFUSED);
  }

  @Override
  public void stall(Duration time) {
    throw new AssertionError(time);
  }

  @Override
  public void decided(Decision decision) {
    throw new AssertionError(decision);
  }

  @Override
  public int random(int bound) {
    return 0;
  }
}
