package dev.kyverdict.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A cluster with Kyverno in it, simulated or real. What is asked of it and what it answers has the
 * same shape in both, so that a test does not know which one it runs on.
 */
public interface Cluster extends Caller, AutoCloseable {

  /** The name of the process that holds Kyverno's webhooks. */
  String ADMISSION_CONTROLLER = "kyverno-admission-controller";

  /** The name of the process that generates and mutates existing objects. */
  String BACKGROUND_CONTROLLER = "kyverno-background-controller";

  /** What time it is in the cluster. */
  Instant now();

  /** Lets time pass: controllers do what falls due. A simulated cluster does not wait for it. */
  void pass(Duration time);

  /**
   * Lets time pass until something holds.
   *
   * @param atMost how much time at most
   * @return whether it holds
   */
  boolean await(Duration atMost, BooleanSupplier condition);

  /** Every request that the API server has answered, in order. */
  List<AuditEntry> audit();

  /**
   * Stops a process; nothing happens when it does not run.
   *
   * @throws IllegalArgumentException when the cluster has no such process
   */
  void stop(String process);

  /**
   * Starts a process again, and comes back when it does its work.
   *
   * @throws IllegalArgumentException when the cluster has no such process
   */
  void start(String process);

  @Override
  void close();
}
