package dev.kyverdict.chainsaw;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Stands for the cluster while a test is only looked at. */
final class NoCluster implements Cluster {

  @Override
  public Reply call(Request request) {
    return new Reply.NoAnswer(Reply.Why.REFUSED);
  }

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public void pass(Duration time) {}

  @Override
  public boolean await(Duration atMost, BooleanSupplier condition) {
    return condition.getAsBoolean();
  }

  @Override
  public List<AuditEntry> audit() {
    return List.of();
  }

  @Override
  public void stop(String process) {}

  @Override
  public void start(String process) {}

  @Override
  public void close() {}
}
