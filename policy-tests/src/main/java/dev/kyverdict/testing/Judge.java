package dev.kyverdict.testing;

/** Who says what happens in a test. */
public enum Judge {
  /** This project's engine with objects around it: decisions, and nothing that acts by itself. */
  ENGINE,
  /** The same, and Kyverno's own packages must decide each request alike. */
  PACKAGES,
  /** A cluster in the JVM with Kyverno's controllers, on a virtual clock. */
  SIMULATED,
  /** A real API server with the real Kyverno. */
  LIVE
}
