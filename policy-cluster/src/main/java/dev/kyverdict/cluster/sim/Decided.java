package dev.kyverdict.cluster.sim;

import dev.kyverdict.engine.admission.Decision;
import java.time.Instant;

/**
 * A decision of Kyverno at admission.
 *
 * @param at when it was taken
 * @param decision the decision, with the request and how it came about
 */
public record Decided(Instant at, Decision decision) {}
