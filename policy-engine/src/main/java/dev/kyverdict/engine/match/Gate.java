package dev.kyverdict.engine.match;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.match.GateResult.Cause;
import dev.kyverdict.engine.match.GateResult.Closed;
import dev.kyverdict.engine.match.GateResult.Open;
import dev.kyverdict.engine.match.MatchConditions.Outcome;
import dev.kyverdict.engine.match.MatchConditions.View;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Policy;
import java.util.Optional;

/**
 * What is asked once for a policy before its rules ({@code pkg/engine/internal/match.go}).
 * Immutable.
 */
public final class Gate {

  private static final GateResult OPEN = new Open();

  private final Optional<String> namespace;
  private final ConfigFilters filters;
  private final MatchConditions conditions;

  private Gate(Optional<String> namespace, ConfigFilters filters, MatchConditions conditions) {
    this.namespace = namespace;
    this.filters = filters;
    this.conditions = conditions;
  }

  /** Of a policy; the conditions are those of the policy. */
  public static Gate of(KyvernoPolicy policy, ConfigFilters filters, MatchConditions conditions) {
    Optional<String> namespace =
        policy instanceof Policy
            ? Optional.of(
                policy.metadata().namespace().filter(name -> !name.isEmpty()).orElse("default"))
            : Optional.empty();
    return new Gate(namespace, filters, conditions);
  }

  /** Whether the policy is asked. */
  public GateResult test(AdmissionRequest request) {
    Candidate fresh = Candidate.of(request, request.object());
    Candidate old = Candidate.of(request, request.oldObject());
    if (isElsewhere(fresh) || isElsewhere(old)) {
      return new Closed(Cause.NAMESPACE, "policy namespace doesn't match resource namespace");
    }
    if (isFiltered(fresh) || isFiltered(old)) {
      return new Closed(
          Cause.RESOURCE_FILTERS, "configuration resource filters doesn't match resource");
    }
    Outcome outcome = conditions.test(request, View.ENGINE);
    return outcome instanceof Outcome.Holds
        ? OPEN
        : new Closed(
            Cause.MATCH_CONDITIONS, "webhookConfiguration.matchConditions doesn't match request");
  }

  private boolean isElsewhere(Candidate candidate) {
    return namespace.isPresent()
        && candidate.exists()
        && !namespace.get().equals(candidate.namespace());
  }

  private boolean isFiltered(Candidate candidate) {
    return candidate.exists()
        && filters.filters(
            candidate.kind(), candidate.subResource(), candidate.namespace(), candidate.name());
  }
}
