package dev.kyverdict.engine.context;

import java.util.List;
import java.util.Set;

/**
 * How a rule came to its outcome.
 *
 * @param conditions the conditions that were looked at, in order
 * @param resolutions the queries that were answered, in order
 * @param calls the calls that were made, in order
 * @param unordered the objects whose members Kyverno might have visited in another order with
 *     another result
 */
public record Trace(
    List<ConditionStep> conditions,
    List<Resolution> resolutions,
    List<CallRecord> calls,
    Set<String> unordered) {

  /** Nothing was looked at. */
  public static final Trace NONE = new Trace(List.of(), List.of(), List.of(), Set.of());

  /** Copies. */
  public Trace {
    conditions = List.copyOf(conditions);
    resolutions = List.copyOf(resolutions);
    calls = List.copyOf(calls);
    unordered = Set.copyOf(unordered);
  }
}
